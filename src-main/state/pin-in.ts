import { AppError } from '#shared/errors.ts';
import type { PinStore } from '../secrets/vault.ts';
import type { StateStore } from './state-store.ts';

/** The vault's pin, as a part of the state document. */
export function pinIn(state: StateStore, stateFile: string): PinStore {
  return {
    read: () => state.current().vault,
    refresh: state.refresh,
    async write(pin) {
      await state.update((current) => {
        if (current.vault !== null && current.vault.id !== pin.id)
          throw new AppError('vault/exists', { path: stateFile });
        return { ...current, vault: { ...pin } };
      });
    },
  };
}
