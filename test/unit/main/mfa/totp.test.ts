import { describe, expect, it } from 'vitest';
import { codeAt } from '#main/mfa/totp.ts';
import { secretOf } from '#shared/secret.ts';

/** The seed of RFC 4226 and RFC 6238, ASCII 12345678901234567890. */
const RFC_SEED = secretOf('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');

describe('codeAt', () => {
  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ])('makes the code of RFC 6238 at second %i', (seconds, code) => {
    expect(codeAt(RFC_SEED, seconds * 1000).code).toBe(code);
  });

  it.each(
    '755224 287082 359152 969429 338314 254676 287922 162583 399871 520489'
      .split(' ')
      .map((code, counter) => [counter, code] as const),
  )('makes the HOTP code of RFC 4226 in step %i', (counter, code) => {
    expect(codeAt(RFC_SEED, counter * 30_000).code).toBe(code);
  });

  it('names the step and the end of its half minute', () => {
    expect(codeAt(RFC_SEED, 59_999)).toEqual({ code: '287082', step: 1, validUntilMs: 60_000 });
    expect(codeAt(RFC_SEED, 60_000)).toMatchObject({ step: 2, validUntilMs: 90_000 });
  });

  it.each([16, 26, 32, 52, 64, 103])('takes a seed of %i characters', (length) => {
    const seed = secretOf('A'.repeat(length));
    expect(codeAt(seed, 1_800_000_000_000).code).toMatch(/^\d{6}$/);
  });
});
