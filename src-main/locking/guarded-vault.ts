import { AppError, type VaultKind } from '#shared/errors.ts';
import type { Vault } from '../secrets/vault.ts';

/**
 * A vault that can be guarded: people meet it as locked, and have to unlock it as if it were, while it
 * stays open for the sessions that run. Its secrets are not locked then: who may use them is decided by
 * `MayServe` and by the routers.
 */
export interface GuardedVault extends Vault {
  /** Where the vault is not open, this locks it. */
  guard(): void;
  isGuarded(): boolean;
}

export function createGuardedVault(vault: Vault): GuardedVault {
  const listeners: (() => void)[] = [];
  let isGuarded = false;
  let timesGuarded = 0;
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const isOpen = () => vault.view().state === 'unlocked';
  vault.onChange(() => {
    if (!isOpen()) isGuarded = false;
    changed();
  });

  return {
    ...vault,
    view: () => (isGuarded ? { ...vault.view(), state: 'locked' } : vault.view()),
    async unlock(passphrase) {
      const guardedBefore = timesGuarded;
      await vault.unlock(passphrase);
      // Guarded while it was being unlocked: the later wish counts.
      if (timesGuarded !== guardedBefore)
        throw new AppError('vault/locked', { backend: vault.view().kind as VaultKind });
      isGuarded = false;
      changed();
    },
    guard() {
      timesGuarded += 1;
      if (!isOpen()) {
        vault.lock();
        return;
      }
      isGuarded = true;
      changed();
    },
    isGuarded: () => isGuarded,
    onChange: (listener) => void listeners.push(listener),
  };
}
