/**
 * Words as one command line for the config file, which some of AWS's tools give to a shell and others
 * take apart by themselves (contracts.md §2.1): botocore as Python's `shlex` does, JavaScript, Go and
 * Java by `sh -c`; on Windows `cmd /C`. Only what all of them read alike is written.
 */
export function commandLine(words: readonly string[], platform: NodeJS.Platform): string {
  return words.map(platform === 'win32' ? quotedForWindows : quotedForShell).join(' ');
}

/** Nothing in it means anything to a shell, to `shlex`, or at the start of a word. */
const PLAIN = /^[A-Za-z0-9_@+.,%:/][A-Za-z0-9_@+.,%:/=-]*$/;

/** Double quotes as AWS's manual has them; single ones where a shell would look into those. */
function quotedForShell(word: string): string {
  if (PLAIN.test(word)) return word;
  return /["$`\\!]/.test(word) || word.includes("'")
    ? `'${word.replaceAll("'", `'"'"'`)}'`
    : `"${word}"`;
}

/** A path has no quote there. Quotes that are not needed are left out: `cmd /C` drops the outermost of four. */
function quotedForWindows(word: string): string {
  return /^[A-Za-z0-9_@+.,%:/\\=-]+$/.test(word) ? word : `"${word}"`;
}
