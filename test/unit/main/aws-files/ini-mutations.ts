import { readFileSync } from 'node:fs';
import { isUtf8 } from 'node:buffer';
import * as fc from 'fast-check';

/** The 96 inputs of contracts.md §1.4; T87 is left out of the file for its size. */
export const CASE_BYTES: readonly Buffer[] = [
  ...(
    JSON.parse(
      readFileSync(new URL('../../../fixtures/ini-cases.json', import.meta.url), 'utf8'),
    ) as { input_b64: string }[]
  ).map(({ input_b64 }) => Buffer.from(input_b64, 'base64')),
  Buffer.from(`[default]\nregion = ${'a'.repeat(200_000)}\n`),
];

/** Numbers below a limit, the same ones for the same seed. */
export type Below = (limit: number) => number;

const PIECES = [
  '\n',
  '\r\n',
  '\r',
  '[',
  ']',
  ' = ',
  '=',
  ':',
  ' #',
  ' ;',
  ' ',
  '\t',
  '  a = 1\n',
  '[default]\n',
  '[profile a]\n',
  '"',
  '\\',
  '\0',
  '\ufeff',
  '\u2028',
  '\u00a0',
  '__proto__',
  'DEFAULT',
  '\x1c',
].map((text) => Buffer.from(text));

/** What editors, merges and crashes do to a file: bytes and lines lost, doubled, moved, put in, cut off, of another file. */
export function mutate(bytes: Buffer, below: Below): Buffer {
  const at = below(bytes.length + 1);
  const before = bytes.subarray(0, at);
  const after = bytes.subarray(at);
  switch (below(8)) {
    case 0:
      return Buffer.concat([before, after.subarray(1)]);
    case 1:
      return Buffer.concat([before, PIECES[below(PIECES.length)]!, after]);
    case 2:
      return Buffer.concat([before, Buffer.from([below(256)]), after.subarray(1)]);
    case 3:
      return before;
    case 4:
      return Buffer.concat([bytes, CASE_BYTES[below(95)]!]);
    default:
      return mutateLines(bytes, below);
  }
}

function mutateLines(bytes: Buffer, below: Below): Buffer {
  const lines = bytes.toString('latin1').split(/(?<=\n)/);
  const one = below(lines.length);
  const other = below(lines.length);
  switch (below(4)) {
    case 0:
      lines.splice(one, 1);
      break;
    case 1:
      lines.splice(one, 0, lines[other]!);
      break;
    case 2:
      [lines[one], lines[other]] = [lines[other]!, lines[one]!];
      break;
    default:
      lines[one] = ` ${lines[one]}`;
  }
  return Buffer.from(lines.join(''), 'latin1');
}

/** One of the cases, mutated up to three times; those that are no text are left to the law about bytes. */
export const mutatedText: fc.Arbitrary<string> = fc
  .tuple(
    fc.nat(94),
    fc.array(fc.nat(2 ** 31 - 1), { minLength: 6, maxLength: 6 }),
    fc.integer({ min: 1, max: 3 }),
  )
  .map(([index, numbers, times]) => {
    const below = belowFrom(numbers.reduce((sum, number) => Math.imul(sum, 31) + number, 7));
    let bytes = CASE_BYTES[index]!;
    for (let count = 0; count < times; count++) bytes = mutate(bytes, below);
    return bytes;
  })
  .filter((bytes) => isUtf8(bytes))
  .map((bytes) => bytes.toString('utf8'));

export function belowFrom(seed: number): Below {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}
