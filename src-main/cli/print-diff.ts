import type { FileDiff } from '#shared/contract/file-diff.ts';
import type { Environment } from '../platform/home.ts';
import { shortPath } from './short-path.ts';
import type { Terminal } from './terminal.ts';
import { visibleText } from '#shared/visible-text.ts';

type Paint = Pick<Terminal, 'dim' | 'green' | 'red'>;

/** A file's changes as `diff -u` marks them, each line with its number. */
export function printDiff(
  { path, lines }: FileDiff,
  environment: Environment,
  paint: Paint = PLAIN,
): string {
  const width = String(
    Math.max(0, ...lines.map(({ before, after }) => after ?? before ?? 0)),
  ).length;
  const shown = lines.map(({ kind, before, after, text }) => {
    const number = kind === 'gap' ? '' : String(after ?? before ?? '');
    const line = `${number.padStart(width)} ${MARKS[kind]} ${visibleText(text)}`.trimEnd();
    return { same: asIs, gap: paint.dim, added: paint.green, removed: paint.red }[kind](line);
  });
  return [visibleText(shortPath(path, environment)), ...shown].join('\n');
}

const MARKS = { same: ' ', added: '+', removed: '-', gap: '…' } as const;

const asIs = (text: string) => text;
const PLAIN: Paint = { dim: asIs, green: asIs, red: asIs };
