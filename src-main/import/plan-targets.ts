import { parseMfaSerial } from '#shared/arn.ts';
import type { ImportWarningCode } from '#shared/contract/import-plan.ts';
import type { Identity, Role, RoleMfa } from '#shared/contract/things.ts';
import { AppError } from '#shared/errors.ts';
import { NAME_MAX_LENGTH } from '#shared/names.ts';
import { instantOf } from '#shared/time.ts';
import { CHAINED_ROLE_MAXIMUM_SECONDS } from '../targets/plan.ts';
import { knownIdentity, knownRole, type ChoiceInput } from './choose-profiles.ts';
import type { FileKey, FileProfile } from './file-profile.ts';
import type { Proof } from './prove-keys.ts';

export interface PlannedIdentity {
  readonly identity: Identity;
  readonly isNew: boolean;
  readonly key: FileKey;
}

export interface PlannedRole {
  readonly role: Role;
  readonly isNew: boolean;
}

export interface Remark {
  readonly code: ImportWarningCode;
  readonly profile: string;
  readonly about: readonly string[];
}

export interface PlannedTargets {
  readonly identities: readonly PlannedIdentity[];
  readonly roles: readonly PlannedRole[];
  readonly remarks: readonly Remark[];
}

export type Renames = ReadonlyMap<string, string>;

/**
 * The targets that the taken profiles become. Each keeps its profile's name and is delivered there; a
 * profile with both a key and a role becomes the role, and an identity of another name beside it.
 * Throws `input/name-taken` for a name that was asked for.
 */
export function planTargets(
  input: ChoiceInput,
  taken: readonly FileProfile[],
  renames: Renames,
): PlannedTargets {
  const names = nameTargets(input, taken, renames);
  const remarks: Remark[] = taken.flatMap((profile) => {
    const called =
      profile.role === null ? names.identities.get(profile.name) : names.roles.get(profile.name);
    const isOwnChoice = renames.has(profile.name);
    return called === profile.name || isOwnChoice
      ? []
      : [{ code: 'renamed' as const, profile: profile.name, about: [called as string] }];
  });
  const byName = new Map(taken.map((profile) => [profile.name, profile]));
  const sourceOf = (profile: FileProfile): { name: string; isRole: boolean } => {
    const { sourceProfile } = profile.role as NonNullable<FileProfile['role']>;
    const source = byName.get(sourceProfile);
    if (source !== undefined) {
      // With a key of its own it lends that, and not its role (both of AWS's readers).
      const isRole = source.key === null;
      return {
        name: (isRole ? names.roles : names.identities).get(sourceProfile) as string,
        isRole,
      };
    }
    const target = [...input.state.identities, ...input.state.roles].find(
      (other) => other.profile === sourceProfile,
    );
    return {
      name: target?.name ?? sourceProfile,
      isRole: input.state.roles.some((role) => role === target),
    };
  };
  const serialOfUsers = new Map<string, string>();
  for (const profile of taken) {
    const { mfaSerial, role } = profile;
    if (role === null || mfaSerial.value === null || serialOfUsers.has(role.sourceProfile))
      continue;
    serialOfUsers.set(role.sourceProfile, mfaSerial.value);
  }

  const identities = taken.flatMap((profile): PlannedIdentity[] => {
    if (profile.key === null) return [];
    const known = knownIdentity(input.state, profile);
    if (known !== undefined) return [{ identity: known, isNew: false, key: profile.key }];
    const given = profile.mfaSerial.value ?? serialOfUsers.get(profile.name) ?? null;
    const { device, remark } = deviceOf(profile, given, proofOf(input, profile));
    if (remark !== null) remarks.push(remark);
    const name = names.identities.get(profile.name) as string;
    return [
      { identity: newIdentity(input, profile, { name, device }), isNew: true, key: profile.key },
    ];
  });

  const devices = new Map(
    [...input.state.identities, ...identities.map(({ identity }) => identity)].map((identity) => [
      identity.name,
      identity.mfaSerial,
    ]),
  );
  const roles = taken.flatMap((profile): PlannedRole[] => {
    if (profile.role === null) return [];
    const known = knownRole(input.state, profile);
    if (known !== undefined) return [{ role: known, isNew: false }];
    const source = sourceOf(profile);
    const serial = profile.mfaSerial.value;
    if (serial !== null && source.isRole)
      remarks.push({ code: 'chained-mfa', profile: profile.name, about: [] });
    if (serial !== null && !source.isRole && serial !== devices.get(source.name))
      remarks.push({ code: 'other-device', profile: profile.name, about: [serial] });
    return [
      {
        role: newRole(profile, {
          name: names.roles.get(profile.name) as string,
          source: source.name,
          mfa: mfaOf(profile, source.isRole),
        }),
        isNew: true,
      },
    ];
  });
  for (const profile of taken) remarks.push(...remarksOf(profile));
  return { identities, roles, remarks };
}

interface Names {
  /** By profile. */
  readonly identities: ReadonlyMap<string, string>;
  readonly roles: ReadonlyMap<string, string>;
}

function nameTargets(
  { state, everyName }: ChoiceInput,
  taken: readonly FileProfile[],
  renames: Renames,
): Names {
  const existing = [...state.identities, ...state.roles];
  const used = new Set(existing.map(({ name }) => name));
  const names = { identities: new Map<string, string>(), roles: new Map<string, string>() };
  const isNew: FileProfile[] = [];
  for (const profile of taken) {
    const [identity, role] = [knownIdentity(state, profile), knownRole(state, profile)];
    if (identity !== undefined) names.identities.set(profile.name, identity.name);
    if (role !== undefined) names.roles.set(profile.name, role.name);
    if ((profile.role === null ? identity : role) === undefined) isNew.push(profile);
  }
  const claim = (profile: FileProfile, name: string) => {
    used.add(name);
    (profile.role === null ? names.identities : names.roles).set(profile.name, name);
  };
  for (const profile of isNew) {
    const name = renames.get(profile.name);
    if (name === undefined) continue;
    if (used.has(name)) throw new AppError('input/name-taken', { kind: 'target', name });
    claim(profile, name);
  }
  // Own names first, so that nobody's suggestion takes another's own name.
  const unnamed = isNew.filter(({ name }) => !renames.has(name));
  const homeless = unnamed.filter((profile) => {
    if (used.has(profile.name)) return true;
    claim(profile, profile.name);
    return false;
  });
  for (const profile of homeless) claim(profile, freeName(profile.name, used));
  // Of a profile with a role and a key, the identity needs a profile that nobody has.
  const profiles = new Set([...everyName, ...existing.map(({ profile }) => profile)]);
  for (const profile of taken) {
    if (profile.key === null || names.identities.has(profile.name)) continue;
    const name = freeName(`${profile.name}-user`, new Set([...used, ...profiles]));
    used.add(name);
    names.identities.set(profile.name, name);
  }
  return names;
}

export function freeName(wanted: string, used: ReadonlySet<string>): string {
  if (wanted.length <= NAME_MAX_LENGTH && !used.has(wanted)) return wanted;
  for (let number = 2; ; number++) {
    const ending = `-${number}`;
    const name = `${wanted.slice(0, NAME_MAX_LENGTH - ending.length)}${ending}`;
    if (!used.has(name)) return name;
  }
}

function proofOf({ keys }: ChoiceInput, { name }: FileProfile): Proof | undefined {
  return keys.find(({ group }) => group.profiles.includes(name))?.proof;
}

/** What the files give; AWS's list, where it may be read, decides. */
function deviceOf(
  profile: FileProfile,
  given: string | null,
  proof: Proof | undefined,
): { device: string | null; remark: Remark | null } {
  if (given === null || proof?.state !== 'proven') return { device: given, remark: null };
  const { mfaSerials, accountId } = proof.facts;
  const parsed = parseMfaSerial(given);
  const isForeign = parsed?.kind === 'virtual' && parsed.accountId !== accountId;
  if (!isForeign && (mfaSerials === null || mfaSerials.includes(given)))
    return { device: given, remark: null };
  const [only, ...others] = mfaSerials ?? [];
  const fallback = isForeign ? null : given;
  return {
    device: only !== undefined && others.length === 0 ? only : fallback,
    remark: { code: 'unlisted-device', profile: profile.name, about: [given] },
  };
}

function newIdentity(
  input: ChoiceInput,
  profile: FileProfile,
  { name, device }: { name: string; device: string | null },
): Identity {
  const proof = proofOf(input, profile);
  const facts = proof?.state === 'proven' ? proof.facts : null;
  const serial = parseMfaSerial(device ?? '');
  return {
    name,
    kind: 'iam-user',
    endpoint: input.endpoint.name,
    accessKeyId: profile.key?.accessKeyId ?? '',
    // Of a key that is not proven nothing is known but what the files say. `identities.refresh` learns the rest.
    accountId:
      facts?.accountId ?? (serial?.kind === 'virtual' ? serial.accountId : UNKNOWN_ACCOUNT),
    accountAlias: facts?.accountAlias ?? null,
    userName: facts === null ? UNPROVEN_USER : facts.userName,
    arn: facts?.arn ?? '',
    mfaSerial: device,
    hasSeed: false,
    profile: profile.role === null ? profile.name : name,
    region: profile.region.value,
    durationSeconds: null,
    keyCreatedAt: instantOrNull(facts?.keyCreatedAtMs),
    keyLastUsedAt: instantOrNull(facts?.keyLastUsedAtMs),
  };
}

const UNKNOWN_ACCOUNT = '000000000000';
const UNPROVEN_USER = 'not proven yet';

function instantOrNull(ms: number | null | undefined): string | null {
  return ms === null || ms === undefined ? null : instantOf(ms);
}

function newRole(
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
    region: profile.region.value,
    durationSeconds: durationSeconds.value,
    externalId,
    sessionName: sessionName.value,
  };
}

/** From the session where one code serves many roles; directly where that would cut the session to an hour. */
function mfaOf({ mfaSerial, role }: FileProfile, isChained: boolean): RoleMfa {
  if (mfaSerial.value === null || isChained) return 'none';
  return (role?.durationSeconds.value ?? 0) > CHAINED_ROLE_MAXIMUM_SECONDS ? 'direct' : 'session';
}

function remarksOf({ name, region, mfaSerial, role }: FileProfile): readonly Remark[] {
  const bad: [boolean | undefined, ImportWarningCode][] = [
    [region.isBad, 'region-malformed'],
    [mfaSerial.isBad, 'unlisted-device'],
    [role?.durationSeconds.isBad, 'duration-out-of-range'],
    [role?.sessionName.isBad, 'session-name-malformed'],
  ];
  return bad.flatMap(([isBad, code]) =>
    isBad === true ? [{ code, profile: name, about: [] }] : [],
  );
}
