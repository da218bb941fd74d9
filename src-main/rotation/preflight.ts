import type { RotationFinding } from '#shared/contract/rotation.ts';
import type { Identity } from '#shared/contract/things.ts';
import type { Failure } from '#shared/errors.ts';
import { instantOf, MINUTE_MS, SECOND_MS } from '#shared/time.ts';

/** One of the user's two keys, as AWS tells. */
export interface KeyInPlace {
  readonly accessKeyId: string;
  readonly status: string;
  readonly createdAtMs: number;
  /** Null: never, or AWS does not tell. */
  readonly lastUsed: {
    readonly atMs: number;
    readonly service: string;
    readonly region: string;
  } | null;
}

/** What can be learnt before anything is changed. */
export interface Gathered {
  readonly identity: Identity;
  /** Or why they are unknown. */
  readonly keys: readonly KeyInPlace[] | Failure;
  /** A person has to type a code of this device. */
  readonly codeNeeded: { readonly serial: string } | null;
  /** Positive: our clock is ahead. */
  readonly skewMs: number | null;
  /** Why the vault does not keep what is put into it. */
  readonly vaultFailure: Failure | null;
  readonly profilesWithKey: readonly string[];
  /** Those that sign in with the same key at another endpoint, and do not go over. */
  readonly identitiesElsewhere: readonly string[];
}

/** AWS takes signatures for 15 minutes (contracts.md §3.2); ours are set right, but codes of other devices are not. */
const NOTICEABLE_SKEW_MS = 5 * MINUTE_MS;

export interface Finding extends Pick<RotationFinding, 'about' | 'result'> {
  readonly failure: Failure | null;
}

/** Judges whether a rotation can begin, and what to expect of it. */
export function judge(gathered: Gathered): readonly Finding[] {
  const { identity, keys, codeNeeded, skewMs, vaultFailure } = gathered;
  const { profilesWithKey, identitiesElsewhere } = gathered;
  const { accessKeyId, accountId, userName } = identity;
  const isSkewed = skewMs !== null && Math.abs(skewMs) > NOTICEABLE_SKEW_MS;
  const skewSeconds = Math.round((skewMs ?? 0) / SECOND_MS);
  return [
    finding('user', 'stop', userName === null && failure('identity/root-key', { accountId })),
    finding(
      'keys',
      'stop',
      'code' in keys ? keys : keyProblem(keys, { accessKeyId, userName: userName ?? 'root' }),
    ),
    finding(
      'permission',
      'unknown',
      failure('rotation/not-known-beforehand', { actions: ACTIONS }),
    ),
    finding(
      'mfa',
      'warn',
      codeNeeded !== null &&
        failure('mfa/code-needed', { serial: codeNeeded.serial, target: identity.name }),
    ),
    finding('clock', 'warn', isSkewed && failure('aws/clock-skew', { skewSeconds })),
    finding('vault', 'stop', vaultFailure ?? false),
    finding(
      'others',
      'warn',
      profilesWithKey.length > 0 &&
        failure('rotation/old-key-in-files', { accessKeyId, profiles: profilesWithKey }),
    ),
    finding(
      'elsewhere',
      'warn',
      identitiesElsewhere.length > 0 &&
        failure('rotation/old-key-elsewhere', { accessKeyId, identities: identitiesElsewhere }),
    ),
  ];
}

const ACTIONS = ['iam:CreateAccessKey', 'iam:UpdateAccessKey', 'iam:DeleteAccessKey'];

function keyProblem(
  keys: readonly KeyInPlace[],
  { accessKeyId, userName }: { readonly accessKeyId: string; readonly userName: string },
): Failure | false {
  const own = keys.find((key) => key.accessKeyId === accessKeyId);
  const other = keys.find((key) => key.accessKeyId !== accessKeyId);
  if (own === undefined) return failure('aws/key-unknown', { accessKeyId });
  if (own.status !== 'Active') return failure('rotation/key-inactive', { accessKeyId });
  if (other === undefined) return false;
  return failure('rotation/two-keys', {
    userName,
    otherKeyId: other.accessKeyId,
    status: other.status,
    createdAt: instantOf(other.createdAtMs),
    lastUsedAt: other.lastUsed === null ? null : instantOf(other.lastUsed.atMs),
  });
}

function finding(
  about: Finding['about'],
  result: Exclude<Finding['result'], 'ok'>,
  found: Failure | false,
): Finding {
  return found === false
    ? { about, result: 'ok', failure: null }
    : { about, result, failure: found };
}

function failure<C extends Failure['code']>(
  code: C,
  facts: Extract<Failure, { readonly code: C }>['facts'],
): Failure {
  return { code, facts } as Failure;
}
