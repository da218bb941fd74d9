import { describe, expect, it } from 'vitest';
import { type Gathered, judge, type KeyInPlace } from '#main/rotation/preflight.ts';
import { MINUTE_MS } from '#shared/time.ts';
import { anIdentity, DEVICE } from '../things.ts';

const own: KeyInPlace = {
  accessKeyId: anIdentity().accessKeyId,
  status: 'Active',
  createdAtMs: Date.parse('2026-08-19T09:00:00Z'),
  lastUsed: null,
};
const other: KeyInPlace = { ...own, accessKeyId: 'AKIAOTHER00000000000', status: 'Inactive' };

const judged = (given: Partial<Gathered>) =>
  judge({
    identity: anIdentity(),
    keys: [own],
    codeNeeded: null,
    skewMs: 0,
    vaultFailure: null,
    profilesWithKey: [],
    identitiesElsewhere: [],
    ...given,
  }).flatMap(({ result, failure }) => (result === 'ok' ? [] : [`${result} ${failure?.code}`]));

/** Permission is the one thing that only the step itself shows. */
const UNKNOWN = 'unknown rotation/not-known-beforehand';
const denied = {
  code: 'rotation/denied',
  facts: { action: 'iam:ListAccessKeys', userName: 'alice', newKeyId: null },
} as const;
const silent = {
  code: 'vault/not-answering',
  facts: { backend: 'keychain', seconds: 10 },
} as const;

describe('what is looked at before a rotation', () => {
  it.each<[string, Partial<Gathered>, readonly string[]]>([
    ['nothing stands against it', {}, [UNKNOWN]],
    ['two keys, one inactive', { keys: [own, other] }, ['stop rotation/two-keys', UNKNOWN]],
    [
      'its key is inactive',
      { keys: [{ ...own, status: 'Inactive' }] },
      ['stop rotation/key-inactive', UNKNOWN],
    ],
    ['AWS has other keys', { keys: [other] }, ['stop aws/key-unknown', UNKNOWN]],
    ['keys may not be listed', { keys: denied }, ['stop rotation/denied', UNKNOWN]],
    [
      'the root user',
      { identity: anIdentity({ userName: null }) },
      ['stop identity/root-key', UNKNOWN],
    ],
    ['a code to type', { codeNeeded: { serial: DEVICE } }, [UNKNOWN, 'warn mfa/code-needed']],
    ['a clock off by four minutes', { skewMs: 4 * MINUTE_MS }, [UNKNOWN]],
    ['a clock off by six', { skewMs: -6 * MINUTE_MS }, [UNKNOWN, 'warn aws/clock-skew']],
    ['a silent keychain', { vaultFailure: silent }, [UNKNOWN, 'stop vault/not-answering']],
    [
      'the key in a file',
      { profilesWithKey: ['legacy'] },
      [UNKNOWN, 'warn rotation/old-key-in-files'],
    ],
    [
      'the key at another endpoint too',
      { identitiesElsewhere: ['alice-fips'] },
      [UNKNOWN, 'warn rotation/old-key-elsewhere'],
    ],
  ])('%s', (_, given, findings) => {
    expect(judged(given)).toEqual(findings);
  });
});
