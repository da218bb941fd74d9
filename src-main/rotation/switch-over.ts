import type { AccessKey, Identity } from '#shared/contract/things.ts';
import { isAppError } from '#shared/errors.ts';
import { instantOf } from '#shared/time.ts';
import type { ClockSkew } from '../aws/clock-skew.ts';
import { fingerprintOf } from '../sessions/reuse.ts';
import type { BookedSession, SessionBook } from '../sessions/session-book.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { StateStore } from '../state/state-store.ts';
import { planTarget } from '#shared/plan.ts';
import type { Journal } from './facts.ts';
import { identitiesWith } from './subject.ts';

/** Moves what used one key over to another. All of it can be done again without harm. */
export interface SwitchOver {
  /** The identities that have it now, however they came to. */
  identities(where: KeyChange): Promise<readonly string[]>;
  /** The identities that sign in with it at whatever endpoint. */
  usersOf(accessKeyId: string): readonly string[];
  /** Makes delivered sessions anew that were made from another key than their identity has now; gives those that could not be. */
  sessions(): Promise<readonly string[]>;
}

export interface KeyChange {
  readonly whose: Pick<Journal, 'id' | 'accountId' | 'userName'>;
  readonly from: string;
  readonly to: string;
  /** When AWS made the one it goes to; null where that is in the inventory already. */
  readonly createdAtMs: number | null;
}

export function createSwitchOver(deps: {
  readonly state: StateStore;
  readonly book: SessionBook;
  readonly sessions: Pick<Sessions, 'renew'>;
  readonly skew: ClockSkew;
}): SwitchOver {
  const { state, book, sessions, skew } = deps;

  const isOfOtherKey = (name: string, session: BookedSession): boolean => {
    if (session.deliveredTo === null || session.credentials.expiresAtMs <= skew.awsNow())
      return false;
    const plan = planTarget(state.current(), name);
    return fingerprintOf(plan, plan.steps.length - 1) !== session.fingerprint;
  };

  return {
    async identities({ whose, from, to, createdAtMs }) {
      const next = await state.update((current) => {
        const moving = identitiesWith(current, whose, [from]);
        if (moving.length === 0) return current;
        const identities = current.identities.map((identity) =>
          moving.includes(identity) ? withKey(identity, to, createdAtMs) : identity,
        );
        return { ...current, identities };
      });
      return identitiesWith(next, whose, [to]).map(({ name }) => name);
    },
    usersOf: (accessKeyId) =>
      state
        .current()
        .identities.filter((identity) => identity.accessKeyId === accessKeyId)
        .map(({ name }) => name),
    async sessions() {
      await book.refresh();
      const left: string[] = [];
      for (const [name, session] of book.all()) {
        try {
          if (isOfOtherKey(name, session)) await sessions.renew(name);
        } catch (error) {
          if (!isAppError(error)) throw error;
          left.push(name);
        }
      }
      return left;
    },
  };
}

/** Its own key is always in the inventory. */
function withKey(identity: Identity, accessKeyId: string, createdAtMs: number | null): Identity {
  const { keys } = identity;
  if (keys === null || keys.keys.some((key) => key.accessKeyId === accessKeyId))
    return { ...identity, accessKeyId };
  const own: AccessKey = {
    accessKeyId,
    status: 'active',
    createdAt: createdAtMs === null ? null : instantOf(createdAtMs),
    lastUse: { kind: 'unknown' },
  };
  return { ...identity, accessKeyId, keys: { ...keys, keys: [own, ...keys.keys] } };
}
