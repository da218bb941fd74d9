import '../no-eval.ts';
import { isLongTermKeyId, isSecretAccessKey } from '#shared/access-keys-csv.ts';
import { mfaSerial, region } from '#shared/contract/values.ts';
import { secretOf, type Secret } from '#shared/secret.ts';
import type { SettingGroup, SettingName } from './settings-in-text.ts';

/** The access key of an IAM user. All but the id and the secret is from outside: to be shown as text, or checked. */
export interface GivenKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  readonly userName: string | null;
  /** The section of an AWS file that it stood in. */
  readonly profile: string | null;
  readonly region: string | null;
  readonly mfaSerial: string | null;
}

/** Why there is no key that could be taken. `not-a-key`: an id or a secret that is not as AWS makes them. */
export type NoKey =
  | 'unknown'
  | 'temporary'
  | 'several-keys'
  | 'no-secret'
  | 'no-key-id'
  | 'not-a-key';

/** The one long-term key that is in the settings, or why there is none. */
export function keyIn(groups: readonly SettingGroup[]): GivenKey | NoKey {
  const withKey = groups.filter(
    (group) => has(group, 'accessKeyId') || has(group, 'secretAccessKey'),
  );
  const [first] = withKey;
  if (first === undefined)
    return groups.some((group) => has(group, 'sessionToken')) ? 'temporary' : 'unknown';
  if (withKey.every(isTemporary)) return 'temporary';
  if (withKey.length > 1) return 'several-keys';
  return keyOf(first);
}

function keyOf(group: SettingGroup): GivenKey | NoKey {
  const { accessKeyId: ids = [], secretAccessKey: secrets = [] } = group.values;
  if (ids.length > 1 || secrets.length > 1) return 'several-keys';
  const [accessKeyId] = ids;
  const [secret] = secrets;
  if (accessKeyId === undefined) return 'no-key-id';
  if (secret === undefined) return 'no-secret';
  if (!isLongTermKeyId(accessKeyId) || !isSecretAccessKey(secret) || secret === accessKeyId)
    return 'not-a-key';
  // Whoever has mixed up two lines does not see a secret where a name is shown.
  const told = (value: string | null | undefined) =>
    value === null || value === undefined || value.includes(secret) ? null : value;
  return {
    accessKeyId,
    secretAccessKey: secretOf(secret),
    userName: told(group.values.userName?.[0]),
    profile: told(group.profile),
    region: told(group.values.region?.find((value) => region.safeParse(value).success)),
    mfaSerial: told(group.values.mfaSerial?.find((value) => mfaSerial.safeParse(value).success)),
  };
}

function has(group: SettingGroup, name: SettingName): boolean {
  return (group.values[name] ?? []).length > 0;
}

/** Short-lived credentials: their id begins with ASIA, and AWS takes them with their session token only. */
function isTemporary(group: SettingGroup): boolean {
  const ids = group.values.accessKeyId ?? [];
  return has(group, 'sessionToken') || ids.some((id) => id.startsWith('ASIA'));
}
