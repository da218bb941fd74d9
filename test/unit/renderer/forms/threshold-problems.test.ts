import { describe, expect, it } from 'vitest';
import { thresholdProblems } from '#renderer/forms/threshold-problems.ts';

const DAYS = { dueDays: 75, overdueDays: 90, unusedDays: 45 };

describe('the days that count for keys', () => {
  it('may be any whole number of days', () => {
    expect(thresholdProblems(DAYS)).toEqual({});
  });

  it('have what is wrong with one of them said beside it', () => {
    expect(Object.keys(thresholdProblems({ ...DAYS, unusedDays: 0 }))).toEqual(['unusedDays']);
    expect(Object.keys(thresholdProblems({ ...DAYS, dueDays: 9999, overdueDays: 9999 }))).toEqual([
      'dueDays',
      'overdueDays',
    ]);
  });

  it('say that a key cannot be overdue before it is due', () => {
    expect(thresholdProblems({ ...DAYS, dueDays: 120 })).toEqual({
      overdueDays: 'A key cannot be overdue before it is due.',
    });
  });
});
