import type { KeyUsers } from '#shared/contract/keys.ts';
import { instantOf } from '#shared/time.ts';
import { splitSessionKey } from '#shared/session-key.ts';
import type { PlaintextKey } from '../aws-files/plaintext-keys.ts';
import { fingerprintOf } from '../sessions/reuse.ts';
import type { BookedSession } from '../sessions/session-book.ts';
import type { State } from '../state/state-document.ts';
import { planSession, type TargetPlan } from '#shared/plan.ts';
import { allThings, thingNamed } from '../targets/targets.ts';

/** Who uses an access key, as far as this computer knows. Pure. */
export function keyUsers(
  accessKeyId: string,
  {
    state,
    booked,
    plaintextKeys,
    isNoted,
    nowMs,
  }: {
    readonly state: State;
    readonly booked: ReadonlyMap<string, BookedSession>;
    readonly plaintextKeys: readonly PlaintextKey[];
    /** Whether something of ours is delivered as that profile. */
    readonly isNoted: (profile: string) => boolean;
    readonly nowMs: number;
  },
): KeyUsers {
  const identities = state.identities
    .filter((identity) => identity.accessKeyId === accessKeyId)
    .map(({ name }) => name);
  const isFrom = (session: string) => {
    const plan = planOf(state, session);
    return plan !== null && identities.includes(plan.identity.name);
  };
  return {
    identities,
    sessions: [...booked]
      .filter(([, { credentials }]) => credentials.expiresAtMs > nowMs)
      .filter(([session, { fingerprint }]) => madeFrom(state, session, accessKeyId) === fingerprint)
      .map(([session, { credentials, deliveredTo }]) => ({
        session,
        expiresAt: instantOf(credentials.expiresAtMs),
        profile: deliveredTo?.profile ?? null,
      })),
    profiles: allThings(state)
      .filter(({ deliver, profile }) => deliver === 'process' && isNoted(profile))
      .filter(({ name }) => isFrom(name))
      .map(({ profile }) => profile),
    files: plaintextKeys
      .filter((key) => key.accessKeyId === accessKeyId)
      .map(({ path, profile, line }) => ({ path, profile, line })),
  };
}

/** The fingerprint that the session would have had it been made from this key, whichever the identity has now. */
function madeFrom(state: State, session: string, accessKeyId: string): string | null {
  const plan = planOf(state, session);
  if (plan === null) return null;
  const identity = { ...plan.identity, accessKeyId };
  return fingerprintOf({ ...plan, identity }, plan.steps.length - 1);
}

/** Null for what is kept of a target that is there no more, or has no plan. */
function planOf(state: State, session: string): TargetPlan | null {
  const { target } = splitSessionKey(session);
  if (thingNamed(state, target) === undefined) return null;
  try {
    return planSession(state, session);
  } catch {
    return null;
  }
}
