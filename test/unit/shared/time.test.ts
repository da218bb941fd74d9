import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysBetween, formatDuration, instantOf } from '#shared/time.ts';

describe('time', () => {
  it('is printed as every AWS SDK reads it', () => {
    expect(instantOf(Date.UTC(2026, 10, 23, 17, 0, 0, 987))).toBe('2026-11-23T17:00:00Z');
  });

  it('is printed as toISOString does, without its fractions, and what is no moment is refused', () => {
    fc.assert(
      fc.property(
        fc.date({
          min: new Date('0000-01-01T00:00:00Z'),
          max: new Date('9999-12-31T23:59:59Z'),
          noInvalidDate: true,
        }),
        (at) => {
          expect(instantOf(at.getTime())).toBe(at.toISOString().replace(/\.\d+/, ''));
        },
      ),
    );
    expect(() => instantOf(Number.NaN)).toThrow(RangeError);
  });

  it.each([
    [0, '0 s'],
    [59.9, '59 s'],
    [61, '1 min'],
    [3600, '1 h'],
    [12_345, '3 h 25 min'],
    [86_400, '1 d'],
    [93_600, '1 d 2 h'],
    [-5, '0 s'],
  ])('%d s reads as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });

  it('counts whole days, negative for a moment to come', () => {
    const now = Date.parse('2026-11-24T09:00:00Z');
    expect(daysBetween('2026-08-19T09:00:00Z', now)).toBe(97);
    expect(daysBetween('2026-08-19T09:00:01Z', now)).toBe(96);
    expect(daysBetween('2026-11-24T10:00:00Z', now)).toBe(-1);
  });
});
