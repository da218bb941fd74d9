/** A setting's key as offsets, for comparing keys without making a text of each: that would cost more than all the rest. */
interface KeySpan {
  readonly keyStart: number;
  readonly keyEnd: number;
}

const [UPPER_A, UPPER_Z, TO_LOWER, LAST_ASCII] = [0x41, 0x5a, 0x20, 0x7f];

/** What a key is written in. */
export type KeyLetters = 'small' | 'capitals' | 'beyond-ascii';

export function lettersOf(bytes: Buffer, keyStart: number, keyEnd: number): KeyLetters {
  let letters: KeyLetters = 'small';
  for (let at = keyStart; at < keyEnd; at++) {
    const code = bytes[at]!;
    if (code > LAST_ASCII) return 'beyond-ascii';
    if (code >= UPPER_A && code <= UPPER_Z) letters = 'capitals';
  }
  return letters;
}

/** The same for keys that differ in capitals only, and for all beyond ASCII; from the length, and the letters that tell AWS's keys apart. */
export function hashOfKey(
  bytes: Buffer,
  keyStart: number,
  keyEnd: number,
  letters: KeyLetters,
): number {
  if (letters === 'beyond-ascii') return -1;
  const first = bytes[keyStart]! | TO_LOWER;
  const middle = bytes[(keyStart + keyEnd) >> 1]! | TO_LOWER;
  const last = bytes[keyEnd - 1]! | TO_LOWER;
  return ((keyEnd - keyStart) << 21) ^ (first << 14) ^ (middle << 7) ^ last;
}

/** Whether Python's lower case of a key is another text. */
export function isLowerCase(bytes: Buffer, span: KeySpan): boolean {
  return lowered(bytes, span) === bytes.toString('utf8', span.keyStart, span.keyEnd);
}

/** Whether another of these has the key of `span`; to be asked where the hashes are the same. */
export function hasSameKey(bytes: Buffer, others: readonly KeySpan[], span: KeySpan): boolean {
  const key = lowered(bytes, span);
  return others.some((other) => lowered(bytes, other) === key);
}

function lowered(bytes: Buffer, { keyStart, keyEnd }: KeySpan): string {
  return bytes.toString('utf8', keyStart, keyEnd).toLowerCase();
}
