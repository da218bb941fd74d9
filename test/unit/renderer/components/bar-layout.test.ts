import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barLayout } from '#renderer/components/bar-layout.ts';

const values = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { maxLength: 40 });
const width = fc.integer({ min: 1, max: 3000 });

describe('bars in a width', () => {
  it('are as long as their values say, the longest as long as there is room', () => {
    expect(barLayout([40, 20, 0], 644)).toEqual({ labelWidth: 180, lengths: [400, 200, 0] });
  });

  it('leave less room for words where there is little', () => {
    expect(barLayout([1], 300).labelWidth).toBe(108);
  });

  it('show what is there, however little beside the rest, and nothing for nothing', () => {
    const [most, one, none] = barLayout([1_000_000, 1, 0], 644).lengths;
    expect([most, one, none]).toEqual([400, 3, 0]);
  });

  it('never have a length for nothing, whatever the rest', () => {
    expect(barLayout([0, 0], 644).lengths).toEqual([0, 0]);
    expect(barLayout([], 644).lengths).toEqual([]);
  });

  it('are ordered as their values are, and none leaves its room', () => {
    fc.assert(
      fc.property(values, width, (given, wide) => {
        const { labelWidth, lengths } = barLayout(given, wide);
        expect(
          lengths.every((length) => length >= 0 && length <= Math.max(3, wide - labelWidth)),
        ).toBe(true);
        for (const [at, length] of lengths.entries())
          for (const [other, otherLength] of lengths.entries())
            if ((given[at] ?? 0) < (given[other] ?? 0))
              expect(length).toBeLessThanOrEqual(otherLength);
      }),
    );
  });
});
