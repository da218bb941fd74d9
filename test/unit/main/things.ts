import { emptyState, type State } from '#main/state/state-document.ts';
import { NO_SESSION_OPTIONS } from '#shared/session-option-rules.ts';
import type { AccessKey, Identity, KeyInventory, Role } from '#shared/contract/things.ts';

export const DEVICE = 'arn:aws:iam::111122223333:mfa/alice-phone';
export const SEED = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

/** An identity as it rests in the state; a test names only what it is about. */
export function anIdentity(given: Partial<Identity> = {}): Identity {
  return {
    name: 'alice',
    kind: 'iam-user',
    endpoint: 'aws',
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    accountId: '111122223333',
    accountAlias: 'acme-main',
    userName: 'alice',
    arn: 'arn:aws:iam::111122223333:user/alice',
    mfaSerial: DEVICE,
    hasSeed: true,
    mfaProcess: null,
    profile: 'alice',
    deliver: 'file',
    region: null,
    durationSeconds: null,
    keys: null,
    keyThresholds: null,
    ...given,
  };
}

/** A key as AWS told of it: 97 days old for the clock of the fakes. */
export function aKey(given: Partial<AccessKey> = {}): AccessKey {
  return {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    status: 'active',
    createdAt: '2026-08-19T09:00:00Z',
    lastUse: { kind: 'never' },
    ...given,
  };
}

export function anInventory(
  keys: readonly AccessKey[] = [aKey()],
  given: Partial<KeyInventory> = {},
): KeyInventory {
  return {
    readAt: '2026-11-24T08:00:00Z',
    isComplete: true,
    keys: [...keys],
    mfaDevices: [DEVICE],
    ...given,
  };
}

export function aRole(given: Partial<Role> = {}): Role {
  return {
    name: 'dev',
    roleArn: 'arn:aws:iam::222233334444:role/Developer',
    source: 'alice',
    mfa: 'session',
    profile: given.name ?? 'dev',
    deliver: 'file',
    region: null,
    durationSeconds: null,
    externalId: null,
    sessionName: null,
    ...NO_SESSION_OPTIONS,
    scopes: [],
    ...given,
  };
}

export function aState(given: Partial<State> = {}): State {
  return { ...emptyState(), identities: [anIdentity()], roles: [aRole()], ...given };
}
