import { createSecretKey, scrypt, type KeyObject } from 'node:crypto';
import { AppError } from '#shared/errors.ts';
import type { Secret } from '#shared/secret.ts';

export interface ScryptCost {
  readonly log2N: number;
  readonly r: number;
  readonly p: number;
}

export interface ScryptSettings {
  readonly cost: ScryptCost;
  readonly salt: Buffer;
}

export const SALT_BYTES = 16;
/** OWASP's choice where Argon2id is not at hand; about 0.3 s and 128 MiB. */
export const SCRYPT_COST: ScryptCost = { log2N: 17, r: 8, p: 1 };
/** Of any vault that a Latchkey has ever written. It stays when `SCRYPT_COST` rises. */
export const LEAST_SCRYPT_COST: ScryptCost = { log2N: 17, r: 8, p: 1 };
const MAX_MEMORY = 256 * 2 ** 20;
const MAX_P = 4;
const PASSPHRASE_MIN_LENGTH = 12;

/** The key that a passphrase stands for. The same text typed on another system is normalised alike (NFC). */
export async function deriveKey(
  passphrase: Secret,
  { cost, salt }: ScryptSettings,
): Promise<KeyObject> {
  const password = Buffer.from(passphrase.reveal().normalize('NFC'), 'utf8');
  const options = { N: 2 ** cost.log2N, r: cost.r, p: cost.p, maxmem: MAX_MEMORY };
  const bytes = await new Promise<Buffer>((resolve, reject) => {
    scrypt(password, salt, 32, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
  password.fill(0);
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return key;
}

/**
 * A header is read before it is proven, so what it asks for is bounded: from above lest a changed
 * file make us work for hours, from below lest a weak one be taken for ours.
 */
export function isAcceptableCost({ log2N, r, p }: ScryptCost, least: ScryptCost): boolean {
  if (log2N < least.log2N || r < least.r || p < least.p) return false;
  return log2N < 32 && p <= MAX_P && 128 * 2 ** log2N * r < MAX_MEMORY;
}

/** Throws `vault/passphrase-weak`. For new passphrases only: an old one is right or wrong. */
export function checkNewPassphrase(passphrase: Secret): void {
  const characters = [...passphrase.reveal().normalize('NFC')];
  if (characters.length < PASSPHRASE_MIN_LENGTH) {
    throw new AppError('vault/passphrase-weak', { minimumLength: PASSPHRASE_MIN_LENGTH });
  }
}

export function sameSettings(a: ScryptSettings | null, b: ScryptSettings): boolean {
  return (
    a !== null &&
    a.salt.equals(b.salt) &&
    a.cost.log2N === b.cost.log2N &&
    a.cost.r === b.cost.r &&
    a.cost.p === b.cost.p
  );
}
