import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { heatAfterUse } from '#shared/search/frecency.ts';
import { DAY_MS } from '#shared/time.ts';

const NOW = Date.parse('2026-11-28T09:00:00Z');
/** What remains of uses so many days ago. */
const heat = (...daysAgo: number[]) =>
  daysAgo.reduce<number | null>(
    (before, days) => heatAfterUse(before, NOW - days * DAY_MS),
    null,
  ) ?? 0;

describe('what is used often and lately', () => {
  it('is what was used last, of those used once', () => {
    expect(heat(0)).toBeGreaterThan(heat(1));
  });

  it('is what was used more often, of those used last at the same time', () => {
    expect(heat(3, 2, 1)).toBeGreaterThan(heat(1));
  });

  it('is what was used daily, before what was tried once today', () => {
    expect(heat(5, 4, 3, 2, 1)).toBeGreaterThan(heat(0));
  });

  it('is no more what was used daily some months ago', () => {
    expect(heat(100, 99, 98, 97, 96)).toBeLessThan(heat(0));
  });

  it('grows with each use, whatever the clock said before', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2e12 })), (moments) => {
        let before: number | null = null;
        for (const moment of moments) before = heatAfterUse(before, moment);
        const after = heatAfterUse(before, NOW);
        expect(Number.isFinite(after)).toBe(true);
        expect(after).toBeGreaterThanOrEqual(NOW);
      }),
    );
  });

  it('recovers from a clock that was years ahead', () => {
    const ahead = heatAfterUse(null, NOW + 4000 * DAY_MS);
    const daily = [...Array(120).keys()].map((day) => 120 - day);
    expect(heatAfterUse(ahead, NOW - 120 * DAY_MS)).toBeLessThan(heat(...daily));
  });
});
