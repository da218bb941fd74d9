import type { Deliver } from '#shared/contract/things.ts';
import type { FileDelivery } from '../delivery/delivery.ts';
import type { SessionBook } from '../sessions/session-book.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { State } from '../state/state-document.ts';
import type { StateStore } from '../state/state-store.ts';
import { checkProfileFree, findTarget } from './targets.ts';

/** Delivers a target under another profile name from now on. What was delivered under the old one is removed. */
export type SetProfile = (target: string, profile: string) => Promise<void>;

export function createSetProfile(deps: {
  readonly state: StateStore;
  readonly delivery: FileDelivery;
  readonly book: SessionBook;
  readonly sessions: Sessions;
}): SetProfile {
  const { state, delivery, book, sessions } = deps;
  return async (target, profile) => {
    if (findTarget(state.current(), target).profile === profile) return;
    checkProfileFree(state.current(), profile, target);
    await delivery.check(profile, findTarget(state.current(), target).deliver);
    const old = book.get(target)?.deliveredTo ?? null;
    await state.update((current) => {
      checkProfileFree(current, profile, target);
      return withChange(current, target, { profile });
    });
    if (old === null) return;
    await delivery.withdraw(old.profile, false);
    await book.noteWithdrawn(target);
    if (sessions.stateOf(target).state === 'active') await sessions.switchTo(target, {});
  };
}

/** Delivers a target in another way from now on. What is delivered is moved over. */
export type SetDelivery = (target: string, deliver: Deliver) => Promise<void>;

export function createSetDelivery(deps: Parameters<typeof createSetProfile>[0]): SetDelivery {
  const { state, delivery, book, sessions } = deps;
  return async (target, deliver) => {
    const now = findTarget(state.current(), target);
    if (now.deliver === deliver) return;
    await delivery.check(now.profile, deliver);
    await state.update((current) => withChange(current, target, { deliver }));
    const old = book.get(target)?.deliveredTo ?? null;
    if (old === null) return;
    // Delivering writes the new way before it takes the old one out: tools find one or the other.
    if (sessions.stateOf(target).state === 'active') await sessions.switchTo(target, {});
    else {
      await delivery.withdraw(old.profile, false);
      await book.noteWithdrawn(target);
    }
  };
}

function withChange(
  state: State,
  target: string,
  change: { readonly profile: string } | { readonly deliver: Deliver },
): State {
  const changed = <T extends { name: string }>(thing: T): T =>
    thing.name === target ? { ...thing, ...change } : thing;
  return { ...state, identities: state.identities.map(changed), roles: state.roles.map(changed) };
}
