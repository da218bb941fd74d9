/** A setting's key as offsets, for comparing keys without making a text of each: that would cost more than all the rest. */
interface KeySpan {
  readonly keyStart: number;
  readonly keyEnd: number;
}

/** One object is filled again for every key. */
export interface KeyFacts {
  /** The same for keys that differ in capitals only. */
  hash: number;
  /** Whether it is its own lower case, as Python has that. */
  isLower: boolean;
}

const [UPPER_A, UPPER_Z, TO_LOWER, LAST_ASCII] = [0x41, 0x5a, 0x20, 0x7f];
const [SEED, PRIME] = [0x811c9dc5, 0x01000193];

export function scanKey(bytes: Buffer, keyStart: number, keyEnd: number, facts: KeyFacts): void {
  let hash = SEED;
  let isLower = true;
  for (let at = keyStart; at < keyEnd; at++) {
    let code = bytes[at]!;
    if (code > LAST_ASCII) {
      scanUnicodeKey(bytes, { keyStart, keyEnd }, facts);
      return;
    }
    if (code >= UPPER_A && code <= UPPER_Z) {
      code += TO_LOWER;
      isLower = false;
    }
    hash = Math.imul(hash ^ code, PRIME);
  }
  facts.hash = hash;
  facts.isLower = isLower;
}

function scanUnicodeKey(bytes: Buffer, span: KeySpan, facts: KeyFacts): void {
  const key = lowered(bytes, span);
  facts.hash = SEED;
  for (let at = 0; at < key.length; at++)
    facts.hash = Math.imul(facts.hash ^ key.charCodeAt(at), PRIME);
  facts.isLower = key === bytes.toString('utf8', span.keyStart, span.keyEnd);
}

/** To be asked where the hashes are the same. */
export function isSameKey(bytes: Buffer, one: KeySpan, other: KeySpan): boolean {
  return lowered(bytes, one) === lowered(bytes, other);
}

function lowered(bytes: Buffer, { keyStart, keyEnd }: KeySpan): string {
  return bytes.toString('utf8', keyStart, keyEnd).toLowerCase();
}
