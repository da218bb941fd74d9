import type { Finding } from '#shared/contract/contract.ts';
import { AppError } from '#shared/errors.ts';
import { maskAccessKeyId, secretOf, type Secret } from '#shared/secret.ts';
import type { Document } from './document.ts';
import { readProfiles, settingOf, agreedValue, type Profile } from './read-profiles.ts';
import { refuse, refuseBy } from './refuse.ts';

export interface FoundAccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  readonly mfaSerial: string | undefined;
  readonly region: string | undefined;
}

/** What Latchkey can take over: profiles with a long-term key, and profiles that assume a role. */
export function findFindings(credentials: Document, config: Document): Finding[] {
  return readProfiles(credentials, config).flatMap((profile) => [
    ...accessKeyOf(profile),
    ...roleOf(profile),
  ]);
}

/**
 * The long-term key of a profile. Throws `input/unknown`, and `files/refused` where AWS's readers do not
 * agree about it: one of them would use a truncated secret (contracts.md T85).
 */
export function readAccessKey(
  credentials: Document,
  config: Document,
  name: string,
): FoundAccessKey {
  const profile = readProfiles(credentials, config).find((candidate) => candidate.name === name);
  if (profile === undefined) throw new AppError('input/unknown', { kind: 'profile', name });
  checkOneSectionPerFile(profile);
  return {
    accessKeyId: requireAgreed(profile, 'aws_access_key_id'),
    secretAccessKey: secretOf(requireAgreed(profile, 'aws_secret_access_key')),
    mfaSerial: agreed(profile, 'mfa_serial') ?? undefined,
    region: agreed(profile, 'region') ?? undefined,
  };
}

/** AKIA is a user's key; ASIA is short-lived and not worth taking over. */
function accessKeyOf(profile: Profile): Finding[] {
  const id = settingOf(profile, 'aws_access_key_id');
  const accessKeyId = id?.botocore ?? id?.smithy ?? '';
  if (
    id === null ||
    !/^AKIA[A-Z0-9]+$/.test(accessKeyId) ||
    settingOf(profile, 'aws_secret_access_key') === null
  )
    return [];
  return [
    {
      kind: 'access-key',
      profile: profile.name,
      path: id.path,
      line: id.line,
      accessKeyId: maskAccessKeyId(accessKeyId),
      mfaSerial: agreed(profile, 'mfa_serial'),
      region: agreed(profile, 'region'),
    },
  ];
}

function roleOf(profile: Profile): Finding[] {
  const role = settingOf(profile, 'role_arn');
  const roleArn = agreedValue(role);
  if (role === null || roleArn === null) return [];
  const duration = agreed(profile, 'duration_seconds') ?? '';
  return [
    {
      kind: 'role',
      profile: profile.name,
      path: role.path,
      line: role.line,
      roleArn,
      sourceProfile: agreed(profile, 'source_profile'),
      mfaSerial: agreed(profile, 'mfa_serial'),
      externalId: agreed(profile, 'external_id'),
      durationSeconds: /^\d{1,6}$/.test(duration) ? Number(duration) : null,
      sessionName: agreed(profile, 'role_session_name'),
      region: agreed(profile, 'region'),
    },
  ];
}

function agreed(profile: Profile, key: string): string | null {
  return agreedValue(settingOf(profile, key));
}

function requireAgreed(profile: Profile, key: string): string {
  const setting = settingOf(profile, key);
  const { document, section } = profile.places[0]!;
  if (setting === null)
    refuse(document, section.line, 'no-access-key', `the profile has no ${key}`);
  const value = agreedValue(setting);
  const owner =
    profile.places.find((place) => place.document.file.path === setting.path)?.document ?? document;
  if (value === null)
    refuse(owner, setting.line, 'readers-differ', `AWS’s readers do not agree what ${key} is`);
  return value;
}

function checkOneSectionPerFile({ places }: Profile): void {
  for (const [index, { document, section }] of places.entries()) {
    const isSecond = places.slice(0, index).some((earlier) => earlier.document === document);
    if (isSecond) refuseBy(document, { rule: 'profile-twice', line: section.line });
  }
}
