import { expect, it } from 'vitest';
import { decrypt, encrypt } from '#main/secrets/aes-gcm.ts';

// Test case 16 of "The Galois/Counter Mode of Operation (GCM)", McGrew and Viega, as submitted to NIST.
const hex = (text: string) => Buffer.from(text, 'hex');
const key = hex('feffe9928665731c6d6a8f9467308308'.repeat(2));
const nonce = hex('cafebabefacedbaddecaf888');
const associated = hex('feedfacedeadbeeffeedfacedeadbeefabaddad2');
const plaintext = hex(
  'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
);
const ciphertext = hex(
  '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662',
);
const tag = hex('76fc6ece0f4e1768cddf8853bb2d551b');

it('encrypts as the GCM test vector says', () => {
  expect(encrypt(key, { associated, plaintext }, nonce)).toEqual(
    Buffer.concat([nonce, ciphertext, tag]),
  );
});

it('decrypts the GCM test vector', () => {
  expect(decrypt(key, { associated, sealed: Buffer.concat([nonce, ciphertext, tag]) })).toEqual(
    plaintext,
  );
});

it('takes another nonce each time', () => {
  const nonces = Array.from({ length: 100 }, () =>
    encrypt(key, { associated, plaintext }).toString('hex', 0, 12),
  );
  expect(new Set(nonces).size).toBe(100);
});

it('gives nothing for another key or other associated data', () => {
  const sealed = encrypt(key, { associated, plaintext });
  expect(decrypt(Buffer.alloc(32), { associated, sealed })).toBeNull();
  expect(decrypt(key, { associated: Buffer.from('other'), sealed })).toBeNull();
});
