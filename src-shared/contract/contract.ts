import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { accountContract } from './account.ts';
import { activityContract, sessionAsker } from './activity.ts';
import { changed } from './events.ts';
import { done, empty, procedure } from './procedure.ts';
import { backup, fileLint, profileDiff, undoOutcome } from './profile-files.ts';
import { mfaDevicesContract } from './mfa-devices.ts';
import { importContract } from './import-plan.ts';
import { rotationContract } from './rotation.ts';
import { givenSessionOptions } from './session-options.ts';
import { habitsContract } from './habits.ts';
import { keysContract } from './keys.ts';
import { remindersContract } from './reminders.ts';
import { reportContract } from './report.ts';
import { scope, scopeName } from './scope.ts';
import { snapshotReply } from './snapshot-reply.ts';
import { lockSettings, reminderSettings, settings } from './settings.ts';
import {
  accessKey,
  deliver,
  endpoint,
  failure,
  identity,
  need,
  plan,
  role,
  roleMfa,
  target,
  vault,
} from './things.ts';
import {
  accountId,
  durationSeconds,
  externalId,
  longTermKeyId,
  instant,
  mfaCode,
  mfaProcess,
  mfaSerial,
  name,
  plainText,
  region,
  roleArn,
  roleSessionName,
  serviceUrl,
} from './values.ts';

/** Pasted text may bring blanks and a line end along; a secret has neither inside. */
const secretAccessKey = z
  .string()
  .trim()
  .min(16, 'a secret access key is longer')
  .max(256)
  .regex(/^\S+$/, 'it has a blank inside');
/** Base32 or an otpauth:// URI; read and judged in `mfa/otpauth.ts`, which names the position. */
const seedText = z.string().min(1, 'it is empty').max(4096);
const passphrase = z.string().min(1, 'it is empty').max(1024);

const switchOutcome = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('started'), target, reused: z.boolean() }),
  /** No seed is stored: a person must read the code off the device and switch again with it. */
  z.strictObject({ kind: z.literal('mfa-needed'), target: name, serial: mfaSerial }),
]);

export const mfaCodeReply = z.strictObject({
  identity: name,
  serial: mfaSerial,
  code: mfaCode,
  nextCode: mfaCode,
  validUntil: instant,
  /** AWS has answered a call with this code: it will not take it again. */
  used: z.boolean(),
});
export type MfaCodeReply = z.infer<typeof mfaCodeReply>;

/**
 * THE list of what the window and the command line may ask for. Procedures are intentions, never
 * mechanisms; inputs are strict, outputs are parsed on their way out, so nothing undeclared crosses.
 * Secrets flow inward only. To add a request: a line here, a handler in `src-main/api`.
 */
export const contract = {
  snapshot: procedure.input(empty).output(snapshotReply),
  /** Every change from now on. Fetch the snapshot after subscribing. */
  events: procedure.input(empty).output(eventIterator(changed)),

  vault: {
    /** Chooses where secrets rest, once. Throws `vault/exists`, `vault/passphrase-weak`, `vault/absent`. */
    create: procedure
      .input(
        z.strictObject({ kind: z.enum(['keychain', 'file']), passphrase: passphrase.optional() }),
      )
      .output(vault),
    /** Throws `vault/wrong-passphrase`, `vault/damaged`. A keychain is asked again. */
    unlock: procedure.input(z.strictObject({ passphrase: passphrase.optional() })).output(vault),
    lock: procedure.input(empty).output(vault),
  },

  settings: {
    show: procedure.input(empty).output(settings),
    /** Changes what is given. */
    change: procedure
      .input(
        z.strictObject({ reminders: reminderSettings.optional(), lock: lockSettings.optional() }),
      )
      .output(settings),
  },

  keys: keysContract,
  reminders: remindersContract,
  habits: habitsContract,
  report: reportContract,
  account: accountContract,
  activity: activityContract,

  endpoints: {
    list: procedure.input(empty).output(z.array(endpoint)),
    add: procedure
      .input(
        z.strictObject({
          name,
          partition: endpoint.shape.partition.optional(),
          region: region.optional(),
          stsUrl: serviceUrl.optional(),
          iamUrl: serviceUrl.optional(),
          ssoUrl: serviceUrl.optional(),
          oidcUrl: serviceUrl.optional(),
          signinUrl: serviceUrl.optional(),
          caFile: plainText(4096).optional(),
          writesEndpointUrl: z.boolean().optional(),
        }),
      )
      .output(endpoint),
    remove: procedure.input(z.strictObject({ name })).output(done),
  },

  identities: {
    list: procedure.input(empty).output(z.array(identity)),
    show: procedure.input(z.strictObject({ name })).output(identity),
    /**
     * Proves the key with GetCallerIdentity, then stores it. With a seed, its device's serial is found
     * by ListMFADevices where not given. Throws `identity/root-key` unless `allowRoot`.
     */
    add: procedure
      .input(
        z.strictObject({
          name,
          endpoint: name.optional(),
          accessKeyId: longTermKeyId,
          secretAccessKey,
          profile: name.optional(),
          deliver: deliver.optional(),
          region: region.optional(),
          durationSeconds: durationSeconds.optional(),
          mfaSerial: mfaSerial.optional(),
          mfaSeed: seedText.optional(),
          allowRoot: z.boolean().optional(),
        }),
      )
      .output(identity),
    /**
     * Stops its session first. `keysLeft`: what AWS goes on having. Throws `input/in-use` while roles rest on it,
     * and `rotation/unfinished` unless `insist`, where a rotation would end by it.
     */
    remove: procedure
      .input(z.strictObject({ name, insist: z.boolean().optional() }))
      .output(
        z.strictObject({ keysLeft: z.array(accessKey.pick({ accessKeyId: true, status: true })) }),
      ),
    /**
     * Lets it, and those that share its key, sign in with another key of the same user, proven as in `add`. Roles,
     * device and settings stay. Throws `identity/key-of-other-user`, `rotation/running`.
     */
    replaceKey: procedure
      .input(z.strictObject({ name, accessKeyId: longTermKeyId, secretAccessKey }))
      .output(
        z.strictObject({
          identity,
          /** Targets whose delivered sessions were made from the old key and could not be made anew. */
          leftSessions: z.array(name),
        }),
      ),
    /** Reads the key's age and last use again. */
    refresh: procedure.input(z.strictObject({ name })).output(identity),
  },

  mfa: {
    /**
     * Sets an identity's device; with a seed Latchkey makes its codes. `process` null forgets the command
     * that prints them: one is set through `socketContract` only. Throws `mfa/seed-invalid`,
     * `mfa/serial-of-other-user`.
     */
    add: procedure
      .input(
        z.strictObject({
          identity: name,
          serial: mfaSerial.optional(),
          seed: seedText.optional(),
          process: z.null().optional(),
        }),
      )
      .output(identity),
    code: procedure.input(z.strictObject({ identity: name })).output(mfaCodeReply),
    /** Forgets the device and its seed here; nothing changes in AWS. */
    forget: procedure.input(z.strictObject({ identity: name })).output(identity),
    /** Puts the code on the clipboard of the machine and takes it off after 30 s. `copied` is false where the surface has no clipboard of its own. */
    copyCode: procedure
      .input(z.strictObject({ identity: name }))
      .output(z.strictObject({ copied: z.boolean() })),
  },

  mfaDevices: mfaDevicesContract,

  roles: {
    list: procedure.input(empty).output(z.array(role)),
    show: procedure.input(z.strictObject({ name })).output(z.strictObject({ role, plan })),
    /** Throws `role/cycle`, `input/unknown` for the source, `input/name-taken`. */
    add: procedure
      .input(
        z.strictObject({
          name,
          roleArn,
          source: name,
          mfa: roleMfa.optional(),
          profile: name.optional(),
          deliver: deliver.optional(),
          region: region.optional(),
          durationSeconds: role.shape.durationSeconds.unwrap().optional(),
          externalId: externalId.optional(),
          sessionName: roleSessionName.optional(),
          ...givenSessionOptions,
        }),
      )
      .output(role),
    /** Changes what is given. A live session of the role is not touched. */
    change: procedure
      .input(
        z.strictObject({
          name,
          roleArn: roleArn.optional(),
          source: name.optional(),
          mfa: roleMfa.optional(),
          region: region.nullable().optional(),
          durationSeconds: role.shape.durationSeconds.optional(),
          externalId: externalId.nullable().optional(),
          sessionName: roleSessionName.nullable().optional(),
          ...givenSessionOptions,
        }),
      )
      .output(role),
    remove: procedure.input(z.strictObject({ name })).output(done),
    /** Puts a role back that was removed, as it was. Throws `input/name-taken`, `input/unknown` for its source. */
    restore: procedure.input(z.strictObject({ role })).output(role),
    /**
     * Puts it in the place of the scope by that name, or adds it: after the others, or where `at` says. Throws
     * `input/invalid`.
     */
    setScope: procedure
      .input(z.strictObject({ role: name, scope, at: z.number().int().min(0).optional() }))
      .output(role),
    /** Throws `input/unknown`. */
    removeScope: procedure.input(z.strictObject({ role: name, scope: scopeName })).output(role),
  },

  targets: {
    list: procedure.input(empty).output(z.array(target)),
    /**
     * Gets or reuses a session of the target and delivers it. `mfaCode` where no seed is stored.
     * `replaceChanged`: our own section may be replaced although somebody else changed it.
     */
    switch: procedure
      .input(
        z.strictObject({
          target: name,
          durationSeconds: durationSeconds.optional(),
          mfaCode: mfaCode.optional(),
          replaceChanged: z.boolean().optional(),
        }),
      )
      .output(switchOutcome),
    /** Forgets the session and removes what was delivered. Stopping what is not running is no error. */
    stop: procedure
      .input(z.strictObject({ target: name, replaceChanged: z.boolean().optional() }))
      .output(done),
    stopAll: procedure.input(empty).output(z.strictObject({ stopped: z.array(name) })),
    /** Delivers in another way from now on; what is delivered is moved over. Throws `files/profile-taken`, `process/no-node`. */
    setDelivery: procedure.input(z.strictObject({ target: name, deliver })).output(target),
    /** Delivers under another profile name from now on; what was delivered under the old one is removed. */
    setProfile: procedure.input(z.strictObject({ target: name, profile: name })).output(target),
  },

  needs: {
    /** A code of the device that a need waits for; not used where the need is over. Throws `mfa/code-refused`, `aws/*`. */
    answer: procedure
      .input(z.strictObject({ id: need.shape.id, mfaCode }))
      .output(z.strictObject({ used: z.boolean() })),
    /** Whether a program may have what it asks for. Only a window answers it: `scope/only-in-window`. */
    decide: procedure.input(z.strictObject({ id: need.shape.id, allow: z.boolean() })).output(done),
    /** Shown no more, and not told again for a quarter of an hour; what waits goes on waiting. */
    setAside: procedure.input(z.strictObject({ id: need.shape.id })).output(done),
  },

  profiles: {
    /**
     * What switching to a target would write, or, without one, what has changed since the newest backups.
     * Reads only; every secret is masked. Throws `input/unknown`, `files/*`.
     */
    diff: procedure.input(z.strictObject({ target: name.optional() })).output(profileDiff),
    /** What can be put back, newest first. */
    backups: procedure.input(empty).output(z.array(backup)),
    /**
     * Puts the files of a backup (default: the latest one that differs) back, byte for byte, after a
     * backup of what is there now. Throws `files/no-backup`, `files/changed-since` unless `insist`,
     * `files/backup-unreadable`, `files/*`, `vault/*`.
     */
    undo: procedure
      .input(
        z.strictObject({
          backup: z.string().max(200).optional(),
          preview: z.boolean().optional(),
          insist: z.boolean().optional(),
        }),
      )
      .output(undoOutcome),
    /** What is odd in the AWS files, with the fix where a safe one exists. Reads only. */
    lints: procedure
      .input(empty)
      .output(z.strictObject({ lints: z.array(fileLint), failures: z.array(failure) })),
    /** Does what was previewed, nothing else. Throws `files/changed-since-preview`, `files/*`, `vault/*`. */
    fixLint: procedure
      .input(z.strictObject({ id: z.string().max(200), hash: z.string().max(200) }))
      .output(done),
  },

  import: importContract,
  rotation: rotationContract,

  practice: {
    /** Starts the practice account with a Latchkey of its own, in a throw-away home; its address works once. */
    open: procedure.input(empty).output(z.strictObject({ url: z.string().nullable() })),
  },
};

export type Contract = typeof contract;

/**
 * What only the local socket serves, to the `latchkey` command of the same user. It is no part of
 * `contract`, so no window can ask, and no page that has taken over a window.
 */
export const socketContract = {
  /**
   * Sets an identity's device, and the command that prints its codes: code of the user's choice, which
   * a window must not be able to choose (docs/decisions/0007). Throws `mfa/serial-of-other-user`.
   */
  setMfaProcess: procedure
    .input(z.strictObject({ identity: name, serial: mfaSerial.optional(), process: mfaProcess }))
    .output(identity),
  /** The one reply besides the console URL that carries a secret. */
  credentials: procedure
    .input(
      z.strictObject({
        /** A target, or a profile that a target is delivered under. */
        name,
        durationSeconds: durationSeconds.optional(),
        mfaCode: mfaCode.optional(),
        /** Nobody sits before the caller: where a person is needed, the app tells its user and waits for 50 s. */
        waitForPerson: z.boolean().optional(),
        /** One of the role’s scopes. Throws `scope/*` where the user is asked and does not allow it. */
        scope: scopeName.optional(),
        /** What the caller calls itself: shown to the user who is asked, and believed by nobody. */
        program: plainText(64).optional(),
        /** For the activity log: the command, unless it says that a tool has started it. */
        by: sessionAsker.extract(['command', 'process']).optional(),
      }),
    )
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({
          kind: z.literal('credentials'),
          accessKeyId: z.string(),
          secretAccessKey: z.string(),
          sessionToken: z.string(),
          expiration: instant,
          accountId,
          region,
          /** Set when the endpoint has its own URLs and says that tools should follow. */
          endpointUrl: z.string().nullable(),
        }),
        z.strictObject({ kind: z.literal('mfa-needed'), target: name, serial: mfaSerial }),
      ]),
    ),
};
export type SocketContract = typeof socketContract;

const openDoor = {
  kind: z.literal('open'),
  target: name,
  /** On 127.0.0.1, for as long as this Latchkey runs and the target is not stopped. */
  url: z.string(),
  region,
  /** Set when the endpoint has its own URLs and says that tools should follow. */
  endpointUrl: z.string().nullable(),
};
const doorInput = z.strictObject({ name, mfaCode: mfaCode.optional() });
const mfaNeeded = z.strictObject({
  kind: z.literal('mfa-needed'),
  target: name,
  serial: mfaSerial,
});

/**
 * What the command asks of the Latchkey that runs, over the local socket only: a door for other programs
 * on this machine. No window can ask. The replies hold no secret: the token is in a file of mode 0600.
 */
export const doorContract = {
  /** The container credentials endpoint for a target (contracts.md §2.2). */
  openContainer: procedure
    .input(doorInput)
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ ...openDoor, tokenFile: z.string() }),
        mfaNeeded,
      ]),
    ),
  /** Instance metadata of a target, which asks nobody for a token of ours (contracts.md §2.3). */
  openMetadata: procedure
    .input(doorInput)
    .output(z.discriminatedUnion('kind', [z.strictObject(openDoor), mfaNeeded])),
};
export type DoorContract = typeof doorContract;

/**
 * What a second start of Latchkey asks the one that runs, over the local socket: its window. Browser
 * mode answers with an address that opens one, once; the desktop app shows its own and answers null.
 */
export const windowContract = {
  openWindow: procedure.input(empty).output(z.strictObject({ url: z.string().nullable() })),
};
export type WindowContract = typeof windowContract;

/** Where the user wants the window to be. */
export const windowPlace = z.discriminatedUnion('view', [
  /** With that target selected. */
  z.strictObject({ view: z.literal('switch'), target: name.nullable() }),
  z.strictObject({ view: z.literal('keys') }),
]);
export type WindowPlace = z.infer<typeof windowPlace>;

/** What the desktop app serves to its own window and nobody else asks for. */
export const desktopContract = {
  /** What is chosen in the tray, from now on. It lies in no address: it says where to look and does nothing. */
  places: procedure.input(empty).output(eventIterator(windowPlace)),
};
export type DesktopContract = typeof desktopContract;
