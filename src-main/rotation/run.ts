import type { Endpoint, Rotation } from '#shared/contract/things.ts';
import type { Credentials } from '../aws/aws.ts';
import type { Fact, Journal } from './facts.ts';
import type { RotationState } from './steps.ts';

/** One process at one rotation, for as long as it holds its lock. */
export interface Run {
  journal(): Journal;
  state(): RotationState;
  /** As AWS knows the user now, as far as we have heard. */
  userName(): string;
  /** Asks AWS for it, and puts it on record where it is another now. */
  learnName(): Promise<void>;
  readonly endpoint: Endpoint;
  /** What IAM is called with: the key in use, or an MFA session of it. Throws `mfa/code-needed`, `vault/*`, `aws/*`. */
  iam(): Promise<Credentials>;
  /** Puts a fact on record, with AWS's time. */
  note(...facts: readonly NewFact[]): Promise<void>;
  /** A `note` that the vault's being locked meanwhile does not keep from it. Throws `vault/*` at once. */
  held(): Run['note'];
  showProof(proof: Rotation['proof']): void;
  /** Aborts with `rotation/paused` when a person wants it to rest. */
  readonly stopped: AbortSignal;
}

type WithoutTime<F> = F extends unknown ? Omit<F, 'atMs'> : never;
export type NewFact = WithoutTime<Fact>;
