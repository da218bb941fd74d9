import type { Clock } from '../platform/clock.ts';
import type { UserSeed } from './world-seed.ts';

/** A fault to act out: on which call, how often. */
export interface PracticeFault {
  /** As AWS spells it, `GetSessionToken`; absent: every call. */
  readonly action?: string;
  /** How many calls it hits; absent: until removed. */
  readonly times?: number;
  /** All but `drop-reply`, `server-error-after` and `delay` act instead of the call: it has no effect. */
  readonly kind:
    | { readonly type: 'delay'; readonly ms: number }
    | { readonly type: 'server-error'; readonly status: number }
    /** 400 as of STS and IAM; 429 as of newer services. */
    | { readonly type: 'throttle'; readonly status?: 400 | 429 }
    /** AWS says no, with this code. */
    | { readonly type: 'refuse'; readonly status: number; readonly code: string }
    /** The effect happens, the reply is lost. */
    | { readonly type: 'drop-reply' }
    /** The effect happens, and the reply says that something went wrong. */
    | { readonly type: 'server-error-after'; readonly status: number }
    /** The connection closes before the call is looked at. */
    | { readonly type: 'drop-request' }
    | { readonly type: 'html'; readonly status: number };
}

/**
 * How late AWS's servers learn of a change to an access key, by the account's clock. AWS names no
 * number; 3 to 15 s were seen in the field (contracts.md §4.1).
 */
export interface PracticeConsistency {
  readonly sts?: PracticeLag;
  readonly iam?: PracticeLag;
  /** What ListAccessKeys tells, whoever asks. The limit of two keys is always exact. */
  readonly lists?: PracticeLag;
  /**
   * The servers of each service, which answer by turns, as shares of the lag: with `[1, 0.5]` a new
   * key fails, then works at every second call, then works. Absent: one, with all of it.
   */
  readonly servers?: readonly number[];
}

/** Until then a new key is unknown, and one that was deactivated or deleted works. */
export interface PracticeLag {
  readonly createdMs?: number;
  readonly activatedMs?: number;
  readonly deactivatedMs?: number;
  readonly deletedMs?: number;
}

/** What anybody may know of a seeded user: the practice account is no secret. */
export interface PracticeUser {
  /** `root` for the root user. */
  readonly userName: string;
  readonly accountId: string;
  readonly arn: string;
  /** Of a user with two keys, the one in use. */
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly mfaSerial: string | null;
  /** Base32. */
  readonly mfaSeed: string | null;
  /** Of the console; null where there is none. */
  readonly password: string | null;
  /** What the user is good for, in one sentence. */
  readonly about: string;
}

export interface PracticeRole {
  /** A name for it in Latchkey: also a good profile name. */
  readonly name: string;
  readonly roleArn: string;
  readonly externalId: string | null;
  /** The user, role or account that may assume it, by ARN. */
  readonly trusted: readonly string[];
  readonly requiresMfa: boolean;
  readonly maxSessionSeconds: number;
  /** What the role is good for, in one sentence. */
  readonly about: string;
}

/** One call as it arrived. `status` is the HTTP status it was answered with, 0 when a fault dropped it unseen. */
export interface PracticeCall {
  /** As the caller spelt it; empty when there was none. */
  readonly action: string;
  /** Empty when the call was not signed. */
  readonly accessKeyId: string;
  readonly status: number;
  readonly tokenCode: string | null;
}

/** A session that was given out, and what was said about it. Nothing here signs. */
export interface PracticeSession {
  readonly accessKeyId: string;
  /** As GetCallerIdentity names whoever has it. */
  readonly arn: string;
  readonly sourceIdentity: string | null;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  readonly transitiveTagKeys: readonly string[];
  readonly policyArns: readonly string[];
  readonly policy: string | null;
}

/** A small AWS on loopback that behaves like the real one where it matters to us. */
export interface PracticeAccount {
  /** STS and IAM share it. */
  readonly url: string;
  readonly users: readonly PracticeUser[];
  readonly roles: readonly PracticeRole[];
  /** Every call that reached it, in the order of the answers, for tests that count. */
  readonly calls: readonly PracticeCall[];
  /** Every session that was given out, oldest first. */
  sessions(): readonly PracticeSession[];
  /** Returns a function that removes the fault. */
  addFault(fault: PracticeFault): () => void;
  /** Absent members are seen at once, as all changes are until this is called. */
  setConsistency(consistency: PracticeConsistency): void;
  /** Sets how far its clock is from `clock`, in ms. */
  setClockOffset(ms: number): void;
  close(): Promise<void>;
}

export interface PracticeOptions {
  readonly clock: Clock;
  /** 0 or absent: any free one. */
  readonly port?: number;
  /** People besides those of `seed.ts`, such as one who may do all but the one thing. */
  readonly users?: readonly UserSeed[];
  /** Columns that a credential report has behind the 22 known ones, as AWS may add any day. */
  readonly moreReportColumns?: readonly string[];
  /** Accounts × roles, for load. */
  readonly scale?: PracticeScale;
}

export interface PracticeScale {
  readonly accounts: number;
  /** In each of the accounts. */
  readonly roles: number;
}
