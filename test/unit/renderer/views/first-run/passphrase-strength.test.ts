import { describe, expect, it } from 'vitest';
import { passphraseStrength } from '#renderer/views/first-run/passphrase-strength.ts';

describe('the strength of a passphrase', () => {
  it('is none below twelve characters, whatever they are', () => {
    expect(passphraseStrength('')).toBe(0);
    expect(passphraseStrength('x8#Kq!2zP0v')).toBe(0);
  });

  it('sees through repetition', () => {
    expect(passphraseStrength('aaaaaaaaaaaaaaaaaaaaaaaa')).toBe(1);
    expect(passphraseStrength('121212121212121212')).toBe(1);
  });

  it('takes four words as good or better', () => {
    expect(passphraseStrength('correct horse battery staple')).toBeGreaterThanOrEqual(3);
  });

  it('never falls when more is typed', () => {
    const text = 'velvet-Anchor 47 drifting lanterns';
    const levels = [...text].map((_, index) => passphraseStrength(text.slice(0, index + 1)));
    expect(levels).toEqual(levels.toSorted((a, b) => a - b));
    expect(levels.at(-1)).toBe(4);
  });
});
