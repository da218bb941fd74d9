/** How hard a passphrase is to guess, from 0 (too short) to 4, by its length and how much in it differs. A hint, not a gate. */
export function passphraseStrength(text: string): 0 | 1 | 2 | 3 | 4 {
  if (text.length < PASSPHRASE_MIN_LENGTH) return 0;
  const alphabet =
    (/[a-z]/.test(text) ? 26 : 0) +
    (/[A-Z]/.test(text) ? 26 : 0) +
    (/\d/.test(text) ? 10 : 0) +
    (/[^A-Za-z0-9]/.test(text) ? 20 : 0);
  // People write words: a letter of running text is worth about a third of a random one.
  const different = new Set(text).size;
  const bits =
    Math.min(text.length, different * 2) *
    Math.log2(Math.max(2, alphabet)) *
    (/[ _-]/.test(text) ? 0.55 : 0.6);
  if (bits < 35) return 1;
  if (bits < 55) return 2;
  return bits < 75 ? 3 : 4;
}

/** The vault's own rule (`vault/passphrase-weak`). */
export const PASSPHRASE_MIN_LENGTH = 12;
