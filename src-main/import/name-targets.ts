import { AppError } from '#shared/errors.ts';
import { NAME_MAX_LENGTH } from '#shared/names.ts';
import type { ChoiceInput } from './choose-profiles.ts';
import type { FileProfile } from './file-profile.ts';
import { knownIdentity, knownRole } from './known-targets.ts';

/** Names that a person asked for, by profile. */
export type Renames = ReadonlyMap<string, string>;

/** What the targets of the taken profiles are called. */
export interface Names {
  /** By profile. */
  readonly identities: ReadonlyMap<string, string>;
  readonly roles: ReadonlyMap<string, string>;
}

export function nameTargets(
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
