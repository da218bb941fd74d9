import { type Head, NO_ENTRY, splitLine } from './chain.ts';
import { readChain } from './read-chain.ts';

/** Where a log goes on. */
export interface Tail {
  readonly head: Head;
  /** What a writer that was killed has left after it, with the line end that we put there. */
  readonly torn: string;
  /** Whether the last line has its end. */
  readonly isEnded: boolean;
}

/** Of the end of a log, which begins where a line does; null where no entry is in it. */
export function tailOf(text: string): Tail | null {
  const isEnded = text === '' || text.endsWith('\n');
  const lines = text.split('\n');
  if (isEnded) lines.pop();
  for (let at = lines.length - 1; at >= 0; at--) {
    const line = lines[at] as string;
    const head = splitLine(line) === null ? null : headOf(line);
    if (head === null) continue;
    const torn = lines.slice(at + 1).map((after) => `${after}\n`);
    return { head, torn: torn.join(''), isEnded };
  }
  return null;
}

/** Of a log without any entry: all that stands there is torn. */
export function tailWithoutEntries(text: string): Tail {
  const isEnded = text === '' || text.endsWith('\n');
  return { head: NO_ENTRY, torn: isEnded ? text : `${text}\n`, isEnded };
}

function headOf(line: string): Head | null {
  const { reading, entries } = readChain(`${line}\n`);
  return entries.length === 0 && reading.start === null ? null : reading.head;
}
