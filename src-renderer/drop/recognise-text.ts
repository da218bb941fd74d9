import { parseAccessKeysCsv } from '#shared/access-keys-csv.ts';
import { failureOf, isAppError, type Failure } from '#shared/errors.ts';
import { secretOf, type Secret } from '#shared/secret.ts';
import { keyIn, type GivenKey, type NoKey } from './key-in-settings.ts';
import { settingsIn } from './settings-in-text.ts';

/** The seed of an MFA device, as an `otpauth:` address or in base32. */
export interface GivenSeed {
  readonly seed: Secret;
  /** Whose it says it is; null where it does not. From outside, and to be shown as text only. */
  readonly label: string | null;
}

export type Recognised =
  | { readonly kind: 'key'; readonly key: GivenKey }
  | { readonly kind: 'seed'; readonly seed: GivenSeed }
  | { readonly kind: 'refused'; readonly because: Refusal }
  /** It says it is an accessKeys.csv, and is not one. */
  | { readonly kind: 'bad-csv'; readonly failure: Failure };

/** What there is a form for. */
export type Taken = Extract<Recognised, { kind: 'key' | 'seed' }>;

export type Refusal = NoKey | 'empty' | 'too-large' | 'not-text' | 'several-seeds';

/** What the contract takes of an accessKeys.csv; nothing that is recognised here is longer. */
export const TEXT_MAX_LENGTH = 64 * 1024;
/** As the contract has it for a seed. */
const SEED_MAX_LENGTH = 4096;

/**
 * What a text is that somebody dropped or pasted: an access key, as a file or tool of AWS or a shell writes
 * it, or a seed. Whether AWS takes it is main's to find out; whatever else is said here, no secret is in it.
 */
export function recogniseText(text: string): Recognised {
  if (text.length > TEXT_MAX_LENGTH) return refused('too-large');
  const given = text.trim();
  if (given === '') return refused('empty');
  // Tabs and line ends are the only control characters that belong to a text.
  if (/[^\P{Cc}\t\r\n]/u.test(given)) return refused('not-text');
  if (/^otpauth/i.test(given) || isBase32(given)) return seedIn(given);
  if (isCsv(given)) return keyInCsv(given);
  const found = keyIn(settingsIn(given));
  return typeof found === 'string' ? refused(found) : { kind: 'key', key: found };
}

function refused(because: Refusal): Recognised {
  return { kind: 'refused', because };
}

/** As AWS writes a seed into a file, 64 characters; long enough that no word and no key id is one. */
function isBase32(text: string): boolean {
  return /^[A-Z2-7]{32,256}=*$/.test(text);
}

function seedIn(text: string): Recognised {
  const addresses = text.match(/\botpauth(?:-migration)?:/gi) ?? [];
  if (addresses.length > 1 || /^otpauth-migration:/i.test(text)) return refused('several-seeds');
  if (addresses.length === 0 && !isBase32(text)) return refused('unknown');
  if (text.length > SEED_MAX_LENGTH) return refused('too-large');
  return { kind: 'seed', seed: { seed: secretOf(text), label: labelOf(text) } };
}

function labelOf(uri: string): string | null {
  const encoded = /^otpauth:\/\/totp\/([^?#]{1,600})/i.exec(uri)?.[1] ?? '';
  const secret = /[?&]secret=([^&#]*)/i.exec(uri)?.[1] ?? '';
  const label = decoded(encoded);
  const isSecret = secret !== '' && label.toUpperCase().includes(secret.toUpperCase());
  return label === '' || isSecret ? null : label;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function isCsv(text: string): boolean {
  const titles = text.slice(0, 1024).split(/\r?\n/, 1)[0] ?? '';
  return titles.includes(',') && /\b(?:access key id|secret access key)\b/i.test(titles);
}

function keyInCsv(csv: string): Recognised {
  try {
    const [first, ...others] = parseAccessKeysCsv(secretOf(csv));
    if (first === undefined || others.length > 0) return refused('several-keys');
    const { userName, secretAccessKey } = first;
    const isSecret = userName?.includes(secretAccessKey.reveal()) === true;
    const nothingElse = { profile: null, region: null, mfaSerial: null };
    return {
      kind: 'key',
      key: { ...first, ...nothingElse, userName: isSecret ? null : userName },
    };
  } catch (error) {
    if (!isAppError(error, 'import/csv-malformed')) throw error;
    return { kind: 'bad-csv', failure: failureOf(error) };
  }
}
