import type { AwsFileView } from '#shared/contract/things.ts';
import type { Failure } from '#shared/errors.ts';
import type { PlaintextKey } from '../aws-files/plaintext-keys.ts';

/** What is known of the two AWS files at the moment, for the mirror. */
export interface FilesView {
  view(): readonly AwsFileView[];
  /** What somebody else did to a profile that we delivered; null when it is as we wrote it. */
  disturbanceOf(delivered: { readonly profile: string; readonly path: string }): Failure | null;
  /** Long-term keys that stand in them, those of the credentials file first. */
  plaintextKeys(): readonly PlaintextKey[];
  /** Looks again; cheap when nothing changed. Never rejects: a file that cannot be read says so in its view. */
  refresh(): Promise<void>;
  /** We have just written or removed this profile ourselves: what was seen of it before does not count. */
  settle(profile: string): void;
  /** Another program had put an older copy back, and the profile was written again. */
  noteRewritten(profile: string): void;
}
