import type { Identity, Role } from '#shared/contract/things.ts';
import type { State } from '../state/state-document.ts';
import type { FileProfile } from './file-profile.ts';

/** The target is there already: from an import that was taken back, or that did not get to its end. */
export function isKnown(state: State, profile: FileProfile): boolean {
  return (
    (profile.role === null ? knownIdentity(state, profile) : knownRole(state, profile)) !==
    undefined
  );
}

export function knownRole({ roles }: State, { name, role }: FileProfile): Role | undefined {
  return role === null
    ? undefined
    : roles.find((target) => target.profile === name && target.roleArn === role.roleArn);
}

/** A profile that has a role as well gives its own name to the role: the identity is the role's source. */
export function knownIdentity(state: State, profile: FileProfile): Identity | undefined {
  const source = knownRole(state, profile)?.source;
  return state.identities.find(
    (identity) =>
      identity.accessKeyId === profile.key?.accessKeyId &&
      (profile.role === null ? identity.profile === profile.name : identity.name === source),
  );
}
