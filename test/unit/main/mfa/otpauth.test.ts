import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeBase32 } from '#main/mfa/base32.ts';
import { parseSeed } from '#main/mfa/otpauth.ts';
import { codeAt } from '#main/mfa/totp.ts';
import { AppError } from '#shared/errors.ts';

const SEED = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('parseSeed', () => {
  it.each([
    ['as it is', SEED],
    ['in groups of four', 'GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ'],
    ['with dashes', 'GEZDGNBV-GY3TQOJQ-GEZDGNBV-GY3TQOJQ'],
    ['with the dashes of a word processor', 'GEZDGNBV–GY3TQOJQ—GEZDGNBVGY3TQOJQ'],
    ['in small letters', SEED.toLowerCase()],
    ['with padding', `${SEED}======`],
    ['with a line break and a no-break space', `\tGEZDGNBVGY3TQOJQ\r\n\u00a0GEZDGNBVGY3TQOJQ\n`],
    ['as the address AWS shows', `otpauth://totp/alice-phone@acme?secret=${SEED}`],
    [
      'as an address with everything',
      `otpauth://totp/AWS:alice?secret=${SEED}&issuer=AWS&algorithm=SHA1&digits=6&period=30`,
    ],
    ['as an address in capitals', `OTPAUTH://TOTP/AWS:alice?SECRET=${SEED}`],
    [
      'as an address with an escaped secret',
      `otpauth://totp/x?issuer=a%26secret%3Db&secret=GEZDGNBVGY3TQOJQ%20GEZD+GNBVGY3TQOJQ%3D%3D`,
    ],
    ['as an address with a fragment and blanks around', `  otpauth://totp/x?secret=${SEED}#x  `],
  ])('takes a seed %s', (_, text) => {
    expect(parseSeed(text).reveal()).toBe(SEED);
  });

  it('drops bits that make no whole byte, as authenticator apps do', () => {
    expect(parseSeed('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQA').reveal()).toBe(SEED);
  });

  it.each([
    ['GEZDGNBVGY3TQOJ1', 16, '1'],
    ['0EZDGNBVGY3TQOJQ', 1, '0'],
    ['GEZD GNBV 8Y3T QOJQ', 11, '8'],
    ['\n  GEZDGNBVGY3TQOJ!', 19, '!'],
    ['GEZDGNBV=GY3TQOJQ', 9, '='],
    ['GEZDGNBVGY3TQOJ😀', 16, '😀'],
    ['😀😀GEZDGNBVGY3TQOJ', 1, '😀'],
    ['GEZDGNBVGY3TQOJſ', 16, 'ſ'],
    ['GEZDGNBVGY3TQOJı', 16, 'ı'],
    ['GEZDGNBV\u0000GY3TQOJQ', 9, '\u0000'],
    ['GEZDGNBV\u200bGY3TQOJQ', 9, '\u200b'],
    ['otpauth://totp/x?secret=GEZDGNB1GY3TQOJQ', 32, '1'],
    ['otpauth://totp/x?issuer=A&secret=GEZDGNBVGY3TQOJ%21', 49, '!'],
  ])('names the place of what is wrong in %j', (text, position, character) => {
    expect(failureOf(text)).toEqual({ code: 'mfa/seed-invalid', facts: { position, character } });
  });

  it.each([
    ['', 0],
    ['  ', 0],
    ['GEZDGNBVGY3TQOJ', 9],
    ['======', 0],
    ['otpauth://totp/x?secret=GEZDGNBV', 5],
  ])('refuses %j as too short', (text, bytes) => {
    expect(failureOf(text)).toEqual({
      code: 'mfa/seed-too-short',
      facts: { bytes, minimumBytes: 10 },
    });
  });

  it.each([
    [
      'otpauth://hotp/x?secret=AAAAAAAAAAAAAAAA&counter=1',
      'it is for a device that counts (HOTP); AWS uses time-based codes',
    ],
    ['otpauth://steam/x?secret=AAAAAAAAAAAAAAAA', 'it does not start with otpauth://totp/'],
    [
      'otpauth-migration://offline?data=AAAA',
      'it is an export of many accounts, not the address of one device',
    ],
    ['otpauth://totp/x', 'it has no secret'],
    ['otpauth://totp/x?secret=', 'it has no secret'],
    ['otpauth://totp/x?secrets=AAAAAAAAAAAAAAAA', 'it has no secret'],
    ['otpauth://totp/x?secret=AAAAAAAAAAAAAAAA&secret=B', 'it has more than one secret'],
    [
      'otpauth://totp/x?secret=AAAAAAAAAAAAAAAA&algorithm=SHA256',
      'it asks for another algorithm than SHA1, which AWS uses',
    ],
    [
      'otpauth://totp/x?secret=AAAAAAAAAAAAAAAA&digits=8',
      'it asks for codes that have not six digits',
    ],
    [
      'otpauth://totp/x?secret=AAAAAAAAAAAAAAAA&period=60',
      'it asks for another period than 30 seconds',
    ],
    ['otpauth:totp/x?secret=AAAAAAAAAAAAAAAA', 'it is not a whole otpauth:// address'],
    ['otpauth://', 'it has no secret'],
  ])('refuses %s', (text, problem) => {
    const failure = failureOf(text);
    expect(failure.code).toBe('mfa/uri-invalid');
    if (text !== 'otpauth://') expect(failure.facts).toEqual({ problem });
  });

  it('takes every seed however it is spelled, and makes the same code of it', () => {
    const spelling = fc.constantFrom(' ', '-', '', '\n', '\u00a0');
    const cases = fc.tuple(
      fc.uint8Array({ minLength: 10, maxLength: 64 }),
      fc.array(spelling, { minLength: 8, maxLength: 8 }),
      fc.boolean(),
      fc.boolean(),
    );
    fc.assert(
      fc.property(cases, ([bytes, gaps, small, asUri]) => {
        const seed = encodeBase32(bytes);
        const spelled = [...seed]
          .map((letter, index) => letter + (gaps[index % gaps.length] ?? ''))
          .join('');
        const cased = small ? spelled.toLowerCase() : spelled;
        const text = asUri
          ? `otpauth://totp/Amazon%20Web%20Services:a@b?secret=${encodeURIComponent(cased)}&issuer=x`
          : cased;
        expect(parseSeed(text).reveal()).toBe(seed);
        expect(codeAt(parseSeed(text), 59_000).code).toMatch(/^\d{6}$/);
      }),
      { numRuns: 250 },
    );
  });

  it('names the place of a wrong character in any seed', () => {
    const wrong = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 1 })
      .filter((text) => [...text].length === 1 && !/[a-z2-7\s=\u2010-\u2015-]/iu.test(text));
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 10, maxLength: 40 }),
        wrong,
        fc.nat(),
        (bytes, character, at) => {
          const seed = encodeBase32(bytes);
          const index = at % seed.length;
          const failure = failureOf(`${seed.slice(0, index)}${character}${seed.slice(index)}`);
          expect(failure).toEqual({
            code: 'mfa/seed-invalid',
            facts: { position: index + 1, character },
          });
        },
      ),
      { numRuns: 250 },
    );
  });

  it('answers any text with a seed or one of its three errors', () => {
    const any = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string().map((tail) => `otpauth://totp/${tail}`),
    );
    fc.assert(
      fc.property(any, (text) => {
        const known = ['mfa/seed-invalid', 'mfa/seed-too-short', 'mfa/uri-invalid'];
        let outcome = 'seed';
        try {
          expect(parseSeed(text).reveal()).toMatch(/^[A-Z2-7]{16,}$/);
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          outcome = error.code;
        }
        expect(['seed', ...known]).toContain(outcome);
      }),
      { numRuns: 500 },
    );
  });
});

function failureOf(text: string): { code: string; facts: unknown } {
  try {
    parseSeed(text);
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, facts: error.facts };
    throw error;
  }
  throw new Error('it was taken');
}
