import type { FileDelivery } from '#main/delivery/delivery.ts';
import { AppError } from '#shared/errors.ts';

export interface MemoryDelivery extends FileDelivery {
  /** What tools would find now: the access key id by profile. */
  readonly profiles: ReadonlyMap<
    string,
    { accessKeyId: string; region: string; endpointUrl: string | null }
  >;
  /** A profile that somebody else has written. */
  addForeign(profile: string): void;
  /** Somebody else changes a section of ours. */
  tamper(profile: string): void;
  /** Another program holds the file until what this returns is called. */
  holdBusy(): () => void;
}

/** AWS files in memory, with the rules of ownership of the real ones. */
export function createMemoryDelivery(): MemoryDelivery {
  const profiles = new Map<
    string,
    { accessKeyId: string; region: string; endpointUrl: string | null }
  >();
  const foreign = new Set<string>();
  const tampered = new Set<string>();
  let isBusy = false;
  const path = '/memory/credentials';
  const check = async (profile: string) => {
    if (foreign.has(profile)) throw new AppError('files/profile-taken', { path, profile, line: 1 });
  };
  const checkUnchanged = (profile: string, replaceChanged: boolean) => {
    if (tampered.has(profile) && !replaceChanged)
      throw new AppError('files/changed-elsewhere', { path, profile, line: 1 });
    tampered.delete(profile);
  };
  return {
    profiles,
    check,
    async deliver({ profile, credentials, region, endpointUrl, replaceChanged }) {
      await check(profile);
      if (isBusy) throw new AppError('files/busy', { path });
      checkUnchanged(profile, replaceChanged);
      profiles.set(profile, { accessKeyId: credentials.accessKeyId, region, endpointUrl });
      return { path };
    },
    async withdraw(profile, replaceChanged) {
      checkUnchanged(profile, replaceChanged);
      profiles.delete(profile);
    },
    isNoted: (profile) => profiles.has(profile),
    addForeign: (profile) => void foreign.add(profile),
    tamper: (profile) => void tampered.add(profile),
    holdBusy() {
      isBusy = true;
      return () => {
        isBusy = false;
      };
    },
  };
}
