import { describe, expect, it } from 'vitest';
import { clockSkewSentence } from '#shared/words/clock-skew.ts';

describe('a clock that is wrong', () => {
  it.each([null, 0, 5, -29, 30, -30])('is not worth a word at %s seconds', (seconds) => {
    expect(clockSkewSentence(seconds)).toBeNull();
  });

  it.each([
    [31, '31 s ahead of'],
    [-31, '31 s behind'],
    [-7200, '2 h behind'],
    [86_400 * 400, '400 d ahead of'],
  ])('is said at %i seconds', (seconds, words) => {
    expect(clockSkewSentence(seconds)).toContain(`clock is ${words} AWS’s`);
  });
});
