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
    await delivery.check(profile);
    const old = book.get(target)?.deliveredTo ?? null;
    await state.update((current) => {
      checkProfileFree(current, profile, target);
      return withProfile(current, target, profile);
    });
    if (old === null) return;
    await delivery.withdraw(old.profile, false);
    await book.noteWithdrawn(target);
    if (sessions.stateOf(target).state === 'active') await sessions.switchTo(target, {});
  };
}

function withProfile(state: State, target: string, profile: string): State {
  const change = <T extends { name: string; profile: string }>(thing: T): T =>
    thing.name === target ? { ...thing, profile } : thing;
  return { ...state, identities: state.identities.map(change), roles: state.roles.map(change) };
}
