import { expect, it } from 'vitest';
import { credentialProcessJson } from '#main/cli/credential-process.ts';
import { credentials } from './credentials.ts';

it('prints what every SDK reads: Version 1 as a number, UTC seconds, one line, under 4 kB', () => {
  const text = credentialProcessJson(credentials({ sessionToken: 't'.repeat(2000) }));
  expect(text).not.toContain('\n');
  expect(Buffer.byteLength(text)).toBeLessThan(4096);
  expect(JSON.parse(text)).toEqual({
    Version: 1,
    AccessKeyId: 'ASIAEXAMPLEEXAMPLE12',
    SecretAccessKey: 'not/a/real/secret',
    SessionToken: 't'.repeat(2000),
    Expiration: '2031-01-01T00:00:00Z',
    AccountId: '111122223333',
  });
});
