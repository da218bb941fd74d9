import type { Clock } from '../platform/clock.ts';

/** A fault to act out: on which call, how often. */
export interface PracticeFault {
  /** As AWS spells it, `GetSessionToken`; absent: every call. */
  readonly action?: string;
  /** How many calls it hits; absent: until removed. */
  readonly times?: number;
  readonly kind:
    | { readonly type: 'delay'; readonly ms: number }
    | { readonly type: 'server-error'; readonly status: number }
    | { readonly type: 'throttle' }
    /** The effect happens, the reply is lost. */
    | { readonly type: 'drop-reply' }
    /** The connection closes before the call is looked at. */
    | { readonly type: 'drop-request' }
    | { readonly type: 'html'; readonly status: number };
}

/** What anybody may know of a seeded user: the practice account is no secret. */
export interface PracticeUser {
  readonly userName: string;
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly mfaSerial: string | null;
  /** Base32. */
  readonly mfaSeed: string | null;
}

export interface PracticeRole {
  readonly name: string;
  readonly roleArn: string;
  readonly externalId: string | null;
  /** The user or role that may assume it, by ARN. */
  readonly trusted: readonly string[];
  readonly requiresMfa: boolean;
  readonly maxSessionSeconds: number;
}

/** A small AWS on loopback that behaves like the real one where it matters to us. */
export interface PracticeAccount {
  /** STS and IAM share it. */
  readonly url: string;
  readonly users: readonly PracticeUser[];
  readonly roles: readonly PracticeRole[];
  /** Every call that reached it, in order, for tests that count. `status` is the HTTP status it answered. */
  readonly calls: readonly { readonly action: string; readonly accessKeyId: string; readonly status: number; readonly tokenCode: string | null }[];
  /** Returns a function that removes the fault. */
  addFault(fault: PracticeFault): () => void;
  /** Sets how far its clock is from `clock`, in ms. */
  setClockOffset(ms: number): void;
  close(): Promise<void>;
}

export interface PracticeOptions {
  readonly clock: Clock;
  /** 0 or absent: any free one. */
  readonly port?: number;
  /** Accounts × roles, for load. */
  readonly scale?: { readonly accounts: number; readonly roles: number };
}
