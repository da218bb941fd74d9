import { parseMfaSerial } from '#shared/arn.ts';
import type { ImportWarningCode } from '#shared/contract/import-plan.ts';
import type { Identity, Role } from '#shared/contract/things.ts';
import type { State } from '../state/state-document.ts';
import type { ChoiceInput } from './choose-profiles.ts';
import type { FileKey, FileProfile } from './file-profile.ts';
import { knownIdentity, knownRole } from './known-targets.ts';
import { nameTargets, type Names, type Renames } from './name-targets.ts';
import { mfaOf, newIdentity, newRole } from './new-targets.ts';
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
  const remarks: Remark[] = taken.flatMap((profile) =>
    renamed(input.state, profile, names, renames),
  );
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
    const proof = proofOf(input, profile);
    const { device, remark } = deviceOf(profile, given, proof);
    if (remark !== null) remarks.push(remark);
    const name = names.identities.get(profile.name) as string;
    const identity = newIdentity(profile, { name, device, proof, endpoint: input.endpoint.name });
    return [{ identity, isNew: true, key: profile.key }];
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

function renamed(
  state: State,
  profile: FileProfile,
  names: Names,
  renames: Renames,
): readonly Remark[] {
  const { name, role } = profile;
  const isKnown =
    (role === null ? knownIdentity(state, profile) : knownRole(state, profile)) !== undefined;
  const called = (role === null ? names.identities : names.roles).get(name) ?? name;
  if (called === name || isKnown || renames.has(name)) return [];
  return [{ code: 'renamed', profile: name, about: [called] }];
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
