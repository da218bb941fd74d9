import type { Identity, KeyInventory } from '#shared/contract/things.ts';
import type { DeviceOwner } from './enrolment-journal.ts';

/** Whether that user's devices are the identity's. */
export function isOwnedBy(identity: Identity, owner: DeviceOwner): boolean {
  return (
    identity.endpoint === owner.endpoint &&
    identity.accountId === owner.accountId &&
    identity.userName === owner.userName
  );
}

/** What is known of a user after AWS has assigned a device: its own list may lag behind, and is read again hours later. */
export function withDevice(keys: KeyInventory | null, serial: string): KeyInventory | null {
  return withDevices(keys, (serials) => [...serials.filter((other) => other !== serial), serial]);
}

/** What is known of a user after AWS has taken a device away. */
export function withoutDevice(keys: KeyInventory | null, serial: string): KeyInventory | null {
  return withDevices(keys, (serials) => serials.filter((other) => other !== serial));
}

/** Where AWS lets nobody list them, one device says nothing of the others. */
function withDevices(
  keys: KeyInventory | null,
  change: (serials: readonly string[]) => string[],
): KeyInventory | null {
  if (keys === null || keys.mfaDevices === null) return keys;
  return { ...keys, mfaDevices: change(keys.mfaDevices) };
}
