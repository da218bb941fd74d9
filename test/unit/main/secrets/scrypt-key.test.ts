import { describe, expect, it } from 'vitest';
import {
  checkNewPassphrase,
  deriveKey,
  isAcceptableCost,
  SCRYPT_COST,
} from '#main/secrets/scrypt-key.ts';
import { secretOf } from '#shared/secret.ts';

const keyOf = async (
  passphrase: string,
  salt: string,
  cost: { log2N: number; r: number; p: number },
) =>
  (await deriveKey(secretOf(passphrase), { cost, salt: Buffer.from(salt) }))
    .export()
    .toString('hex');

describe('the key of a passphrase', () => {
  // RFC 7914 §12; of the 64 bytes there, PBKDF2 makes the first 32 for a key of 32.
  it.each([
    ['', '', 4, 1, 1, '77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442'],
    [
      'password',
      'NaCl',
      10,
      8,
      16,
      'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162',
    ],
    [
      'pleaseletmein',
      'SodiumChloride',
      14,
      8,
      1,
      '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2',
    ],
  ])('is what RFC 7914 says for "%s"', async (passphrase, salt, log2N, r, p, expected) => {
    expect(await keyOf(passphrase, salt, { log2N, r, p })).toBe(expected);
  });

  it('is the same however the system composes the letters', async () => {
    const cost = { log2N: 4, r: 1, p: 1 };
    expect(await keyOf('schl\u00fcssel', 's', cost)).toBe(
      await keyOf('schlu\u0308ssel', 's', cost),
    );
    expect(await keyOf('schl\u00fcssel', 's', cost)).not.toBe(await keyOf('schlussel', 's', cost));
  });
});

describe('the cost in a file', () => {
  it('is accepted as we write it', () => {
    expect(isAcceptableCost(SCRYPT_COST, SCRYPT_COST)).toBe(true);
    expect(isAcceptableCost({ ...SCRYPT_COST, p: 4 }, SCRYPT_COST)).toBe(true);
  });

  it.each([
    ['more memory than we give', { log2N: 18, r: 8, p: 1 }],
    ['N of a billion', { log2N: 30, r: 8, p: 1 }],
    ['an N beyond all numbers', { log2N: 255, r: 8, p: 1 }],
    ['a huge block', { log2N: 17, r: 255, p: 1 }],
    ['work for hours', { log2N: 17, r: 8, p: 255 }],
    ['less than we write', { log2N: 16, r: 8, p: 1 }],
    ['a small block', { log2N: 17, r: 1, p: 1 }],
    ['nothing at all', { log2N: 0, r: 0, p: 0 }],
  ])('is refused when it asks for %s', (_, cost) => {
    expect(isAcceptableCost(cost, SCRYPT_COST)).toBe(false);
  });
});

describe('a new passphrase', () => {
  it.each(['short', 'elevenchars', 'schlu\u0308ssel-u\u0308'])(
    'of fewer than 12 characters is refused: %s',
    (text) => {
      expect(() => checkNewPassphrase(secretOf(text))).toThrow(
        expect.objectContaining({ code: 'vault/passphrase-weak', facts: { minimumLength: 12 } }),
      );
    },
  );

  it.each(['twelve chars', '🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑'])('of 12 characters is taken: %s', (text) => {
    expect(() => checkNewPassphrase(secretOf(text))).not.toThrow();
  });
});
