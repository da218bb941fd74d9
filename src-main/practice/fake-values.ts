import { createHash } from 'node:crypto';

/**
 * Ids and secrets of seeded people: in AWS's form, the same at every start, and plainly not real to
 * anybody who reads them.
 */
export interface FakeLabel {
  /** What a reader shall recognise. */
  readonly name: string;
  /** What keeps two values apart. */
  readonly unique: string;
}

/** AWS's ids are written in base32's letters. */
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** `AKIAPRACTICE`, the name, and what makes 20 characters of it. */
export function fakeAccessKeyId({ name, unique }: FakeLabel): string {
  const readable = `PRACTICE${name
    .toUpperCase()
    .replaceAll(/[^A-Z2-7]/g, '')
    .slice(0, 4)}`;
  return `AKIA${(readable + pickFromBase32(unique, 16)).slice(0, 16)}`;
}

/** 40 characters of base64's alphabet, the first of them readable. */
export function fakeSecretAccessKey({ name, unique }: FakeLabel): string {
  const readable = `Practice/${name.replaceAll(/[^A-Za-z0-9]/g, '')}/`;
  return (readable + createHash('sha256').update(`secret of ${unique}`).digest('hex')).slice(0, 40);
}

/** 64 base32 characters, as long as AWS makes them. */
export function fakeMfaSeed(unique: string): string {
  return pickFromBase32(`seed of ${unique}`, 64);
}

/** Users, roles, SSH keys, credentials of one service, server certificates. */
type IdPrefix = 'AIDA' | 'AROA' | 'APKA' | 'ACCA' | 'ASCA';

/** The unchanging id that AWS gives a thing besides its name: 21 characters. */
export function fakeUniqueId(prefix: IdPrefix, unique: string): string {
  return prefix + pickFromBase32(unique, 17);
}

function pickFromBase32(unique: string, length: number): string {
  const digest = createHash('sha512').update(unique).digest().subarray(0, length);
  return Array.from(digest, (byte) => BASE32[byte % BASE32.length]).join('');
}
