import { describe, expect, it } from 'vitest';
import type { KeyUsers } from '#shared/contract/keys.ts';
import { ageWords, lastUseWords, plaintextWords, usersWords } from '#renderer/words/keys.ts';

const NOW = Date.parse('2026-11-24T09:00:00Z');
const users = (given: Partial<KeyUsers> = {}): KeyUsers => ({
  identities: [],
  sessions: [],
  profiles: [],
  files: [],
  ...given,
});
const session = (name: string) => ({
  session: name,
  expiresAt: '2026-11-24T12:00:00Z',
  profile: null,
});

describe('the words of a key', () => {
  it('say how old it is', () => {
    expect(ageWords('2026-08-19T09:00:00Z', NOW)).toMatch(/^97 days, since .*2026/);
    expect(ageWords('2026-11-23T08:00:00Z', NOW)).toMatch(/^1 day, since/);
    expect(ageWords('2026-11-24T08:00:00Z', NOW)).toBe('Made today');
    expect(ageWords(null, NOW)).toBe('AWS does not tell');
  });

  it('say when and for what it was used, as far as AWS tells', () => {
    const at = '2026-11-21T09:00:00Z';
    expect(lastUseWords({ kind: 'used', at, service: 's3', region: 'eu-west-1' }, NOW)).toBe(
      '3 days ago, s3 in eu-west-1',
    );
    expect(lastUseWords({ kind: 'used', at, service: null, region: null }, NOW)).toBe('3 days ago');
    expect(lastUseWords({ kind: 'never' }, NOW)).toBe('Never');
    expect(lastUseWords({ kind: 'unknown' }, NOW)).toBe('AWS does not tell');
  });

  it('say who uses it, and count where there are many', () => {
    expect(usersWords(users())).toEqual([]);
    expect(
      usersWords(
        users({
          identities: ['dana'],
          sessions: ['a', 'b', 'c', 'd', 'e'].map(session),
          profiles: ['prod'],
        }),
      ),
    ).toEqual(['Identity dana', '5 sessions: a, b, c and 2 more', 'Profile prod, on demand']);
  });

  it('name the place where its secret stands in a file', () => {
    const files = [{ path: '/home/dana/.aws/credentials', profile: 'default', line: 2 }];
    expect(plaintextWords(users({ files }))).toEqual([
      'Plaintext in profile default: /home/dana/.aws/credentials, line 2',
    ]);
  });
});
