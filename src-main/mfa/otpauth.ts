import { AppError } from '#shared/errors.ts';
import { type Secret, secretOf } from '#shared/secret.ts';
import { decodeBase32, encodeBase32, isBase32Character } from './base32.ts';

/** 80 bits: the shortest seed in use, 16 characters. */
const MINIMUM_BYTES = 10;

/**
 * The seed in what a person pasted: base32 with any blanks, dashes, padding and case, or an
 * `otpauth://totp/…` URI with the settings AWS uses. Returns base32, upper case, unpadded. Throws
 * `mfa/seed-invalid` with the place in the text as given, `mfa/seed-too-short`, `mfa/uri-invalid`.
 */
export function parseSeed(text: string): Secret {
  const isUri = /^\s*otpauth(-migration)?:/i.test(text);
  const cleaned = clean(isUri ? secretOfUri(text) : spelledOut(text));
  const bytes = decodeBase32(cleaned);
  if (bytes.length < MINIMUM_BYTES) {
    throw new AppError('mfa/seed-too-short', { bytes: bytes.length, minimumBytes: MINIMUM_BYTES });
  }
  return secretOf(encodeBase32(bytes));
}

/** What an authenticator reads off a QR code: the address as AWS writes it, with the account's alias or id. */
export function otpauthUri(device: {
  readonly name: string;
  readonly account: string;
  readonly seed: Secret;
}): Secret {
  const issuer = 'Amazon Web Services';
  const label = encodeURIComponent(`${issuer}:${device.name}@${device.account}`);
  const secret = device.seed.reveal();
  return secretOf(`otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}`);
}

/** A character and its place in the text as given, from 1. */
interface Placed {
  readonly character: string;
  readonly position: number;
}

function spelledOut(text: string): Placed[] {
  return [...text].map((character, index) => ({ character, position: index + 1 }));
}

/** Strips what people and pages put between the characters; refuses everything else that is not base32. */
function clean(given: readonly Placed[]): string {
  const padding = given.findLastIndex(({ character }) => !/[\s=]/u.test(character));
  let cleaned = '';
  for (const [index, { character, position }] of given.entries()) {
    if (/[\s\u2010-\u2015-]/u.test(character) || (character === '=' && index > padding)) continue;
    // Not toUpperCase(): it would turn "ı" and "ſ" into letters of the alphabet.
    const letter = character.replace(/[a-z]/, (small) => small.toUpperCase());
    if (!isBase32Character(letter)) throw new AppError('mfa/seed-invalid', { position, character });
    cleaned += letter;
  }
  return cleaned;
}

function secretOfUri(text: string): Placed[] {
  const problem = uriProblem(text.trim());
  if (problem !== null) throw new AppError('mfa/uri-invalid', { problem });
  const before = /^[^?#]*\?(?:[^#]*?&)?secret=/i.exec(text)?.[0] ?? '';
  const value = /^[^&#]*/.exec(text.slice(before.length))?.[0] ?? '';
  return decodePlaced(value, [...before].length);
}

function uriProblem(text: string): string | null {
  if (/^otpauth-migration:/i.test(text))
    return 'it is an export of many accounts, not the address of one device';
  const uri = URL.canParse(text) ? new URL(text) : null;
  if (uri === null || !/^otpauth:\/\//i.test(text)) return 'it is not a whole otpauth:// address';
  if (uri.hostname.toLowerCase() === 'hotp')
    return 'it is for a device that counts (HOTP); AWS uses time-based codes';
  if (uri.hostname.toLowerCase() !== 'totp') return 'it does not start with otpauth://totp/';
  const values = (name: string) =>
    [...uri.searchParams].filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
  if (values('secret').length > 1) return 'it has more than one secret';
  if ((values('secret')[0] ?? '').trim() === '') return 'it has no secret';
  if (!values('algorithm').every((value) => /^(hmac-?)?sha-?1$/i.test(value))) {
    return 'it asks for another algorithm than SHA1, which AWS uses';
  }
  if (!values('digits').every((value) => value === '6'))
    return 'it asks for codes that have not six digits';
  if (!values('period').every((value) => value === '30'))
    return 'it asks for another period than 30 seconds';
  return null;
}

/** The characters of a query value; an escaped one stands at the place of its first `%`. */
function decodePlaced(value: string, offset: number): Placed[] {
  const placed: Placed[] = [];
  let position = offset + 1;
  for (const [token] of value.matchAll(ESCAPED_CHARACTER)) {
    const character = token.length > 2 ? unescaped(token) : token;
    placed.push({ character: character === '+' ? ' ' : character, position });
    position += [...token].length;
  }
  return placed;
}

/** One character of UTF-8, escaped, by its first byte; else one as it stands. */
const ESCAPED_CHARACTER =
  /%[0-7][\da-f]|%[cd][\da-f]%[\da-f]{2}|%e[\da-f](?:%[\da-f]{2}){2}|%f[0-7](?:%[\da-f]{2}){3}|./gisu;

function unescaped(token: string): string {
  try {
    return decodeURIComponent(token);
  } catch {
    return '\ufffd';
  }
}
