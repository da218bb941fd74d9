import { describe, expect, it } from 'vitest';
import { entrySubject, entryWords } from '#renderer/words/activity.ts';

const AT = '2026-11-28T10:00:00Z';
const removed = (identity: string) => ({
  n: 1,
  at: AT,
  fact: { kind: 'identity-removed' as const, identity },
});

describe('an entry of the activity log', () => {
  it('names whom it is about', () => {
    expect(entryWords(removed('dana'), Date.parse(AT))).toMatch(
      /^Today, .*, Identity removed, dana$/,
    );
  });

  it('lets no name turn the letters after it around', () => {
    expect(entrySubject(removed('\u202Egnp.exe'))).toBe('\\u{202e}gnp.exe');
  });
});
