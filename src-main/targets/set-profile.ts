import type { Deliver } from '#shared/contract/things.ts';
import type { FileDelivery } from '../delivery/delivery.ts';
import type { SessionBook } from '../sessions/session-book.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { State } from '../state/state-document.ts';
import type { StateStore } from '../state/state-store.ts';
import { checkProfileFree, findTarget } from './targets.ts';

/** Delivers a target under another profile name from now on. What was delivered under the old one is removed. */
export type SetProfile = (target: string, profile: string) => Promise<void>;

interface SetProfileDeps {
  readonly state: StateStore;
  readonly delivery: FileDelivery;
  readonly book: Pick<SessionBook, 'get' | 'noteWithdrawn'>;
  readonly sessions: Pick<Sessions, 'stateOf' | 'deliverAgain'>;
}

export function createSetProfile(deps: SetProfileDeps): SetProfile {
  const { state, delivery, book } = deps;
  return async (target, profile) => {
    const now = findTarget(state.current(), target);
    if (now.profile === profile) return;
    checkProfileFree(state.current(), profile, target);
    await delivery.check(profile, now.deliver);
    const old = book.get(target)?.deliveredTo?.profile ?? now.profile;
    await state.update((current) => {
      checkProfileFree(current, profile, target);
      return withChange(current, target, { profile });
    });
    if (!delivery.isNoted(old)) return;
    const isServed = servesTools(deps, target, now.deliver);
    await withdraw(deps, target, old);
    if (isServed) await deps.sessions.deliverAgain(target);
  };
}

/** Delivers a target in another way from now on. What is delivered is moved over; where that fails, all is as it was. */
export type SetDelivery = (target: string, deliver: Deliver) => Promise<void>;

export function createSetDelivery(deps: SetProfileDeps): SetDelivery {
  const { state, delivery, book } = deps;
  return async (target, deliver) => {
    const now = findTarget(state.current(), target);
    if (now.deliver === deliver) return;
    await delivery.check(now.profile, deliver);
    await state.update((current) => withChange(current, target, { deliver }));
    const profile = book.get(target)?.deliveredTo?.profile ?? now.profile;
    if (!delivery.isNoted(profile)) return;
    try {
      // Delivering writes the new way before it takes the old one out: tools find one or the other.
      if (servesTools(deps, target, 'file')) await deps.sessions.deliverAgain(target);
      else await withdraw(deps, target, profile);
    } catch (error) {
      // Keys that stay in the file are to go when the app quits, which it does not do for a line.
      await state.update((current) => withChange(current, target, { deliver: now.deliver }));
      throw error;
    }
  };
}

/** A line goes on giving credentials when the session is over; keys do not. */
function servesTools({ book, sessions }: SetProfileDeps, target: string, deliver: Deliver) {
  return deliver === 'process'
    ? book.get(target) !== undefined
    : sessions.stateOf(target).state === 'active';
}

/** The book may know of no session: the vault is locked, or it was lost. */
async function withdraw({ delivery, book }: SetProfileDeps, target: string, profile: string) {
  await delivery.withdraw(profile, false);
  if (book.get(target) !== undefined) await book.noteWithdrawn(target);
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
