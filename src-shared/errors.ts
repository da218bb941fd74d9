import type { PasswordRule } from './password-rules.ts';

/**
 * Every failure Latchkey knows, by code, with the facts that go with it. The union is closed: a
 * code without words (`words/errors.ts`) does not compile, and facts never hold a secret.
 */
export interface ErrorFacts {
  /** Anything we did not foresee. The reference stands beside the details in the log. */
  internal: { reference: string };
  /** A value the user gave that cannot be right, named by its field. */
  'input/invalid': { field: string; problem: string };
  /** A name that is taken already, by another thing of ours. */
  'input/name-taken': { kind: ThingKind; name: string };
  'input/unknown': { kind: ThingKind; name: string };
  /** Something that others rest on cannot be removed first. */
  'input/in-use': { kind: ThingKind; name: string; usedBy: readonly string[] };

  'state/newer': { path: string; version: number; supported: number };
  'state/damaged': { path: string; setAside: string };
  /** Our own folder or document cannot be read or written; `reason` is the system's code, `EACCES`. */
  'state/unusable': { path: string; reason: string };
  /** Another Latchkey process held the lock for longer than we wait. */
  'state/busy': { path: string; seconds: number };

  'identity/root-key': { accountId: string };
  'identity/key-of-other-user': { identity: string; arn: string; expectedArn: string };
  /** The device is not one of the user whose key this is. */
  'mfa/serial-of-other-user': { serial: string; userName: string };
  'mfa/no-device': { identity: string };
  'mfa/no-seed': { identity: string; serial: string };
  /** `position` counts from 1, in the text as the user gave it. */
  /** Latchkey makes the codes of a device of this identity already. */
  'mfa/seed-here': { identity: string; serial: string };
  /** AWS gives the root user a device in the console only. */
  'mfa/root-user': { accountId: string };
  /** `isLeftover`: it is nobody's, as an aborted set-up leaves it; null where AWS does not let us look. */
  'mfa/name-taken': { deviceName: string; isLeftover: boolean | null };
  /** Another process of ours is at it. */
  'mfa/enrolment-running': { identity: string };
  /** On record is what only a newer version of Latchkey understands. */
  'mfa/enrolment-newer': { identity: string };
  /** One by another name was begun, and is to be finished or cancelled first. */
  'mfa/enrolment-unfinished': { identity: string; deviceName: string };
  /** A picture of a seed is for a person's eyes. */
  'mfa/qr-only-in-window': Record<string, never>;
  'mfa/seed-invalid': { position: number; character: string };
  'mfa/seed-too-short': { bytes: number; minimumBytes: number };
  'mfa/uri-invalid': { problem: string };
  'mfa/code-malformed': { problem: string };
  /** AWS refused the code: wrong, too old or already used; AWS does not say which. */
  'mfa/code-refused': { serial: string; generated: boolean };
  'mfa/serial-refused': { serial: string };
  /** Of two consecutive codes: wrong, too old, not consecutive or already used; AWS does not say which. */
  'mfa/codes-refused': { serial: string };
  /** Of the command that prints a device's codes. `program`: the full path of its program. */
  'mfa/process-not-found': { program: string };
  /** It is there and cannot be run; `reason` is the system's code. */
  'mfa/process-not-started': { program: string; reason: string };
  /** `said`: what it said on stderr, shortened and made visible. */
  'mfa/process-failed': { program: string; exitCode: number; said: string };
  'mfa/process-no-code': { program: string; problem: string; said: string };
  'mfa/process-timed-out': { program: string; seconds: number };
  /** It printed a code that was sent already, and after the next step again. */
  'mfa/process-repeats': { program: string; serial: string };
  /** Thrown only where nobody can be asked; a surface with a person returns `mfa-needed` instead. */
  'mfa/code-needed': { serial: string; target: string };

  'role/arn-malformed': { arn: string; problem: string };
  'role/cycle': { path: readonly string[] };
  /** `role` sets again what the session of `from` hands on to it: the tag of that key, or with null the source identity. */
  'role/inherited': { role: string; from: string; tag: string | null };

  /** The user is asked in the app's window. `program` is what the caller calls itself, null where it does not say. */
  'scope/approval-needed': {
    target: string;
    scope: string;
    program: string | null;
    /** For how long it would have them. */
    durationSeconds: number;
  };
  'scope/refused': { target: string; scope: string };
  /** Somebody stopped the target while its session was made. */
  'session/stopped': { target: string };
  /** A question for the user is answered where the user is, and by no program. */
  'scope/only-in-window': Record<string, never>;
  'scope/not-answered': { target: string; scope: string; seconds: number };

  /** AWS says no: by policy. `action` as AWS spells it, `sts:AssumeRole`. */
  'aws/access-denied': {
    action: string;
    resource: string;
    principal: string;
    /** The call was made with the access key alone: a policy may ask for MFA. */
    withoutMfa: boolean;
  };
  /** AssumeRole refused: trust policy, external id, MFA condition or permission; AWS does not say which. */
  'aws/role-refused': { roleArn: string; principal: string; externalId: boolean; mfa: boolean };
  /** The role itself may be assumed, but not with tags (`sts:TagSession`) or a source identity (`sts:SetSourceIdentity`). */
  'aws/option-refused': { roleArn: string; principal: string; action: string };
  /** A call that takes the access key of a user was made with short-lived credentials. */
  'aws/access-key-needed': { action: string };
  'aws/duration-too-long': {
    requestedSeconds: number;
    /** Null where AWS did not say and we do not know. */
    maximumSeconds: number | null;
    because: 'role-maximum' | 'role-chaining' | 'service-limit' | 'scope';
  };
  /** Unknown, deleted or inactive; AWS answers all three alike. */
  'aws/key-unknown': { accessKeyId: string };
  'aws/secret-wrong': { accessKeyId: string };
  /** Positive: our clock is ahead of AWS's. */
  'aws/clock-skew': { skewSeconds: number };
  'aws/session-expired': { action: string };
  'aws/throttled': { action: string };
  'aws/region-disabled': { region: string };
  /** The session policy is not one that AWS takes. */
  'aws/policy-malformed': { action: string };
  /** Session policies and tags are packed into the session's token. Null where AWS does not say how full it would be. */
  'aws/policy-too-large': { percent: number | null };
  /** `sent`: the request may have reached AWS, so what it carried may be spent. */
  'aws/unreachable': { url: string; reason: UnreachableReason; sent: boolean };
  'aws/tls': { url: string; reason: string };
  /** Something answered that is not AWS: a captive portal, a proxy, a wrong port. */
  'aws/not-aws': { url: string; status: number; contentType: string };
  /** IAM does not know it, or not everywhere yet. `name` as we asked for it. */
  'aws/no-such-thing': { action: string; thing: IamThing; name: string };
  /** A user or an account has as many as AWS allows. Nothing was made. */
  'aws/limit-reached': { action: string };
  /** The name is taken in the account. */
  'aws/exists-already': { thing: IamThing; name: string };
  /** A user was deleted and made again a short while ago. */
  'aws/unmodifiable-yet': { thing: IamThing; name: string };
  /** Another change of the same thing is under way. */
  'aws/changed-meanwhile': { action: string };
  /** It is still assigned or in use. */
  'aws/delete-conflict': { thing: IamThing; name: string };
  /** The new password breaks a rule of the account's password policy; AWS does not say which. */
  'aws/password-refused': Record<string, never>;
  /** The call is for IAM users about themselves. */
  'aws/iam-user-needed': { action: string };
  /** A change was sent, and no answer came that can be read: nobody knows whether AWS carried it out. */
  'aws/outcome-unknown': { action: string };
  /** Every other error code of AWS, passed on as it is: code, status and request id, never the text. */
  'aws/failed': { action: string; code: string; status: number; requestId: string };

  /** It is no key of a user whom Latchkey signs in, as far as AWS has told. */
  'key/not-known': { accessKeyId: string };
  /** `usedBy` in words. `isLast`: without it, no key of the user works that Latchkey has. */
  'key/in-use': { accessKeyId: string; usedBy: readonly string[]; isLast: boolean };
  'key/still-active': { accessKeyId: string };
  'key/of-root': { accessKeyId: string };
  /** A rotation that is under way sees to it. `wayOut`: what to do with that first. */
  'key/in-rotation': {
    accessKeyId: string;
    identity: string;
    wayOut: 'go-on' | 'finish' | 'delete-orphan';
  };

  'vault/not-chosen': Record<string, never>;
  'vault/exists': { path: string };
  /** The environment asks for another kind than the one chosen; a vault never moves by itself. */
  'vault/chosen-otherwise': { chosen: VaultKind; asked: VaultKind };
  /** The file is older than what this process has already seen of it: somebody put an old copy back. */
  'vault/older': { path: string; generation: number; seenGeneration: number };
  'vault/locked': { backend: VaultKind };
  'vault/wrong-passphrase': Record<string, never>;
  'vault/passphrase-weak': { minimumLength: number };
  'vault/passphrase-needed': Record<string, never>;
  'vault/damaged': { path: string };
  /** The secret store is not there at all: no D-Bus, no secret service. */
  'vault/absent': { backend: VaultKind; reason: string };
  'vault/not-answering': { backend: VaultKind; seconds: number };
  'vault/refused': { backend: VaultKind; reason: string };
  /** What was stored and read back at once is not the same. */
  'vault/not-kept': { backend: VaultKind; item: string };
  /** Our own records say the item exists and the store does not have it. */
  'vault/item-missing': { backend: VaultKind; item: string };

  'files/unreadable': { path: string; reason: string };
  'files/read-only': { path: string };
  'files/foreign-owner': { path: string; owner: string };
  'files/world-writable': { path: string };
  'files/not-regular': { path: string; kind: string };
  'files/no-space': { path: string };
  'files/write-failed': { path: string; reason: string };
  /** Writing would leave a file that one of AWS's parsers reads differently (contracts.md L5). */
  'files/refused': { path: string; line: number; rule: string; detail: string };
  /** The section is there and not ours: never overwritten. */
  'files/profile-taken': { path: string; profile: string; line: number };
  /** The section was ours and somebody else changed it. */
  'files/changed-elsewhere': { path: string; profile: string; line: number };
  'files/busy': { path: string };
  /** What we delivered is not in the file any more; somebody else removed it. */
  'files/section-gone': { path: string; profile: string };
  /** Without a backup nothing is written. `reason` is the system's code. */
  'files/backup-failed': { path: string; reason: string };
  /** `problem`: why the backup cannot be put back. */
  'files/backup-unreadable': { path: string; problem: string };
  /** There is none, or none by that id. */
  'files/no-backup': { backup: string | null };
  /** Somebody else changed the file after what is to be undone. */
  'files/changed-since': { path: string };
  /** The file is not as it was when the fix was previewed. */
  'files/changed-since-preview': { path: string };

  /** What would be done now is not what was shown. */
  'import/changed': Record<string, never>;
  /** The vault holds another secret for this key id; neither is overwritten. */
  /** A person has stopped it before anything was written. */
  'import/stopped': Record<string, never>;
  'import/secret-conflict': { accessKeyId: string };
  'import/csv-malformed': { line: number; problem: string };
  /** A later step failed and the earlier ones could not be taken back; `done` says which. */
  'import/half-done': { path: string; done: readonly string[]; because: string };

  /** Which rules a new password breaks; known before it was sent. */
  'password/rules-unmet': { rules: readonly PasswordRule[]; minimumLength: number };
  'password/none': { userName: string };

  /** `actions` as AWS spells them. */
  'report/not-allowed': { actions: readonly string[]; principal: string; withoutMfa: boolean };
  /** AWS goes on making it. */
  'report/not-ready': { seconds: number };
  /** `line` from 1; `problem` says nothing of what stands there. */
  'report/malformed': { line: number; problem: string };

  /** Another process of ours rotates this user's key just now. */
  'rotation/running': { userName: string };
  /** On record is what only a newer version of Latchkey understands. */
  'rotation/newer': { userName: string };
  /** The user has another key already, so that none can be made. `lastUsedAt` null: never, or AWS does not tell. */
  'rotation/two-keys': {
    userName: string;
    otherKeyId: string;
    status: string;
    createdAt: string;
    lastUsedAt: string | null;
  };
  /** An inactive key cannot sign, so it cannot make its successor. */
  'rotation/key-inactive': { accessKeyId: string };
  /** Whether AWS allows these is told only when they are asked for. */
  'rotation/not-known-beforehand': { actions: readonly string[] };
  /** `action` as AWS spells it. */
  'rotation/denied': { action: string; userName: string; newKeyId: string | null };
  /** A person has stopped it, and it rests until somebody goes on. */
  'rotation/paused': Record<string, never>;
  /** The new key does not answer everywhere yet. */
  'rotation/not-proven': { accessKeyId: string; seconds: number };
  /** Somebody used the old key after all of ours had been moved to the new one. */
  'rotation/old-key-in-use': { accessKeyId: string; service: string; at: string };
  /** The old key stands in plain text in these profiles of the AWS files, whose tools would stop working. */
  'rotation/old-key-in-files': { accessKeyId: string; profiles: readonly string[] };
  /** Identities of other endpoints sign in with the old key. */
  'rotation/old-key-elsewhere': { accessKeyId: string; identities: readonly string[] };
  /** Somebody has activated the old key again, so it is not deleted. */
  'rotation/old-key-active': { accessKeyId: string };
  /** A key that AWS made for us, and whose secret nobody has. */
  'rotation/orphan': { accessKeyId: string; createdAt: string };
  /** There is no rotation of this identity to go on with, to roll back or to finish. */
  'rotation/nothing-to-do': { identity: string };
  /** Nobody else is in it, so that it ends, and both keys stay, when the identity is removed. `other`: the key that is not in use. */
  'rotation/unfinished': {
    identity: string;
    inUse: string;
    other: string | null;
    isOtherInactive: boolean;
    /** Nothing of it is half done: it only waits to delete the other key. */
    isResting: boolean;
    keptUntil: string | null;
  };
  /** The old key is deleted: there is no way back. */
  'rotation/old-key-gone': { accessKeyId: string };

  /** A session is on its way; `codeAt`, when the next MFA code may be sent, where it waits for that. */
  'session/being-made': { target: string; codeAt: string | null };
  /** To a program that asks without the token of the target, or with one that has ended. */
  'container/token-refused': Record<string, never>;
  'container/request-refused': { problem: string };
  /** The profile `default` has credentials of its own, which AWS's tools take before those of a container. */
  'container/default-profile': { path: string };

  /** There is no running Latchkey, and the command cannot do this without. */
  'app/not-running': Record<string, never>;
  /** Latchkey's own command needs Node, and this app brings none that can run it. */
  'process/no-node': Record<string, never>;

  /** The running Latchkey does not answer the window or the command any more. */
  'app/unreachable': Record<string, never>;

  /** The window's files are not where a build puts them. */
  'window/not-built': { path: string };

  /** What cannot be taken back takes a yes, and nobody is there to give it. */
  'command/not-confirmed': { what: string };
  'command/not-found': { command: string };
  'command/not-allowed': { command: string };
  /** The port asked for is taken, or may not be bound. */
  'serve/port-unavailable': { port: number; reason: string };
  'serve/gate-closed': Record<string, never>;
  /** The window's token is spent: unused for too long, or ended by a lock. */
  'serve/session-ended': Record<string, never>;
}

export type ErrorCode = keyof ErrorFacts;
export type ThingKind =
  | 'endpoint'
  | 'identity'
  | 'role'
  | 'target'
  | 'profile'
  | 'scope'
  | 'credential';
/** What a call of IAM is about. */
export type IamThing =
  | 'user'
  | 'access-key'
  | 'mfa-device'
  | 'password'
  | 'password-policy'
  | 'ssh-public-key'
  | 'service-specific-credential'
  | 'server-certificate'
  | 'credential-report';
export type VaultKind = 'keychain' | 'file';
export type UnreachableReason = 'refused' | 'name-not-found' | 'timed-out' | 'reset' | 'no-route';

/** A failure as data: what crosses the contract, rests in the state and is shown with words. */
export type Failure = {
  [C in ErrorCode]: { readonly code: C; readonly facts: ErrorFacts[C] };
}[ErrorCode];

/** The one error class. Foreign errors are turned into it once, at the edge that understands them. */
export class AppError<C extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'AppError';
  readonly code: C;
  readonly facts: ErrorFacts[C];

  constructor(code: C, facts: ErrorFacts[C], cause?: unknown) {
    super(code, cause === undefined ? undefined : { cause });
    this.code = code;
    this.facts = facts;
  }
}

export function isAppError<C extends ErrorCode>(error: unknown, code?: C): error is AppError<C> {
  return error instanceof AppError && (code === undefined || error.code === code);
}

/** The failure in an error of ours, as data. */
export function failureOf(error: AppError): Failure {
  return { code: error.code, facts: error.facts } as Failure;
}
