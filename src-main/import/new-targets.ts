import { parseMfaSerial } from '#shared/arn.ts';
import { NO_SESSION_OPTIONS } from '#shared/session-option-rules.ts';
import type { Identity, Role, RoleMfa } from '#shared/contract/things.ts';
import { CHAINED_ROLE_MAXIMUM_SECONDS } from '#shared/plan.ts';
import type { FileProfile } from './file-profile.ts';
import type { Proof } from './prove-keys.ts';

/** An identity as its key's proof and the files make it. */
export function newIdentity(
  profile: FileProfile,
  {
    name,
    device,
    endpoint,
    proof,
  }: {
    readonly name: string;
    readonly device: string | null;
    readonly endpoint: string;
    readonly proof: Proof | undefined;
  },
): Identity {
  const facts = proof?.state === 'proven' ? proof.facts : null;
  const serial = parseMfaSerial(device ?? '');
  return {
    name,
    kind: 'iam-user',
    endpoint,
    accessKeyId: profile.key?.accessKeyId ?? '',
    // Of a key that is not proven nothing is known but what the files say. `identities.refresh` learns the rest.
    accountId:
      facts?.accountId ?? (serial?.kind === 'virtual' ? serial.accountId : UNKNOWN_ACCOUNT),
    accountAlias: facts?.accountAlias ?? null,
    userName: facts === null ? UNPROVEN_USER : facts.userName,
    arn: facts?.arn ?? '',
    mfaSerial: device,
    hasSeed: false,
    mfaProcess: null,
    profile: profile.role === null ? profile.name : name,
    deliver: 'file',
    region: profile.region.value,
    durationSeconds: null,
    keys: facts?.keys ?? null,
    keyThresholds: null,
  };
}

const UNKNOWN_ACCOUNT = '000000000000';
const UNPROVEN_USER = 'not proven yet';

export function newRole(
  profile: FileProfile,
  { name, source, mfa }: { name: string; source: string; mfa: RoleMfa },
): Role {
  const { roleArn, externalId, durationSeconds, sessionName } = profile.role as NonNullable<
    FileProfile['role']
  >;
  return {
    name,
    roleArn,
    source,
    mfa,
    profile: profile.name,
    deliver: 'file',
    region: profile.region.value,
    durationSeconds: durationSeconds.value,
    externalId,
    sessionName: sessionName.value,
    ...NO_SESSION_OPTIONS,
    scopes: [],
  };
}

/** From the session where one code serves many roles; directly where that would cut the session to an hour. */
export function mfaOf({ mfaSerial, role }: FileProfile, isChained: boolean): RoleMfa {
  if (mfaSerial.value === null || isChained) return 'none';
  return (role?.durationSeconds.value ?? 0) > CHAINED_ROLE_MAXIMUM_SECONDS ? 'direct' : 'session';
}
