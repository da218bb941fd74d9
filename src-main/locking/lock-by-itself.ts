import type { LockSettings } from '#shared/contract/settings.ts';
import { MINUTE_MS, SECOND_MS } from '#shared/time.ts';
import type { Clock } from '../platform/clock.ts';
import { repeat } from '../platform/repeat.ts';
import type { GuardedVault } from './guarded-vault.ts';

const LOOK_EVERY_MS = 10 * SECOND_MS;

export interface LockByItself {
  /** The computer is about to sleep, or its screen was locked. */
  computerLeft(): void;
  close(): void;
}

/** Locks where nobody is there any more, as the settings say at that moment. */
export function lockByItself(deps: {
  readonly settings: () => LockSettings;
  readonly vault: GuardedVault;
  /** For how long nobody has been there. */
  readonly idleMs: () => number;
  readonly clock: Clock;
  readonly onUnexpected: (error: unknown) => void;
}): LockByItself {
  const { settings, vault } = deps;
  const lock = () => {
    if (settings().keepsSessions) vault.guard();
    else vault.lock();
  };
  const { close } = repeat(deps, LOOK_EVERY_MS, () => {
    const { afterIdleMinutes } = settings();
    if (afterIdleMinutes === null || vault.view().state !== 'unlocked') return;
    if (deps.idleMs() >= afterIdleMinutes * MINUTE_MS) lock();
  });
  return {
    computerLeft() {
      if (settings().withComputer) lock();
    },
    close,
  };
}
