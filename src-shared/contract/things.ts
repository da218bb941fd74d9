import * as z from 'zod';
import { habits } from './habit-records.ts';
import { scope } from './scope.ts';
import { keyThresholds, settings } from './settings.ts';
import { sessionOptions } from './session-options.ts';
import {
  accessKeyId,
  accountId,
  durationSeconds,
  externalId,
  instant,
  mfaProcess,
  mfaSerial,
  name,
  plainText,
  region,
  roleArn,
  roleSessionName,
  serviceUrl,
} from './values.ts';

/**
 * The things Latchkey talks about, as schemas. They serve three times: what crosses the contract,
 * what rests in the state document, and the types of both. Nothing here can hold a secret.
 */

/** Where calls go. Its URLs are null where AWS's own address for the Region is meant. */
export const endpoint = z.strictObject({
  name,
  partition: z.string().regex(/^aws[a-z-]*$/),
  region,
  stsUrl: serviceUrl.nullable(),
  iamUrl: serviceUrl.nullable(),
  ssoUrl: serviceUrl.nullable(),
  oidcUrl: serviceUrl.nullable(),
  signinUrl: serviceUrl.nullable(),
  /** A PEM file of certificate authorities to trust besides the system's. */
  caFile: plainText(4096).nullable(),
  /** Whether profiles of this endpoint carry `endpoint_url`, so that AWS's tools follow. */
  writesEndpointUrl: z.boolean(),
});
export type Endpoint = z.infer<typeof endpoint>;

/**
 * How a target's profile gets credentials. `file`: keys in the credentials file, made anew before they end.
 * `process`: a `credential_process` line in the config file, by which tools ask Latchkey themselves.
 */
export const deliver = z.enum(['file', 'process']);
export type Deliver = z.infer<typeof deliver>;

/** `gone`: AWS has said that it knows the key no more, or does not take it. */
export const keyStatus = z.enum(['active', 'inactive', 'expired', 'gone']);
export type KeyStatus = z.infer<typeof keyStatus>;

/** The last use that AWS tells of, to some minutes; Latchkey's own reading of the inventory is none. */
export const lastUse = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('unknown') }),
  z.strictObject({ kind: z.literal('never') }),
  z.strictObject({
    kind: z.literal('used'),
    at: instant,
    /** As AWS spells them, `s3` and `us-east-1`; null where only the time is known. */
    service: plainText(64).nullable(),
    region: plainText(64).nullable(),
  }),
]);
export type LastUse = z.infer<typeof lastUse>;

export const accessKey = z.strictObject({
  accessKeyId,
  status: keyStatus,
  /** Null where AWS does not say. */
  createdAt: instant.nullable(),
  lastUse,
});
export type AccessKey = z.infer<typeof accessKey>;

/** The access keys of an identity's user, as AWS told them last. */
export const keyInventory = z.strictObject({
  /** When that was; without a connection it stays. */
  readAt: instant,
  /** Whether AWS let us list them; otherwise there is only the identity's own. */
  isComplete: z.boolean(),
  /** The identity's own key is always among them. AWS allows two. */
  keys: z.array(accessKey).max(8),
  /** Serials of the user's MFA devices; null where AWS does not let us list them. */
  mfaDevices: z.array(plainText(256)).max(64).nullable(),
});
export type KeyInventory = z.infer<typeof keyInventory>;

/** An IAM user who signs in with an access key. The secret and the MFA seed rest in the vault. */
export const identity = z.strictObject({
  name,
  kind: z.literal('iam-user'),
  endpoint: name,
  accessKeyId,
  accountId,
  accountAlias: plainText(63).nullable(),
  /** Null for the root user. */
  userName: plainText(128).nullable(),
  arn: plainText(2048),
  mfaSerial: mfaSerial.nullable(),
  /** Whether Latchkey holds the seed of that device and makes its codes. */
  hasSeed: z.boolean(),
  /** The command that prints that device's codes, where one was set; then there is no seed. */
  mfaProcess: mfaProcess.nullable(),
  /** The profile under which the identity's own session is delivered. */
  profile: name,
  deliver,
  region: region.nullable(),
  durationSeconds: durationSeconds.nullable(),
  /** Null until AWS has been asked for the first time. */
  keys: keyInventory.nullable(),
  /** When its keys are called due, overdue and unused; null as for everybody (`settings.reminders`). */
  keyThresholds: keyThresholds.nullable(),
});
export type Identity = z.infer<typeof identity>;

export const roleMfa = z.enum(['session', 'direct', 'none']);
export type RoleMfa = z.infer<typeof roleMfa>;

/** Something to assume, from an identity or from another role. */
export const role = z.strictObject({
  name,
  roleArn,
  /** The name of the identity or role whose credentials call AssumeRole. */
  source: name,
  /**
   * `session`: from the identity's MFA session, one code for many roles, at most 1 h.
   * `direct`: AssumeRole itself carries the code, up to the role's maximum. `none`: no MFA.
   */
  mfa: roleMfa,
  profile: name,
  deliver,
  region: region.nullable(),
  durationSeconds: durationSeconds
    .max(43_200, 'the longest session of a role is 43,200 seconds')
    .nullable(),
  externalId: externalId.nullable(),
  sessionName: roleSessionName.nullable(),
  ...sessionOptions.shape,
  scopes: z.array(scope).max(50, 'there are more than 50 scopes').default([]),
});
export type Role = z.infer<typeof role>;

/** A failure as data (errors.ts has the closed union; its facts are small and never secret). */
export const failure = z.strictObject({
  code: z.string(),
  facts: z.record(
    z.string(),
    z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]),
  ),
});

/** One call of a plan, in the order it will be made. */
export const planStep = z.discriminatedUnion('call', [
  z.strictObject({
    call: z.literal('GetSessionToken'),
    identity: name,
    durationSeconds: z.number(),
    mfaSerial: z.string().nullable(),
  }),
  z.strictObject({
    call: z.literal('AssumeRole'),
    roleArn: z.string(),
    role: name,
    durationSeconds: z.number(),
    mfaSerial: z.string().nullable(),
  }),
]);
export type PlanStep = z.infer<typeof planStep>;

/** How credentials of a target are got, and why so: `because` holds keys of `words/plan.ts`. */
export const plan = z.strictObject({
  steps: z.array(planStep),
  because: z.array(
    z.enum([
      'identity-has-mfa-device',
      'identity-has-no-mfa-device',
      'role-from-mfa-session',
      'role-direct-with-mfa',
      'role-without-mfa',
      'role-chaining-limits-to-one-hour',
      'role-limited-by-session-policy',
      'tags-go-on',
    ]),
  ),
});
export type Plan = z.infer<typeof plan>;

export const sessionState = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('none') }),
  z.strictObject({
    state: z.literal('starting'),
    /** Set while waiting for the next code of the MFA device: the moment it may be sent. */
    waitingForCodeUntil: instant.nullable(),
  }),
  z.strictObject({
    state: z.literal('active'),
    startedAt: instant,
    /** The moment AWS named. */
    expiresAt: instant,
    /** Where it was delivered; null when only kept (for `exec`, `env`, `credentials`). */
    deliveredTo: z.strictObject({ profile: name, path: z.string() }).nullable(),
  }),
  z.strictObject({ state: z.literal('expired'), expiresAt: instant }),
]);
export type SessionState = z.infer<typeof sessionState>;

/** What one can switch to, as a row shows it. How it is got follows from what is configured: `plan.ts`. */
export const target = z.strictObject({
  name,
  kind: z.enum(['identity', 'role']),
  accountId,
  accountAlias: z.string().nullable(),
  /** The user's or role's own name. */
  principal: z.string(),
  /** The path before it in its ARN, `/` mostly. */
  path: z.string(),
  endpoint: name,
  region,
  profile: name,
  deliver,
  session: sessionState,
  /** Why it cannot be switched to as it is configured, else the last failure since the last success. */
  failure: failure.nullable(),
  failedAt: instant.nullable(),
});
export type Target = z.infer<typeof target>;

export const vault = z.strictObject({
  /** Null until the user (or the environment) has chosen. */
  kind: z.enum(['keychain', 'file']).nullable(),
  state: z.enum(['not-chosen', 'locked', 'unlocked', 'unavailable']),
  /** Why it is unavailable, or why the keychain cannot be chosen on this machine. */
  failure: failure.nullable(),
});
export type Vault = z.infer<typeof vault>;

/** One of the user's two AWS files, as far as Latchkey watches it. */
export const awsFile = z.strictObject({
  kind: z.enum(['credentials', 'config']),
  path: z.string(),
  exists: z.boolean(),
  /** Another one whenever the content is another; it says nothing about the content. */
  revision: z.string(),
  /** When it was written last, by whomever. */
  changedAt: instant.nullable(),
  /** How many oddities `profiles.lints` would list. */
  lintCount: z.number().int(),
  /** Somebody has emptied the file, and this backup has what it held: to be offered, never done unasked. */
  restorable: z.strictObject({ backup: z.string() }).nullable(),
  /** Another program put an older copy of the file back within two seconds, so Latchkey wrote its profile again. */
  rewritten: z.strictObject({ profile: name, at: instant }).nullable(),
  /** Why it cannot be read. */
  failure: failure.nullable(),
});
export type AwsFileView = z.infer<typeof awsFile>;

/** Something that only a person can do: one for each cause, however many targets wait for it. */
export const need = z.strictObject({
  /** Opaque; the same for the same cause. */
  id: z.string().max(4096),
  failure,
  targets: z.array(z.string()),
  since: instant,
});
export type Need = z.infer<typeof need>;

/** The steps of a rotation, in their order; `delete` is the last of all, after the days of grace. */
export const rotationStep = z.enum(['create', 'store', 'prove', 'switch', 'deactivate', 'delete']);
export type RotationStep = z.infer<typeof rotationStep>;

/**
 * What a rotation rests for. `person`: with a failure, somebody who knows whether it may go on all the same; without
 * one, somebody who has the key deleted that is out of use. `again`: to be gone on with when what failed has been
 * mended. `aws` and `itself` pass: Latchkey goes on when AWS knows the key, or when it can. `update`: a newer
 * Latchkey has written what this one does not understand, and of `steps` none is known.
 */
export const rotationWait = z.enum([
  'code',
  'aws',
  'itself',
  'orphan',
  'person',
  'grace',
  'again',
  'update',
]);
export type RotationWait = z.infer<typeof rotationWait>;

/**
 * The rotation of one user's access key, as far as it has come. It outlives the process: what is begun is
 * in a journal, and goes on from there.
 */
export const rotation = z.strictObject({
  /** Opaque; the same for the same user. */
  id: z.string(),
  endpoint: name,
  accountId,
  userName: z.string(),
  /** Those of Latchkey's identities that use the key, or did before the switch. */
  identities: z.array(name),
  oldKeyId: accessKeyId,
  newKeyId: accessKeyId.nullable(),
  /** `back`: it is rolled back, and `steps` say how far that has come. */
  direction: z.enum(['forward', 'back']),
  /** `resting`: nothing happens until `waitsFor` comes. */
  state: z.enum(['running', 'resting', 'done', 'rolled-back']),
  /** Null for what is not done yet, or was taken back. */
  steps: z.array(z.strictObject({ step: rotationStep, at: instant.nullable() })),
  /** How far the new key is proven, while that goes on: STS and IAM must each know it so often in a row, for so long. */
  proof: z
    .strictObject({
      sts: z.number().int(),
      iam: z.number().int(),
      neededSuccesses: z.number().int(),
      seconds: z.number().int(),
      neededSeconds: z.number().int(),
    })
    .nullable(),
  /** Why it went no further the last time, and when that was. */
  failure: failure.nullable(),
  failedAt: instant.nullable(),
  waitsFor: rotationWait.nullable(),
  /** When it came so far, since which nothing went on; null where it does not rest. */
  waitsSince: instant.nullable(),
  /** Until when the old key is kept, inactive, so that one can go back. */
  graceEndsAt: instant.nullable(),
  /** Whether it is deleted then without asking again. */
  deletesItself: z.boolean(),
  /** A key that AWS made and whose secret was lost on its way: of no use to anybody, and it takes one of two places. */
  orphan: z.strictObject({ accessKeyId, createdAt: instant }).nullable(),
  /** Targets whose delivered keys were made from the old one and could not be made anew: they end by themselves. */
  leftSessions: z.array(z.string()),
  canRollBack: z.boolean(),
  startedAt: instant,
});
export type Rotation = z.infer<typeof rotation>;

/**
 * What is wrong with a key or its user, from which a person should be free sooner or later. `due` and `overdue`:
 * its age. `unused`: not used for long, or never. `leftover`: a second key that is inactive. `second-unknown`: a
 * second active key, which Latchkey has not made. `orphan`: AWS made it for a rotation, and its secret was lost on
 * the way. `gone`: AWS does not take the key that we hold. `plaintext`: its secret stands in the AWS files.
 * `grace-over`: the old key of a rotation waits to be deleted. `rotation-waits`: it waits for something else that
 * does not pass by itself, or has not for long.
 */
export const reminderKind = z.enum([
  'gone',
  'orphan',
  'rotation-waits',
  'root-key',
  'overdue',
  'due',
  'grace-over',
  'plaintext',
  'second-unknown',
  'leftover',
  'unused',
  'no-mfa',
]);
export type ReminderKind = z.infer<typeof reminderKind>;

export const reminder = z.strictObject({
  /** The same for the same kind, identity and key. */
  id: z.string().max(512),
  kind: reminderKind,
  /** Null for a key in the AWS files that no identity has. */
  identity: name.nullable(),
  /** Null where it is about the user. */
  accessKeyId: accessKeyId.nullable(),
  /** Whole days: the age of the key, of `unused` since the last use. */
  days: z.number().int().nullable(),
  since: instant.nullable(),
  /** Set while the person wants not to be told; `until` null: as long as it is about this key. */
  snooze: z.strictObject({ until: instant.nullable() }).nullable(),
  tone: z.enum(['notice', 'warn', 'danger']),
  /** Of `rotation-waits`: what it waits for, and what it failed with. */
  rotation: rotation.pick({ failure: true }).extend({ waitsFor: rotationWait }).nullable(),
});
export type Reminder = z.infer<typeof reminder>;

/** An enrolment that is under way, or has stopped: one for each user. */
export const enrolmentView = z.strictObject({
  identity: name,
  deviceName: plainText(128),
  serial: mfaSerial,
  /**
   * What is being done, or is to be done next: as `EnrolmentStep` of `src-main/mfa/enrolment-steps.ts`. `update`: a
   * newer Latchkey has written what this one does not understand.
   */
  step: z.enum(['create', 'clear', 'store', 'enable', 'settle', 'adopt', 'update']),
  isRunning: z.boolean(),
  /** Set while it waits until two codes may be sent that were not sent before. */
  waitingForCodesUntil: instant.nullable(),
  /** Why it stopped; null too where Latchkey itself was stopped. */
  failure: failure.nullable(),
});
export type EnrolmentView = z.infer<typeof enrolmentView>;

/** Everything a window shows. One snapshot first, then the changes by events. */
export const snapshot = z.strictObject({
  /** Changes with the process too: an event of another process never fits. */
  epoch: z.string(),
  revision: z.number().int(),
  app: z.strictObject({
    version: z.string(),
    surface: z.enum(['desktop', 'browser', 'command']),
    /** Whether this is the practice account: the window says so. */
    practice: z.boolean(),
    home: z.string(),
    credentialsFile: z.string(),
    configFile: z.string(),
  }),
  vault,
  endpoints: z.array(endpoint),
  identities: z.array(identity),
  roles: z.array(role),
  targets: z.array(target),
  /** Credentials first, then config. A delivered profile that somebody else changed or removed shows as its target's failure. */
  awsFiles: z.array(awsFile),
  /** Oldest first. */
  needs: z.array(need),
  /** Unfinished ones, and the last that ended of each user. */
  rotations: z.array(rotation),
  /** The gravest first, those that are snoozed among them. */
  reminders: z.array(reminder),
  settings,
  habits,
  /** MFA devices that are being made, or whose making has stopped. */
  enrolments: z.array(enrolmentView),
  /** How far our clock is from AWS's, by the last reply; null before the first. Positive: ours is ahead. */
  clockSkewSeconds: z.number().nullable(),
});
export type Snapshot = z.infer<typeof snapshot>;
