import type { Shell } from '../env-lines.ts';
import { fittingNames } from './fitting-names.ts';
import type { KnownNames } from './known-names.ts';
import type { Candidate, Fits } from './what-fits.ts';

/**
 * What our scripts read: a line that says what kind it is, then what the word being typed may become, each a line,
 * with its text after a tab where the shell shows one. `loose`: what the word may stand for without being its
 * beginning.
 */
export async function printFits(
  fits: Fits,
  {
    names,
    heatOf,
    current,
    shell,
  }: {
    readonly names: KnownNames;
    readonly heatOf: (name: string) => number;
    readonly current: string;
    readonly shell: Shell;
  },
): Promise<string> {
  if (fits.kind === 'command') return `command ${fits.at}`;
  if (fits.kind === 'files' || fits.kind === 'folders') return fits.kind;
  const { prefix } = fits;
  const lines = (words: readonly Candidate[]) =>
    words.map(({ word, text }) => lineOf({ word: `${prefix}${word}`, text }, shell));
  if (fits.kind === 'words') {
    const words = fits.words.filter(({ word }) => `${prefix}${word}`.startsWith(current));
    return ['words', ...lines(words)].join('\n');
  }
  const all = fits.of.flatMap((kind) => names[kind]);
  const found = await fittingNames(all, current.slice(prefix.length), heatOf);
  const words = found.names.map((word) => ({ word, text: '' }));
  return [found.isLoose ? 'loose' : 'words', ...lines(words)].join('\n');
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
