import type { SessionOptions } from './contract/session-options.ts';
import type { Identity, Plan, PlanStep, Role } from './contract/things.ts';
import { AppError } from './errors.ts';
import { hasSessionPolicy, optionsInScope } from './options-in-scope.ts';
import { splitSessionKey } from './session-key.ts';
import { thingIn } from './things-by-name.ts';

/** What is configured, as far as a plan follows from it: main plans by its state, a window by its mirror of that. */
export interface Configured {
  readonly identities: readonly Identity[];
  readonly roles: readonly Role[];
}

/** GetSessionToken's own default (contracts.md §3.1). */
const IDENTITY_SESSION_SECONDS = 43_200;
const ROLE_SESSION_SECONDS = 3600;
/** AWS caps a role that is assumed from a session, whatever the role allows (contracts.md §3.1). */
export const CHAINED_ROLE_MAXIMUM_SECONDS = 3600;
/** GetSessionToken for the root user is silently lowered to this. */
const ROOT_SESSION_MAXIMUM_SECONDS = 3600;

/** One call with all it needs, before there are credentials. */
export type Step =
  | {
      readonly call: 'GetSessionToken';
      readonly target: Identity;
      /** Under what its session is kept (`session-key.ts`). */
      readonly session: string;
      readonly durationSeconds: number;
      readonly mfaSerial: string | null;
    }
  | {
      readonly call: 'AssumeRole';
      readonly target: Role;
      readonly session: string;
      readonly durationSeconds: number;
      readonly mfaSerial: string | null;
      /** Whether a session calls it, rather than the access key itself. */
      readonly chained: boolean;
      /** What the call says about the session besides. */
      readonly options: SessionOptions;
    };

export interface TargetPlan {
  readonly identity: Identity;
  /** From the identity's access key to the target, in order. Never empty. */
  readonly steps: readonly [Step, ...Step[]];
  readonly because: Plan['because'];
}

/**
 * How the credentials of a target are got, and why so; `scopeName` for one of its scopes. Pure: it looks
 * at what is configured, not at what is running. Throws `input/unknown` and `role/cycle`;
 * `aws/duration-too-long` for a duration that AWS is known to refuse, `role/inherited` for a tag or
 * source identity that it would.
 */
export function planTarget(
  configured: Configured,
  targetName: string,
  durationSeconds: number | null = null,
  scopeName?: string,
): TargetPlan {
  const { identity, roles: chain } = chainOf(configured, targetName);
  const roles = scopeName === undefined ? chain : narrowed(chain, scopeName, durationSeconds);
  const [first, ...rest] = roles;
  if (first === undefined) return identityPlan(identity, durationSeconds);

  const steps: Step[] = [];
  const because: Plan['because'] = [];
  const mfaSerial = identity.mfaSerial;
  const fromSession = first.mfa === 'session' && mfaSerial !== null;
  if (fromSession) {
    steps.push(sessionTokenStep(identity, null));
    because.push('role-from-mfa-session');
  } else if (first.mfa === 'direct' && mfaSerial !== null) {
    because.push('role-direct-with-mfa');
  } else {
    because.push('role-without-mfa');
  }
  if (fromSession || rest.length > 0) because.push('role-chaining-limits-to-one-hour');
  const isTagged = roles.slice(0, -1).some((role) => role.transitiveTagKeys.length > 0);
  if (isTagged) because.push('tags-go-on');
  const last = roles.at(-1);
  if (last !== undefined && hasSessionPolicy(last)) because.push('role-limited-by-session-policy');
  const options = optionsAlong(roles);
  roles.forEach((role, index) => {
    const isLast = index === roles.length - 1;
    const chained = fromSession || index > 0;
    steps.push({
      call: 'AssumeRole',
      target: role,
      session: role.name,
      durationSeconds: roleDuration(role, chained, isLast ? durationSeconds : null),
      mfaSerial: !chained && role.mfa === 'direct' ? mfaSerial : null,
      chained,
      options: options[index] as SessionOptions,
    });
  });
  return { identity, steps: steps as unknown as TargetPlan['steps'], because };
}

/** The plan of a session by its key: one of a scope, or of a named length, is kept apart from the target's own. */
export function planSession(configured: Configured, key: string): TargetPlan {
  const { target, scope, seconds } = splitSessionKey(key);
  const plan = planTarget(configured, target, seconds, scope ?? undefined);
  const last = plan.steps.at(-1) as Step;
  return {
    ...plan,
    steps: [
      ...plan.steps.slice(0, -1),
      { ...last, session: key },
    ] as unknown as TargetPlan['steps'],
  };
}

/** The plan as a window shows it. */
export function planView(plan: TargetPlan): Plan {
  return {
    because: plan.because,
    steps: plan.steps.map((step): PlanStep => {
      const { durationSeconds, mfaSerial } = step;
      return step.call === 'GetSessionToken'
        ? { call: step.call, identity: step.target.name, durationSeconds, mfaSerial }
        : {
            call: step.call,
            role: step.target.name,
            roleArn: step.target.roleArn,
            durationSeconds,
            mfaSerial,
          };
    }),
  };
}

/** The identity at the start, and the roles from it to the target. */
function chainOf(
  configured: Configured,
  targetName: string,
): { identity: Identity; roles: readonly Role[] } {
  const roles: Role[] = [];
  let name = targetName;
  for (;;) {
    const identity = thingIn(configured.identities, name);
    if (identity !== undefined) return { identity, roles };
    const role = thingIn(configured.roles, name);
    if (role === undefined) {
      throw new AppError('input/unknown', {
        kind: roles.length === 0 ? 'target' : 'identity',
        name,
      });
    }
    if (roles.includes(role)) {
      throw new AppError('role/cycle', {
        path: [...roles.toReversed().map((seen) => seen.name), role.name],
      });
    }
    roles.unshift(role);
    name = role.source;
  }
}

/** The chain with its last role as the scope narrows it. */
function narrowed(
  roles: readonly Role[],
  scopeName: string,
  requested: number | null,
): readonly Role[] {
  const last = roles.at(-1);
  const scope = last?.scopes.find(({ name }) => name === scopeName);
  if (last === undefined || scope === undefined)
    throw new AppError('input/unknown', { kind: 'scope', name: scopeName });
  // What the user gave a scope is the most that a program may ask for.
  if (requested !== null && scope.durationSeconds !== null && requested > scope.durationSeconds)
    throw tooLong(requested, scope.durationSeconds, 'scope');
  const durationSeconds = scope.durationSeconds ?? last.durationSeconds;
  return [...roles.slice(0, -1), { ...last, ...optionsInScope(last, scope), durationSeconds }];
}

/**
 * What each call of a chain says. What a session hands on to those made from it cannot be set again: AWS
 * refuses the call. A source identity that is the same is left out, since it comes along anyway.
 */
function optionsAlong(roles: readonly Role[]): readonly SessionOptions[] {
  let identityFrom: Role | null = null;
  const tagsFrom = new Map<string, Role>();
  return roles.map((role) => {
    const { sourceIdentity } = role;
    const before = identityFrom;
    if (sourceIdentity !== null && before !== null && before.sourceIdentity !== sourceIdentity)
      throw new AppError('role/inherited', { role: role.name, from: before.name, tag: null });
    if (sourceIdentity !== null) identityFrom ??= role;
    for (const { key } of role.tags) {
      const from = tagsFrom.get(key.toLowerCase());
      if (from !== undefined)
        throw new AppError('role/inherited', { role: role.name, from: from.name, tag: key });
    }
    for (const key of role.transitiveTagKeys) tagsFrom.set(key.toLowerCase(), role);
    const options = sessionOptionsOf(role);
    return before === null ? options : { ...options, sourceIdentity: null };
  });
}

/** The options alone, without the role that has them. */
function sessionOptionsOf(thing: SessionOptions): SessionOptions {
  const { sourceIdentity: source, tags, transitiveTagKeys: keys, policyArns: arns, policy } = thing;
  return { sourceIdentity: source, tags, transitiveTagKeys: keys, policyArns: arns, policy };
}

function identityPlan(identity: Identity, durationSeconds: number | null): TargetPlan {
  return {
    identity,
    steps: [sessionTokenStep(identity, durationSeconds)],
    because: [
      identity.mfaSerial === null ? 'identity-has-no-mfa-device' : 'identity-has-mfa-device',
    ],
  };
}

function sessionTokenStep(identity: Identity, requested: number | null): Step {
  const wanted = requested ?? identity.durationSeconds ?? IDENTITY_SESSION_SECONDS;
  const isRoot = identity.userName === null;
  if (isRoot && requested !== null && requested > ROOT_SESSION_MAXIMUM_SECONDS) {
    throw tooLong(requested, ROOT_SESSION_MAXIMUM_SECONDS, 'service-limit');
  }
  return {
    call: 'GetSessionToken',
    target: identity,
    session: identity.name,
    durationSeconds: isRoot ? Math.min(wanted, ROOT_SESSION_MAXIMUM_SECONDS) : wanted,
    mfaSerial: identity.mfaSerial,
  };
}

/** What was asked for now is refused when AWS would; what was configured is lowered, and the plan says why. */
function roleDuration(role: Role, chained: boolean, requested: number | null): number {
  const maximum = chained ? CHAINED_ROLE_MAXIMUM_SECONDS : 43_200;
  if (requested !== null && requested > maximum) {
    throw tooLong(requested, maximum, chained ? 'role-chaining' : 'service-limit');
  }
  return requested ?? Math.min(role.durationSeconds ?? ROLE_SESSION_SECONDS, maximum);
}

function tooLong(
  requestedSeconds: number,
  maximumSeconds: number,
  because: 'role-chaining' | 'service-limit' | 'scope',
) {
  return new AppError('aws/duration-too-long', { requestedSeconds, maximumSeconds, because });
}
