import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto';

export const NONCE_BYTES = 12;
export const TAG_BYTES = 16;
const CIPHER = 'aes-256-gcm';
const OPTIONS = { authTagLength: TAG_BYTES } as const;

/** Nonce, ciphertext and tag in one. A nonce is given by tests only: used twice, it gives the key away. */
export function encrypt(
  key: KeyObject | Buffer,
  { associated, plaintext }: { readonly associated: Buffer; readonly plaintext: Buffer },
  nonce = randomBytes(NONCE_BYTES),
): Buffer {
  const cipher = createCipheriv(CIPHER, key, nonce, OPTIONS).setAAD(associated);
  return Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** Null when the key, the associated data or a single bit is not the same. */
export function decrypt(
  key: KeyObject | Buffer,
  { associated, sealed }: { readonly associated: Buffer; readonly sealed: Buffer },
): Buffer | null {
  const tagAt = sealed.length - TAG_BYTES;
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES), OPTIONS);
  decipher.setAAD(associated).setAuthTag(sealed.subarray(tagAt));
  const plaintext = decipher.update(sealed.subarray(NONCE_BYTES, tagAt));
  try {
    return Buffer.concat([plaintext, decipher.final()]);
  } catch {
    return null; // final() throws for one reason only: the tag does not match
  }
}
