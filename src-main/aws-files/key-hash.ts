/** A setting's key as offsets, for comparing keys without making a text of each: that would cost more than all the rest. */
interface KeySpan {
  readonly keyStart: number;
  readonly keyEnd: number;
}

const [UPPER_A, UPPER_Z, TO_LOWER, LAST_ASCII] = [0x41, 0x5a, 0x20, 0x7f];

/** The same for keys that differ in capitals only, and for all that are not ASCII. */
export function hashOfKey(bytes: Buffer, { keyStart, keyEnd }: KeySpan): number {
  let hash = 0x811c9dc5;
  for (let at = keyStart; at < keyEnd; at++) {
    const code = bytes[at]!;
    if (code > LAST_ASCII) return -1;
    hash = Math.imul(
      hash ^ (code >= UPPER_A && code <= UPPER_Z ? code + TO_LOWER : code),
      0x01000193,
    );
  }
  return hash >>> 0;
}

export function isLowerCase(bytes: Buffer, span: KeySpan): boolean {
  for (let at = span.keyStart; at < span.keyEnd; at++) {
    const code = bytes[at]!;
    if (code >= UPPER_A && code <= UPPER_Z) return false;
    if (code > LAST_ASCII)
      return lowered(bytes, span) === bytes.toString('utf8', span.keyStart, span.keyEnd);
  }
  return true;
}

/** Whether another of these has the key of `span`; to be asked where the hashes are the same. */
export function hasSameKey(bytes: Buffer, others: readonly KeySpan[], span: KeySpan): boolean {
  const key = lowered(bytes, span);
  return others.some((other) => other !== span && lowered(bytes, other) === key);
}

function lowered(bytes: Buffer, { keyStart, keyEnd }: KeySpan): string {
  return bytes.toString('utf8', keyStart, keyEnd).toLowerCase();
}
