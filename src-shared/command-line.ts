/**
 * A command line as a person types it, in words: blanks divide, quotes and backslashes keep, as Python's
 * `shlex` has it (botocore reads `credential_process` so). There is no shell: `$`, `~`, `*` and `|` are
 * letters. Null where a quote is left open or a backslash is last. On Windows, where paths have
 * backslashes, these are letters too, and only `"` quotes.
 */
export function splitCommandLine(text: string, system: 'posix' | 'windows'): string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at);
    const next = text.charAt(at + 1);
    if (letter === quote) {
      quote = '';
    } else if (quote === '' && isQuote(letter, system)) {
      quote = letter;
      word ??= '';
    } else if (escapes(letter, next, { quote, system })) {
      if (next === '') return null;
      word = (word ?? '') + next;
      at += 1;
    } else if (quote === '' && /[ \t\r\n]/.test(letter)) {
      if (word !== null) words.push(word);
      word = null;
    } else {
      word = (word ?? '') + letter;
    }
  }
  if (quote !== '') return null;
  return word === null ? words : [...words, word];
}

function isQuote(letter: string, system: 'posix' | 'windows'): boolean {
  return letter === '"' || (letter === "'" && system === 'posix');
}

function escapes(
  letter: string,
  next: string,
  { quote, system }: { readonly quote: string; readonly system: 'posix' | 'windows' },
): boolean {
  if (letter !== '\\' || quote === "'") return false;
  if (system === 'windows') return next === '"';
  // Between double quotes a backslash keeps only itself and the quote.
  return quote === '' || next === '"' || next === '\\';
}

/** Words as one line to read, quoted so that one sees where each begins and ends. */
export function commandLineOf(words: readonly string[]): string {
  return words
    .map((word) =>
      /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`,
    )
    .join(' ');
}
