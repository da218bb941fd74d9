import { randomBytes } from 'node:crypto';

/** Letters of the alphabet that AWS writes its ids in. */
export function randomLetters(count: number): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return Array.from(randomBytes(count), (byte) => letters[byte % letters.length]).join('');
}

/** 40 characters, as a secret access key has. */
export function randomSecret(): string {
  return randomBytes(30).toString('base64');
}
