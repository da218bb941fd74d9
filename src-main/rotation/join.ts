import type { RecordActivity } from '../activity/activity.ts';
import type { Aws } from '../aws/aws.ts';
import type { ClockSkew } from '../aws/clock-skew.ts';
import type { IamCredentials } from '../identities/iam-credentials.ts';
import type { Clock } from '../platform/clock.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { SealedFile } from '../secrets/vault.ts';
import type { SessionBook } from '../sessions/session-book.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { StateStore } from '../state/state-store.ts';
import { type Aside, createAside } from './aside.ts';
import { createGather } from './gather.ts';
import { recordRotations } from '../activity/record-keys.ts';
import { createJournals, type Journals } from './journal.ts';
import { createMakeKey } from './make-key.ts';
import { createRotations, type Rotations } from './rotations.ts';
import { createRuns, type Runs } from './runs.ts';
import { createSwitchOver, type SwitchOver } from './switch-over.ts';
import { createTakeStep } from './take-step.ts';

export interface RotationParts {
  readonly state: StateStore;
  readonly sealed: SealedFile;
  readonly aws: Aws;
  readonly secrets: SecretStore;
  readonly iamCredentials: IamCredentials;
  readonly sessions: Pick<Sessions, 'renew'>;
  readonly book: SessionBook;
  /** The profiles of the AWS files in which a key stands in plain text. */
  readonly profilesWithKey: (accessKeyId: string) => Promise<readonly string[]>;
  readonly skew: ClockSkew;
  readonly clock: Clock;
  readonly lockFolder: string;
  readonly record: RecordActivity;
  readonly onChange: () => void;
  /** Ends the waiting for AWS; what was begun goes on the next time. */
  readonly ended: AbortSignal;
}

/** Rotation, joined of its parts; all but `rotations` is for what does other things with the same keys, or goes on with one. */
export function joinRotation(parts: RotationParts): {
  readonly journals: Journals;
  readonly runs: Runs;
  readonly rotations: Rotations;
  readonly aside: Aside;
  readonly switchOver: SwitchOver;
} {
  const journals = recordRotations(createJournals(parts.sealed, parts.onChange), parts.record);
  const makeKey = createMakeKey(parts);
  const switchOver = createSwitchOver(parts);
  const takeStep = createTakeStep({ ...parts, makeKey, switchOver });
  const runs = createRuns({ ...parts, journals, takeStep });
  const gather = createGather(parts);
  const rotations = createRotations({ ...parts, journals, gather, makeKey, runs });
  const aside = createAside({ ...parts, journals, runs });
  return { journals, runs, rotations, aside, switchOver };
}
