import type { Deliver } from '#shared/contract/things.ts';
import type { SessionCredentials } from '../aws/aws.ts';

/** What we wrote into an AWS file: kept outside it, so that a change by somebody else is noticed (L10). */
export interface OwnedSection {
  readonly path: string;
  /** The name between the brackets, `dev` or `profile dev`. */
  readonly section: string;
  /** Of the section as we left it; after a replacement, the one before as well (owned-section.ts). */
  readonly hash: string;
}

export interface OwnershipStore {
  list(): readonly OwnedSection[];
  put(owned: OwnedSection): Promise<void>;
  remove(path: string, section: string): Promise<void>;
  /** Looks whether another process has written meanwhile. */
  refresh(): Promise<void>;
}

/** Short-lived credentials as a profile in the AWS files: the keys themselves, or the line by which tools ask for them. */
export interface FileDelivery {
  /** Throws `files/profile-taken` when a profile of that name is not ours to write, and `files/*` when the files cannot be used. */
  check(profile: string, deliver?: Deliver): Promise<void>;
  /**
   * Writes keys to the credentials file, and Region and endpoint to the config file. Idempotent. With a
   * `processLine` it writes that to the config file, and takes keys of ours out of the credentials file: AWS's
   * tools would take them first (contracts.md §1.1). Keys that are not ours there mean `files/profile-taken`.
   * Throws `files/profile-taken`; `files/changed-elsewhere` unless `replaceChanged`.
   */
  deliver(request: {
    readonly profile: string;
    readonly credentials: SessionCredentials;
    readonly processLine?: string | null;
    readonly region: string;
    readonly endpointUrl: string | null;
    readonly replaceChanged: boolean;
    /** Until then it gets ready and no more; when this fails, nothing is written. */
    readonly notBefore?: Promise<void>;
  }): Promise<{ readonly path: string }>;
  /** Removes what we wrote, and nothing else. What is not there any more is no error. Throws `files/changed-elsewhere` unless `replaceChanged`. */
  withdraw(profile: string, replaceChanged: boolean): Promise<void>;
  /** Whether something that we wrote is noted under the profile. */
  isNoted(profile: string): boolean;
}
