import type { Shell } from '../env-lines.ts';
import type { KnownNames } from './known-names.ts';
import type { Candidate, Fits } from './what-fits.ts';

/**
 * What our scripts read: a line that says what kind it is, then the words that begin with what is typed,
 * each a line, with its text after a tab where the shell shows one.
 */
export function printFits(
  fits: Fits,
  {
    names,
    current,
    shell,
  }: {
    readonly names: KnownNames;
    readonly current: string;
    readonly shell: Shell;
  },
): string {
  if (fits.kind === 'command') return `command ${fits.at}`;
  if (fits.kind === 'files' || fits.kind === 'folders') return fits.kind;
  const words =
    fits.kind === 'words' ? fits.words : namedWords(fits.of.flatMap((kind) => names[kind]));
  const lines = words
    .map(({ word, text }) => ({ word: `${fits.prefix}${word}`, text }))
    .filter(({ word }) => word.startsWith(current))
    .map((candidate) => lineOf(candidate, shell));
  return ['words', ...lines].join('\n');
}

function namedWords(names: readonly string[]): readonly Candidate[] {
  return [...new Set(names)].toSorted().map((word) => ({ word, text: '' }));
}

/** Names have no letter that bash would read otherwise; zsh and fish quote what they put in. */
function lineOf({ word, text }: Candidate, shell: Shell): string {
  switch (shell) {
    case 'bash':
      return word;
    case 'powershell':
      return `${/^[\w./:-]+$/.test(word) ? word : `'${word}'`}\t${text}`;
    case 'zsh':
    case 'fish':
      return text === '' ? word : `${word}\t${text}`;
  }
}
