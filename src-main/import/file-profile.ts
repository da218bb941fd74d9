import { parseMfaSerial, roleArnProblem } from '#shared/arn.ts';
import { externalId, region, roleSessionName } from '#shared/contract/values.ts';
import { secretOf, type Secret } from '#shared/secret.ts';
import {
  agreedValue,
  settingOf,
  type Profile,
  type ProfileSetting,
} from '../aws-files/read-profiles.ts';
import { OTHER_SOURCES } from './import-settings.ts';
import { because, type Reason } from './reason.ts';

/** A profile of the AWS files that gets credentials, as far as the files alone tell. */
export interface FileProfile {
  readonly profile: Profile;
  readonly name: string;
  readonly key: FileKey | null;
  readonly role: FileRole | null;
  readonly region: Checked<string>;
  readonly mfaSerial: Checked<string>;
  /** Why it stays as it is; null when the files give no reason. */
  readonly left: Reason | null;
  /** Where the setting stands that it was found by; null for a key that is in no AWS file. */
  readonly path: string | null;
  readonly line: number | null;
}

export interface FileKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
}

export interface FileRole {
  readonly roleArn: string;
  readonly sourceProfile: string;
  readonly externalId: string | null;
  readonly durationSeconds: Checked<number>;
  readonly sessionName: Checked<string>;
}

/** A setting that is left away when it is of no use: then `isBad`. */
export interface Checked<T> {
  readonly value: T | null;
  readonly isBad: boolean;
}

/** What a profile is about; null when it says nothing about credentials. */
export function fileProfileOf(profile: Profile): FileProfile | null {
  const found = FINDING_SETTINGS.map((key) => settingOf(profile, key)).find(
    (setting) => setting !== null,
  );
  if (found === undefined) return null;
  const read = { key: keyOfProfile(profile), role: roleOfProfile(profile) };
  const { key, role } = read;
  return {
    profile,
    name: profile.name,
    key: key === null || 'code' in key ? null : key,
    role: role === null || 'code' in role ? null : role,
    region: checked(profile, 'region', (text) => (region.safeParse(text).success ? text : null)),
    mfaSerial: checked(profile, 'mfa_serial', (text) =>
      parseMfaSerial(text) === null ? null : text,
    ),
    left: reasonOf(profile, read),
    path: found.path,
    line: found.line,
  };
}

const FINDING_SETTINGS = [
  'aws_access_key_id',
  'aws_secret_access_key',
  'role_arn',
  ...OTHER_SOURCES.map(([setting]) => setting),
];

function reasonOf(
  profile: Profile,
  read: { key: FileKey | Reason | null; role: FileRole | Reason | null },
): Reason | null {
  const other = OTHER_SOURCES.find(([setting]) => settingOf(profile, setting) !== null);
  const { key, role } = read;
  if (key === null && role === null) return other === undefined ? null : because(other[1]);
  if (key !== null && 'code' in key) return key;
  if (role !== null && 'code' in role) return role;
  if (other !== undefined) return because('several-sources', other[0]);
  const address = ['endpoint_url', 'services'].find(
    (setting) => settingOf(profile, setting) !== null,
  );
  return address === undefined ? null : because('own-endpoint', address);
}

function keyOfProfile(profile: Profile): FileKey | Reason | null {
  const id = settingOf(profile, 'aws_access_key_id');
  const secret = settingOf(profile, 'aws_secret_access_key');
  if (id === null && secret === null) return null;
  const token = settingOf(profile, 'aws_session_token');
  const shown = id?.botocore ?? id?.smithy ?? '';
  if (token !== null || shown.startsWith('ASIA')) {
    return because(/^\d{12}-/.test(profile.name) ? 'mfa-login' : 'short-lived');
  }
  if (id === null || secret === null || !/^AKIA[A-Z0-9]{12,124}$/.test(shown))
    return because('key-malformed');
  const accessKeyId = agreedValue(id);
  const secretAccessKey = agreedValue(secret);
  if (accessKeyId === null || id.path !== secret.path)
    return because('readers-differ', 'aws_access_key_id');
  if (secretAccessKey === null) return because('readers-differ', 'aws_secret_access_key');
  if (!/^\S{16,256}$/.test(secretAccessKey)) return because('key-malformed');
  if (hasAnotherKey(profile, accessKeyId, secretAccessKey))
    return because('several-sources', 'another access key');
  return { accessKeyId, secretAccessKey: secretOf(secretAccessKey) };
}

/** In the other file, where it does not count now but would when this one is gone. */
function hasAnotherKey(profile: Profile, accessKeyId: string, secretAccessKey: string): boolean {
  return profile.places.some((place) => {
    const alone: Profile = { name: profile.name, places: [place] };
    const differs = (setting: ProfileSetting | null, value: string) =>
      setting !== null && agreedValue(setting) !== value;
    return (
      differs(settingOf(alone, 'aws_access_key_id'), accessKeyId) ||
      differs(settingOf(alone, 'aws_secret_access_key'), secretAccessKey)
    );
  });
}

function roleOfProfile(profile: Profile): FileRole | Reason | null {
  const arn = settingOf(profile, 'role_arn');
  if (arn === null) return null;
  if (settingOf(profile, 'web_identity_token_file') !== null) return because('web-identity');
  const source = settingOf(profile, 'credential_source');
  if (source !== null) return because('credential-source', agreedValue(source) ?? '');
  for (const setting of ['role_arn', 'source_profile', 'external_id', 'mfa_serial']) {
    const value = settingOf(profile, setting);
    if (value !== null && agreedValue(value) === null) return because('readers-differ', setting);
  }
  const roleArn = agreed(profile, 'role_arn') ?? '';
  if (roleArnProblem(roleArn) !== null) return because('role-arn-malformed');
  const sourceProfile = agreed(profile, 'source_profile');
  if (sourceProfile === null) return because('source-missing');
  const external = agreed(profile, 'external_id');
  if (external !== null && !externalId.safeParse(external).success)
    return because('external-id-malformed');
  return {
    roleArn,
    sourceProfile,
    externalId: external,
    durationSeconds: checked(profile, 'duration_seconds', durationOf),
    sessionName: checked(profile, 'role_session_name', (text) =>
      roleSessionName.safeParse(text).success ? text : null,
    ),
  };
}

/** AssumeRole takes 900–43200 s (contracts.md §3.1). */
function durationOf(text: string): number | null {
  const seconds = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  return seconds >= 900 && seconds <= 43_200 ? seconds : null;
}

function checked<T>(profile: Profile, key: string, read: (text: string) => T | null): Checked<T> {
  const setting = settingOf(profile, key);
  if (setting === null) return { value: null, isBad: false };
  const text = agreedValue(setting);
  const value = text === null ? null : read(text);
  return { value, isBad: value === null };
}

function agreed(profile: Profile, key: string): string | null {
  return agreedValue(settingOf(profile, key));
}
