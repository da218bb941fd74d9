import { expect, it } from 'vitest';
import { identityWords, roleWords, takeOverDo } from '#renderer/words/take-over.ts';
import type { ImportPlan } from '#shared/contract/import-plan.ts';

const DANA: ImportPlan['identities'][number] = {
  name: 'dana',
  profile: 'default',
  accessKeyId: 'AKIA…MPLE',
  mfaSerial: 'arn:aws:iam::123456789012:mfa/phone',
  region: 'eu-west-1',
  standing: 'new',
};
const DEV: ImportPlan['roles'][number] = {
  name: 'dev',
  profile: 'dev',
  roleArn: 'arn:aws:iam::567890123456:role/ReadOnly',
  source: 'dana',
  mfa: 'session',
  region: null,
  durationSeconds: 3600,
  externalId: 'acme',
  sessionName: null,
  standing: 'new',
};

it('the button counts keys, not profiles: two that share a key lock one away', () => {
  expect(takeOverDo({ identities: [DANA, { ...DANA, name: 'work' }], roles: [] })).toBe(
    'Lock away one key',
  );
  expect(takeOverDo({ identities: [], roles: [DEV, DEV] })).toBe('Take over 2 roles');
  expect(takeOverDo({ identities: [DANA], roles: [DEV] })).toBe(
    'Lock away one key and take over one role',
  );
});

it('a line names the profile only where it is another than the target', () => {
  expect(identityWords(DANA)).toBe('profile default · AKIA…MPLE · MFA device phone · eu-west-1');
  expect(roleWords(DEV)).toBe('from dana · by its MFA session · external id acme · 1 h');
});
