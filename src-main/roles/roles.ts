import { AppError } from '#shared/errors.ts';
import type { SessionOptions } from '#shared/contract/session-options.ts';
import { NO_SESSION_OPTIONS, sessionOptionsProblem } from '#shared/session-option-rules.ts';
import type { Scope } from '#shared/contract/scope.ts';
import { scopeProblem } from '#shared/options-in-scope.ts';
import type { Deliver, Role, RoleMfa } from '#shared/contract/things.ts';
import type { FileDelivery } from '../delivery/delivery.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { State } from '../state/state-document.ts';
import type { StateStore } from '../state/state-store.ts';
import { planTarget } from '#shared/plan.ts';
import { checkNameFree, checkProfileFree, findRole, findTarget } from '../targets/targets.ts';

type Given<T> = { readonly [K in keyof T]?: T[K] | undefined };

export interface NewRole extends Given<SessionOptions> {
  readonly name: string;
  readonly roleArn: string;
  readonly source: string;
  readonly mfa?: RoleMfa | undefined;
  readonly profile?: string | undefined;
  readonly deliver?: Deliver | undefined;
  readonly region?: string | undefined;
  readonly durationSeconds?: number | undefined;
  readonly externalId?: string | undefined;
  readonly sessionName?: string | undefined;
}

export type RoleChange = Given<Omit<Role, 'name' | 'profile' | 'deliver' | 'scopes'>>;

/** Roles to assume, from an identity or from another role. */
export interface Roles {
  /** Throws `input/unknown` for the source, `input/name-taken`, `files/profile-taken`. */
  add(role: NewRole): Promise<Role>;
  /** Changes what is given; a live session is not touched. Throws `role/cycle`. */
  change(name: string, change: RoleChange): Promise<Role>;
  /** Puts a role back that was removed, as it was. Throws as `add` does. */
  restore(role: Role): Promise<Role>;
  /**
   * Puts the scope in the place of the one by that name, or adds it: last, or where `at` says. Throws
   * `input/unknown`, `input/invalid`.
   */
  setScope(name: string, scope: Scope, at?: number): Promise<Role>;
  /** A session of the scope is forgotten. Throws `input/unknown`. */
  removeScope(name: string, scopeName: string): Promise<Role>;
  /** Stops its session first. Throws `input/in-use` while other roles rest on it. */
  remove(name: string): Promise<void>;
}

export function createRoles(deps: {
  readonly state: StateStore;
  readonly delivery: FileDelivery;
  readonly sessions: Pick<Sessions, 'stop' | 'forget'>;
}): Roles {
  const { state } = deps;

  const write = async (apply: (current: State) => readonly Role[], name: string): Promise<Role> => {
    const next = await state.update((current) => {
      const roles = [...apply(current)];
      const changed = { ...current, roles };
      checkSource(changed, findRole(changed, name));
      checkSessionOptions(findRole(changed, name));
      return changed;
    });
    return findRole(next, name);
  };

  return {
    async add(wanted) {
      const profile = wanted.profile ?? wanted.name;
      checkNameFree(state.current(), wanted.name);
      checkProfileFree(state.current(), profile);
      await deps.delivery.check(profile, wanted.deliver);
      const role: Role = {
        name: wanted.name,
        roleArn: wanted.roleArn,
        source: wanted.source,
        mfa: wanted.mfa ?? defaultMfa(state.current(), wanted.source),
        profile,
        deliver: wanted.deliver ?? 'file',
        region: wanted.region ?? null,
        durationSeconds: wanted.durationSeconds ?? null,
        externalId: wanted.externalId ?? null,
        sessionName: wanted.sessionName ?? null,
        sourceIdentity: wanted.sourceIdentity ?? NO_SESSION_OPTIONS.sourceIdentity,
        tags: wanted.tags ?? NO_SESSION_OPTIONS.tags,
        transitiveTagKeys: wanted.transitiveTagKeys ?? NO_SESSION_OPTIONS.transitiveTagKeys,
        policyArns: wanted.policyArns ?? NO_SESSION_OPTIONS.policyArns,
        policy: wanted.policy ?? NO_SESSION_OPTIONS.policy,
        scopes: [],
      };
      return write((current) => {
        checkNameFree(current, role.name);
        checkProfileFree(current, role.profile);
        return [...current.roles, role];
      }, role.name);
    },

    change: (name, change) =>
      write((current) => {
        const given = Object.fromEntries(
          Object.entries(change).filter(([, value]) => value !== undefined),
        );
        const changed: Role = { ...findRole(current, name), ...given };
        return current.roles.map((role) => (role.name === name ? changed : role));
      }, name),

    async restore(role) {
      await deps.delivery.check(role.profile, role.deliver);
      return write((current) => {
        checkNameFree(current, role.name);
        checkProfileFree(current, role.profile);
        return [...current.roles, role];
      }, role.name);
    },

    async setScope(name, scope, at = Infinity) {
      const before = findRole(state.current(), name).scopes.find(
        (other) => other.name === scope.name,
      );
      const changed = await write((current) => {
        const { scopes } = findRole(current, name);
        const isThere = scopes.some((other) => other.name === scope.name);
        return withScopes(
          current,
          name,
          isThere
            ? scopes.map((other) => (other.name === scope.name ? scope : other))
            : scopes.toSpliced(at, 0, scope),
        );
      }, name);
      // Its session was made as the scope was before.
      if (before !== undefined) await deps.sessions.forget(name, scope.name);
      return changed;
    },

    async removeScope(name, scopeName) {
      const changed = await write((current) => {
        const { scopes } = findRole(current, name);
        const kept = scopes.filter((scope) => scope.name !== scopeName);
        if (kept.length === scopes.length)
          throw new AppError('input/unknown', { kind: 'scope', name: scopeName });
        return withScopes(current, name, kept);
      }, name);
      await deps.sessions.forget(name, scopeName);
      return changed;
    },

    async remove(name) {
      findRole(state.current(), name);
      checkUnused(state.current(), name);
      await deps.sessions.stop(name, false);
      await state.update((current) => {
        checkUnused(current, name);
        return { ...current, roles: current.roles.filter((role) => role.name !== name) };
      });
    },
  };
}

/** From the identity's MFA session where there is a device: one code serves many roles. */
function defaultMfa(state: State, source: string): RoleMfa {
  const identity = state.identities.find((candidate) => candidate.name === source);
  return identity !== undefined && identity.mfaSerial !== null ? 'session' : 'none';
}

function checkSource(state: State, role: Role): void {
  findTarget(state, role.source);
  planTarget(state, role.name);
  const isChained = state.roles.some((other) => other.name === role.source);
  if (isChained && role.mfa === 'direct') {
    const problem =
      'a role assumed from another role cannot carry a code of its own; MFA belongs to the first role of the chain';
    throw new AppError('input/invalid', { field: 'mfa', problem });
  }
}

function withScopes(state: State, name: string, scopes: Scope[]): readonly Role[] {
  return state.roles.map((role) => (role.name === name ? { ...role, scopes } : role));
}

function checkSessionOptions(role: Role): void {
  const inScopes = role.scopes.map((scope) => scopeProblem(role, scope));
  const wrong = [sessionOptionsProblem(role), ...inScopes].find((problem) => problem !== null);
  if (wrong !== undefined) throw new AppError('input/invalid', wrong);
}

function checkUnused(state: State, name: string): void {
  const usedBy = state.roles.filter((role) => role.source === name).map((role) => role.name);
  if (usedBy.length > 0) throw new AppError('input/in-use', { kind: 'role', name, usedBy });
}
