import type { ScryptCost } from '#main/secrets/scrypt-key.ts';

/** For vaults whose passphrase nobody tries to find out: the real cost takes a third of a second at each opening, several on a busy machine. */
export const CHEAP_SCRYPT: ScryptCost = { log2N: 4, r: 1, p: 1 };
