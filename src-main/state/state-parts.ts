import { AppError } from '#shared/errors.ts';
import type { OwnershipStore } from '../delivery/delivery.ts';
import type { PinStore } from '../secrets/vault.ts';
import type { StateStore } from './state-store.ts';

/** The vault's pin, as a part of the state document. */
export function pinIn(state: StateStore, stateFile: string): PinStore {
  return {
    read: () => state.current().vault,
    refresh: state.refresh,
    async write(pin) {
      await state.update((current) => {
        if (current.vault !== null && current.vault.id !== pin.id) throw new AppError('vault/exists', { path: stateFile });
        return { ...current, vault: { ...pin } };
      });
    },
  };
}

/** The record of what we wrote into the AWS files, as a part of the state document. */
export function ownershipIn(state: StateStore): OwnershipStore {
  return {
    list: () => state.current().ownedSections,
    async put(owned) {
      await state.update((current) => ({
        ...current,
        ownedSections: [
          ...current.ownedSections.filter((other) => !isSameSection(other, owned.path, owned.section)),
          { ...owned },
        ],
      }));
    },
    async remove(path, section) {
      await state.update((current) => ({
        ...current,
        ownedSections: current.ownedSections.filter((other) => !isSameSection(other, path, section)),
      }));
    },
  };
}

function isSameSection(owned: { path: string; section: string }, path: string, section: string): boolean {
  return owned.path === path && owned.section === section;
}
