import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Body, chainLine, type Head, NO_ENTRY, startLine } from '#main/activity/chain.ts';
import { lastToDrop, textAfter } from '#main/activity/cut.ts';
import { type ChainReading, readChain, UNREAD } from '#main/activity/read-chain.ts';
import { tailOf, tailWithoutEntries } from '#main/activity/tail.ts';

const bodies = fc.array(fc.record({ at: fc.string(), kind: fc.string({ unit: 'grapheme' }) }), {
  minLength: 1,
  maxLength: 6,
});

/** As the file does it: goes on from the end, whatever stands there. */
function append(text: string, ...added: readonly Body[]): string {
  const tail = tailOf(text) ?? tailWithoutEntries(text);
  let { head, torn } = tail;
  let next = tail.isEnded ? text : `${text}\n`;
  for (const body of added) {
    const made = chainLine(body, head, torn);
    next += `${made.line}\n`;
    head = made.head;
    torn = '';
  }
  return next;
}

const isUndisturbed = ({ brokenAt, tornCount, torn }: ChainReading) =>
  brokenAt === null && tornCount === 0 && torn === '';

describe('the chain of the activity log', () => {
  it('gives back what was written, in order, and finds nothing wrong with it', () => {
    fc.assert(
      fc.property(bodies, (written) => {
        const { entries, reading } = readChain(append('', ...written));
        expect(entries.map(({ body: { n: _, ...body } }) => body)).toEqual(written);
        expect(entries.map(({ n }) => n)).toEqual(written.map((_, at) => at + 1));
        expect(isUndisturbed(reading)).toBe(true);
      }),
    );
  });

  it('notices any change of any byte', () => {
    fc.assert(
      fc.property(
        bodies,
        fc.nat(),
        fc.integer({ min: 0, max: 255 }),
        fc.boolean(),
        (written, where, byte, isCut) => {
          const whole = append('', ...written);
          const text = isCut ? cutAfterFirst(whole) : whole;
          const at = where % text.length;
          const changed = text.slice(0, at) + String.fromCodePoint(byte) + text.slice(at + 1);
          fc.pre(changed !== text);
          // Without its end, the last line is no line: as the file reads it.
          const { reading } = readChain(changed.endsWith('\n') ? changed : `${changed}\n`);
          const isLineEnd = at === text.length - 1;
          expect(isUndisturbed(reading) && !isLineEnd).toBe(false);
        },
      ),
    );
  });

  it('notices that a line was taken out, put in twice or moved', () => {
    fc.assert(
      fc.property(bodies, fc.nat(), fc.nat(), (written, from, to) => {
        fc.pre(written.length > 1);
        const lines = append('', ...written)
          .trimEnd()
          .split('\n');
        const taken = lines[from % (lines.length - 1)] as string;
        const rest = lines.filter((line) => line !== taken);
        const moved = rest.toSpliced(1 + (to % lines.length), 0, taken, taken);
        for (const other of [rest, moved])
          expect(readChain(`${other.join('\n')}\n`).reading.brokenAt).not.toBeNull();
      }),
    );
  });

  it('goes on after a writer that was killed at any byte, loses nothing else, and tells of it', () => {
    fc.assert(
      fc.property(bodies, bodies, fc.nat(), (written, more, where) => {
        const before = append('', ...written);
        const killed = append(before, { at: 'killed' });
        const length = before.length + 1 + (where % (killed.length - before.length - 1));
        const text = append(killed.slice(0, length), ...more);
        const { entries, reading } = readChain(text);
        const isWhole = length === killed.length - 1;
        expect(entries.length).toBe(written.length + more.length + (isWhole ? 1 : 0));
        expect(reading.brokenAt).toBeNull();
        expect(reading.tornCount).toBe(isWhole ? 0 : 1);
      }),
    );
  });

  it('reads on from where it was as if it read all at once', () => {
    fc.assert(
      fc.property(bodies, bodies, (written, more) => {
        const first = append('', ...written);
        const text = append(first, ...more);
        const before = readChain(first);
        const after = readChain(text.slice(first.length), before.reading);
        const whole = readChain(text, UNREAD);
        expect([...before.entries, ...after.entries]).toEqual(whole.entries);
        expect(after.reading).toEqual(whole.reading);
      }),
    );
  });

  it('goes on counting when the oldest are dropped, and leaves the others as they stand', () => {
    const text = cutAfterFirst(append('', { at: 'a' }, { at: 'b' }, { at: 'c' }));
    const { entries, reading } = readChain(append(text, { at: 'd' }));
    expect(entries.map(({ n }) => n)).toEqual([2, 3, 4]);
    expect(isUndisturbed(reading)).toBe(true);
    expect(reading.start?.after.n).toBe(1);
  });
});

describe('what is dropped of the activity log', () => {
  const entriesAt = (...times: readonly string[]) =>
    readChain(append('', ...times.map((at) => ({ at })))).entries;
  const nowMs = Date.parse('2026-11-24T09:00:00Z');

  it('is what is older than ninety days, though never the last entry', () => {
    const old = '2026-08-01T00:00:00Z';
    expect(lastToDrop(entriesAt(old, old, '2026-11-01T00:00:00Z'), nowMs)?.n).toBe(2);
    expect(lastToDrop(entriesAt(old, old), nowMs)?.n).toBe(1);
    expect(lastToDrop(entriesAt('2026-11-01T00:00:00Z'), nowMs)).toBeNull();
  });

  it('is what is more than ten thousand', () => {
    const one = entriesAt('2026-11-01T00:00:00Z')[0] as ReturnType<typeof entriesAt>[number];
    const many = Array.from({ length: 10_007 }, (_, at) => ({ ...one, n: at + 1 }));
    expect(lastToDrop(many, nowMs)?.n).toBe(7);
  });
});

function cutAfterFirst(text: string): string {
  const first = readChain(text).entries[0] as Head;
  const after = { n: first.n, hash: first.hash };
  expect(after).not.toEqual(NO_ENTRY);
  return `${startLine(after, 'sealed')}\n${textAfter(text, after)}`;
}
