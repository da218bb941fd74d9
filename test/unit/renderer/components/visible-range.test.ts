import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowAfterKey, scrollTopFor, visibleRange } from '#renderer/components/visible-range.ts';

const view = fc.record({
  count: fc.integer({ min: 0, max: 20_000 }),
  rowHeight: fc.constant(48),
  scrollTop: fc.integer({ min: 0, max: 960_000 }),
  height: fc.integer({ min: 0, max: 2000 }),
  current: fc.integer({ min: -1, max: 19_999 }),
});

describe('the rows that are drawn', () => {
  it('are few, in order, each once, and exist', () => {
    fc.assert(
      fc.property(view, (given) => {
        const rows = visibleRange(given);
        expect(rows.length).toBeLessThanOrEqual(Math.ceil(given.height / 48) + 15);
        expect(rows).toEqual([...new Set(rows)].toSorted((a, b) => a - b));
        expect(rows.every((row) => row >= 0 && row < given.count)).toBe(true);
      }),
    );
  });

  it('are all that are in view, and the current one wherever it is', () => {
    fc.assert(
      fc.property(view, (given) => {
        const rows = new Set(visibleRange(given));
        const first = Math.floor(given.scrollTop / 48);
        const last = Math.min(
          given.count - 1,
          Math.floor((given.scrollTop + given.height - 1) / 48),
        );
        for (let row = first; row <= last; row += 1) expect(rows.has(row)).toBe(true);
        if (given.current >= 0 && given.current < given.count)
          expect(rows.has(given.current)).toBe(true);
      }),
    );
  });
});

describe('the keys of the list', () => {
  const at = (current: number) => ({ current, count: 100, pageRows: 10 });

  it.each([
    ['ArrowDown', 5, 6],
    ['ArrowDown', 99, 99],
    ['ArrowUp', 5, 4],
    ['ArrowUp', 0, 0],
    ['PageDown', 5, 15],
    ['PageDown', 95, 99],
    ['PageUp', 5, 0],
    ['Home', 50, 0],
    ['End', 50, 99],
    ['x', 50, null],
  ])('%s on row %i', (key, from, to) => {
    expect(rowAfterKey(key, at(from))).toBe(to);
  });
});

describe('scrolling to a row', () => {
  const place = { rowHeight: 48, scrollTop: 480, height: 480 };

  it('does not move when the row is in view', () => {
    expect(scrollTopFor(10, place)).toBe(480);
    expect(scrollTopFor(19, place)).toBe(480);
  });

  it('moves just far enough', () => {
    expect(scrollTopFor(9, place)).toBe(432);
    expect(scrollTopFor(20, place)).toBe(528);
  });
});
