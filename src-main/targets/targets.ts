import { AppError } from '#shared/errors.ts';
import { thingIn } from '#shared/things-by-name.ts';
import { parseRoleArn, userPathOf } from '#shared/arn.ts';
import type { Scope } from '#shared/contract/scope.ts';
import type { Deliver, Endpoint, Identity, Role } from '#shared/contract/things.ts';
import type { State } from '../state/state-document.ts';

/** What one can switch to, an identity or a role, with what both have. */
export interface TargetFacts {
  readonly name: string;
  readonly kind: 'identity' | 'role';
  readonly accountId: string;
  readonly accountAlias: string | null;
  /** The user's or role's own name in AWS. */
  readonly principal: string;
  /** What stands before that in its ARN. */
  readonly path: string;
  readonly endpoint: Endpoint;
  readonly region: string;
  readonly profile: string;
  readonly deliver: Deliver;
}

/** Throws `input/unknown`. */
export function findTarget(state: State, name: string): TargetFacts {
  const identity = thingIn(state.identities, name);
  if (identity !== undefined) return identityFacts(state, identity);
  const role = thingIn(state.roles, name);
  if (role !== undefined) return roleFacts(state, role);
  throw new AppError('input/unknown', { kind: 'target', name });
}

/** The identity or role of that name. */
export function thingNamed(state: State, name: string): Identity | Role | undefined {
  return thingIn(state.identities, name) ?? thingIn(state.roles, name);
}

/** What one can switch to as the state has it, identities first. */
export function allThings(state: State): readonly (Identity | Role)[] {
  return [...state.identities, ...state.roles];
}

/** Every target, identities first: for ten thousand roles 2 MB, kept as long as the state (G8). */
export function listTargets(state: State): readonly TargetFacts[] {
  const known = listed.get(state);
  if (known !== undefined) return known;
  const targets = [
    ...state.identities.map((identity) => identityFacts(state, identity)),
    ...state.roles.map((role) => roleFacts(state, role)),
  ];
  listed.set(state, targets);
  return targets;
}

const listed = new WeakMap<State, readonly TargetFacts[]>();

/** The target of that name, else the one that is delivered under that profile. Throws `input/unknown`. */
export function findTargetOrProfile(state: State, name: string): TargetFacts {
  const found = thingNamed(state, name) ?? allThings(state).find((thing) => thing.profile === name);
  return findTarget(state, found?.name ?? name);
}

export function findIdentity(state: State, name: string): Identity {
  const identity = thingIn(state.identities, name);
  if (identity === undefined) throw new AppError('input/unknown', { kind: 'identity', name });
  return identity;
}

export function findRole(state: State, name: string): Role {
  const role = thingIn(state.roles, name);
  if (role === undefined) throw new AppError('input/unknown', { kind: 'role', name });
  return role;
}

/** Throws `input/unknown`: also for an identity, which has none. */
export function findScope(state: State, role: string, name: string): Scope {
  const scope = thingIn(state.roles, role)?.scopes.find((other) => other.name === name);
  if (scope === undefined) throw new AppError('input/unknown', { kind: 'scope', name });
  return scope;
}

export function findEndpoint(state: State, name: string): Endpoint {
  const endpoint = thingIn(state.endpoints, name);
  if (endpoint === undefined) throw new AppError('input/unknown', { kind: 'endpoint', name });
  return endpoint;
}

/** Names of identities and roles are one space, since one switches to both; so are their profiles. */
export function checkNameFree(state: State, name: string): void {
  const identity = thingIn(state.identities, name);
  if (identity !== undefined) throw new AppError('input/name-taken', { kind: 'identity', name });
  if (thingIn(state.roles, name) !== undefined) {
    throw new AppError('input/name-taken', { kind: 'role', name });
  }
}

export function checkProfileFree(
  state: State,
  profile: string,
  except: string | null = null,
): void {
  const holder = allThings(state).find((thing) => thing.profile === profile);
  if (holder !== undefined && holder.name !== except) {
    throw new AppError('input/name-taken', { kind: 'profile', name: profile });
  }
}

function identityFacts(state: State, identity: Identity): TargetFacts {
  const endpoint = findEndpoint(state, identity.endpoint);
  return {
    name: identity.name,
    kind: 'identity',
    accountId: identity.accountId,
    accountAlias: identity.accountAlias,
    principal: identity.userName ?? 'root',
    path: userPathOf(identity.arn),
    endpoint,
    region: identity.region ?? endpoint.region,
    profile: identity.profile,
    deliver: identity.deliver,
  };
}

function roleFacts(state: State, role: Role): TargetFacts {
  const endpoint = endpointOfSource(state, role);
  const { accountId, path, roleName } = parseRoleArn(role.roleArn);
  const sameAccount = state.identities.find((identity) => identity.accountId === accountId);
  return {
    name: role.name,
    kind: 'role',
    accountId,
    accountAlias: sameAccount?.accountAlias ?? null,
    principal: roleName,
    path,
    endpoint,
    region: role.region ?? endpoint.region,
    profile: role.profile,
    deliver: role.deliver,
  };
}

/** A role's calls go where its identity's go. A circle (refused when adding) falls back to the first endpoint. */
function endpointOfSource(state: State, role: Role): Endpoint {
  const seen = new Set<string>();
  let name = role.source;
  while (!seen.has(name)) {
    seen.add(name);
    const identity = thingIn(state.identities, name);
    if (identity !== undefined) return findEndpoint(state, identity.endpoint);
    name = thingIn(state.roles, name)?.source ?? name;
  }
  return state.endpoints[0] ?? findEndpoint(state, '');
}
