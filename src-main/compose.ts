import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Snapshot } from '#shared/contract/things.ts';
import { AppError, type VaultKind, isAppError } from '#shared/errors.ts';
import { secretOf } from '#shared/secret.ts';
import { createAsUser } from './account/as-user.ts';
import { createOwnCredentials } from './account/own-credentials.ts';
import { createOwnPassword } from './account/own-password.ts';
import { createActivity, type RecordActivity } from './activity/activity.ts';
import { recordKeys, recordReplacedKey } from './activity/record-keys.ts';
import { recordObtained } from './activity/record-sessions.ts';
import {
  recordEnrolments,
  recordIdentities,
  recordImport,
  recordMfaDevices,
  recordRoles,
} from './activity/record-things.ts';
import type { Core } from './api/core.ts';
import { createMirror, type Mirror } from './api/mirror.ts';
import { viewOf } from './api/snapshot.ts';
import { createClockSkew } from './aws/clock-skew.ts';
import { createAws } from './aws/sdk-aws.ts';
import { createBackups } from './aws-files/backups.ts';
import { createParseMemory } from './aws-files/parse-memory.ts';
import { watchFiles } from './aws-files/watch.ts';
import { createFileDelivery } from './delivery/file-delivery.ts';
import { isDelivered } from './delivery/is-delivered.ts';
import { keepDelivered } from './delivery/keep-delivered.ts';
import { ownPartOf } from './delivery/own-part.ts';
import { createProcessLine } from './delivery/process-line.ts';
import { tellWritten } from './delivery/tell-written.ts';
import { createEndpoints } from './endpoints/endpoints.ts';
import { createHabits } from './habits/habits.ts';
import { openHabitsDocument } from './habits/habits-document.ts';
import { createIamCredentials } from './identities/iam-credentials.ts';
import { createIdentities } from './identities/identities.ts';
import { createReplaceKey } from './identities/replace-key.ts';
import { keyUsers } from './keys/key-users.ts';
import { keepRead } from './keys/keep-read.ts';
import { createKeys } from './keys/keys.ts';
import { createImport } from './import/create-import.ts';
import { createGuardedVault, type GuardedVault } from './locking/guarded-vault.ts';
import { createLastUse } from './locking/last-use.ts';
import { lockByItself } from './locking/lock-by-itself.ts';
import { createMayServe } from './locking/may-serve.ts';
import { createEnrolments } from './mfa/enrolments.ts';
import { createMfaDevices } from './mfa/mfa-devices.ts';
import { createMfaGuard } from './mfa/mfa-guard.ts';
import { createAnswerNeed, createDecideNeed } from './needs/answer-need.ts';
import { createAskApproval } from './needs/ask-approval.ts';
import { VAULT_CAUSE } from './needs/cause-of.ts';
import { createNeeds, type Needs } from './needs/needs.ts';
import { createRaiseNeed } from './needs/raise-need.ts';
import { createRunCodeCommand } from './mfa/run-code-command.ts';
import type { Clipboard } from './platform/clipboard.ts';
import type { Clock } from './platform/clock.ts';
import type { Environment, Places } from './platform/home.ts';
import { createFileLog, type Log } from './platform/log.ts';
import { findPackageFolder } from './platform/package-folder.ts';
import { createFilesView } from './profiles/create-files-view.ts';
import { createProfiles } from './profiles/create-profiles.ts';
import { awsFilesAt, createFileReader } from './profiles/read-aws-files.ts';
import { keepReminding, type ReminderNotice } from './reminders/keep-reminding.ts';
import { createReminders } from './reminders/reminders.ts';
import { createReport } from './report/report.ts';
import { createRoles } from './roles/roles.ts';
import { joinRotation } from './rotation/join.ts';
import { keepRotating } from './rotation/keep-rotating.ts';
import { vaultKindIn } from './secrets/choose-vault.ts';
import { createVault } from './secrets/create-vault.ts';
import type { ScryptCost } from './secrets/scrypt-key.ts';
import { createAskTime } from './sessions/ask-time.ts';
import { createAnswers, type Answers } from './sessions/answer-at-once.ts';
import { createCredentialProcess, type CredentialProcess } from './sessions/credential-process.ts';
import { keepRenewed } from './sessions/keep-renewed.ts';
import { createObtain } from './sessions/obtain.ts';
import { createSessionBook } from './sessions/session-book.ts';
import { createSessions, type Sessions } from './sessions/sessions.ts';
import { createObtainForTool, type ObtainForTool } from './sessions/tool-credentials.ts';
import { openOwnership } from './state/owned-sections.ts';
import { pinIn } from './state/pin-in.ts';
import { openStateStore } from './state/state-store.ts';
import { createSetDelivery, createSetProfile } from './targets/set-profile.ts';

export interface LatchkeyOptions {
  readonly places: Places;
  readonly environment: Environment;
  readonly clock: Clock;
  readonly surface: Snapshot['app']['surface'];
  readonly version: string;
  readonly practice: boolean;
  readonly clipboard: Clipboard | null;
  readonly openPractice: Core['openPractice'];
  /** For how long nobody has used the computer. Left out where the surface cannot know: then, Latchkey. */
  readonly idleMs?: () => number;
  /** Of a vault's file; tests pass a cheap one. */
  readonly scryptCost?: ScryptCost;
}

/** A whole Latchkey without a surface: what a shell serves, and how it ends. */
export interface Latchkey {
  /** What the handlers of the contract call; `api/routers.ts` makes them of it. */
  readonly core: Core;
  readonly vault: GuardedVault;
  readonly sessions: Sessions;
  /** For doors of their own beside the contract: the container endpoint, `credential_process`. */
  readonly obtainForTool: ObtainForTool;
  readonly needs: Pick<Needs, 'onRaised' | 'onGone'>;
  /** Hears of what is due, once a day at most. Where nobody listens, nothing counts as told. */
  onReminder(listener: (notice: ReminderNotice) => void): void;
  /** Hears what a window would show, now and after each change. */
  readonly follow: Mirror['follow'];
  /** Puts on record what a door of its own does. */
  readonly record: RecordActivity;
  /** For those that ask often and wait for nothing. */
  readonly answers: Answers;
  readonly credentialProcess: CredentialProcess;
  readonly log: Log;
  /** To be called when the computer is about to sleep or its screen was locked: locks, where the settings say so. */
  computerLeft(): void;
  /** To be called when the machine has slept: what ended or is due meanwhile is renewed at once. */
  wakeUp(): void;
  /** Removes what was delivered, where the surface stays and its user expects that, and lets go of the vault. */
  close(options: { readonly withdraw: boolean }): Promise<void>;
}

/**
 * The only place where implementations are chosen and joined. `makeAws` is given by who counts or times
 * the calls. Throws `state/*`, `input/invalid` for the environment.
 */
export async function createLatchkey(
  options: LatchkeyOptions,
  makeAws = createAws,
): Promise<Latchkey> {
  const { places, clock, environment } = options;
  await mkdir(places.home, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new AppError('state/unusable', { path: places.home, reason }, error);
  });
  const log = createFileLog(places.logFile, clock.now, () => randomBytes(4).toString('hex'));
  const state = await openStateStore({ ...places, clock });
  const skew = createClockSkew(clock);
  const vault = createGuardedVault(
    createVault({
      places,
      pins: pinIn(state, places.stateFile),
      clock,
      environment: vaultChoice(environment),
      randomId: () => randomBytes(16).toString('hex'),
      ...(options.scryptCost === undefined ? {} : { cost: options.scryptCost }),
    }),
  );
  const activity = createActivity({
    places,
    sealer: vault.sealer,
    clock,
    onUnexpected: log.unexpected,
  });
  const { record } = activity;
  const aws = makeAws({ skew, clock });
  const guard = createMfaGuard({
    folder: places.mfaFolder,
    lockFolder: places.lockFolder,
    clock,
    awsNow: skew.awsNow,
  });
  const ownership = await openOwnership({ ...places, clock });
  const awsFiles = awsFilesAt(places);
  const backups = createBackups({
    folder: places.backupFolder,
    clock,
    sealer: vault.sealer,
    randomId: () => randomBytes(6).toString('hex'),
    ownPartOf: (document) => ownPartOf(document, ownership.list()),
  });
  let touch = () => {};
  const parse = createParseMemory();
  const readFile = createFileReader(parse);
  const files = createFilesView({
    files: awsFiles,
    readFile,
    backups,
    ownership,
    clock,
    onChange: () => touch(),
  });
  const fileDelivery = createFileDelivery({
    ...places,
    ownership,
    clock,
    parse,
    startBackup: (why) => backups.start({ why, always: false }).beforeReplace,
  });
  const kept = keepDelivered(fileDelivery, {
    clock,
    isThere: async (request) => {
      const read = {
        config: await readFile(awsFiles.config),
        credentials: await readFile(awsFiles.credentials),
      };
      return isDelivered(read, request, ownership);
    },
    onRewritten: files.noteRewritten,
  });
  // A command would have to stay for two seconds; with an app running, it is the app that delivers.
  const isResident = options.surface !== 'command';
  const delivery = tellWritten(isResident ? kept : fileDelivery, files.settle);

  const book = createSessionBook(vault.sealed, () => touch());
  const { secrets } = vault;
  const askTime = createAskTime({ state, aws, secrets, skew, clock });
  const makeSession = createObtain({
    aws,
    secrets,
    guard,
    book,
    skew,
    askTime,
    clock,
    lockFolder: places.lockFolder,
    runCodeCommand: createRunCodeCommand({ environment, clock }),
  });
  const obtain = recordObtained(makeSession, record);
  const needs = createNeeds({ clock, onChange: () => touch() });
  const raiseNeed = createRaiseNeed({ state, needs });
  const processLine = createProcessLine({
    places,
    platform: process.platform,
    ownNode: process.versions['electron'] === undefined ? process.execPath : null,
    environment,
    command: path.join(findPackageFolder(), 'out/main/latchkey.cjs'),
  });
  const sessions = createSessions({
    state,
    book,
    obtain,
    delivery,
    processLine,
    skew,
    needs,
    record,
    onChange: () => touch(),
  });
  const mayServe = createMayServe({ vault, book, skew });
  const obtainForTool = createObtainForTool({
    state,
    sessions,
    mayServe,
    people: isResident
      ? {
          raise: raiseNeed,
          wait: needs.wait,
          askApproval: createAskApproval({
            needs,
            clock,
            randomId: () => randomBytes(8).toString('hex'),
          }),
        }
      : null,
    clock,
  });
  const answers = createAnswers({
    state,
    book,
    sessions,
    obtain: (target) => obtainForTool(target, { by: 'door', whenPersonNeeded: 'raise' }),
    skew,
    clock,
    onUnexpected: log.unexpected,
  });
  const credentialProcess = createCredentialProcess({
    state,
    answers,
    obtainForTool,
    sessions,
    skew,
    clock,
  });
  const renewing = isResident
    ? keepRenewed({
        book,
        sessions,
        isAskedFor: answers.isAskedFor,
        skew,
        askTime,
        clock,
        random: Math.random,
        needs,
        onNeed: raiseNeed,
        onUnexpected: log.unexpected,
      })
    : null;
  const closing = new AbortController();
  const iam = createIamCredentials({ state, secrets, sessions, book, skew });
  const { journals, runs, rotations, aside, switchOver } = joinRotation({
    state,
    sealed: vault.sealed,
    aws,
    secrets,
    iamCredentials: iam,
    sessions,
    book,
    async profilesWithKey(accessKeyId) {
      await files.refresh();
      const found = files.plaintextKeys().filter((key) => key.accessKeyId === accessKeyId);
      return found.map(({ profile }) => profile);
    },
    skew,
    clock,
    lockFolder: places.lockFolder,
    record,
    onChange: () => touch(),
    ended: closing.signal,
  });
  const isUnlocked = () => vault.view().state === 'unlocked';
  const rotating = isResident
    ? keepRotating({
        journals,
        rotations,
        runs,
        isUnlocked,
        skew,
        clock,
        onUnexpected: log.unexpected,
      })
    : null;
  const ownKeys = createKeys({
    state,
    secrets,
    aws,
    iam,
    skew,
    files,
    rotations,
    aside,
    usersOf: (accessKeyId) =>
      keyUsers(accessKeyId, {
        state: state.current(),
        booked: book.all(),
        plaintextKeys: files.plaintextKeys(),
        isNoted: delivery.isNoted,
        nowMs: skew.awsNow(),
      }),
  });
  const keys = recordKeys(ownKeys, record);
  const reminders = createReminders({
    state,
    skew,
    plaintextKeys: files.plaintextKeys,
    rotations: rotations.list,
  });
  const habitsDocument = await openHabitsDocument({ ...places, clock });
  const habits = createHabits({
    document: habitsDocument,
    state,
    clock,
    onUnexpected: log.unexpected,
  });
  const ownIdentities = createIdentities({
    state,
    secrets,
    aws,
    delivery,
    sessions,
    skew,
    iam,
    aside,
  });
  const identities = recordIdentities(ownIdentities, record);
  const ownEnrolments = createEnrolments({
    state,
    secrets,
    sealed: vault.sealed,
    aws,
    guard,
    skew,
    iam,
    clock,
    lockFolder: places.lockFolder,
    onChange: () => touch(),
  });
  const enrolments = recordEnrolments(ownEnrolments, record);
  const reading = isResident
    ? keepRead({
        state,
        keys,
        isUnlocked,
        skew,
        clock,
        random: Math.random,
        onUnexpected: log.unexpected,
      })
    : null;
  const reminding = isResident
    ? keepReminding({
        state,
        reminders,
        skew,
        clock,
        dayOf: (epochMs) => new Date(epochMs).toDateString(),
        onChange: () => touch(),
        onUnexpected: log.unexpected,
      })
    : null;
  const mirror = createMirror(randomBytes(8).toString('hex'), () =>
    viewOf({
      state: state.current(),
      vault: vault.view(),
      sessions,
      needs,
      rotations: rotations.list(),
      skew,
      files,
      reminders,
      enrolments,
      habits,
    }),
  );
  touch = mirror.touch;
  state.onChange(touch);
  habitsDocument.onChange(touch);
  skew.onChange(touch);
  vault.onChange(() => {
    if (vault.view().state === 'unlocked') {
      needs.settle(VAULT_CAUSE, 'done');
      void book
        .refresh()
        .then(() => renewing?.look())
        .catch(log.unexpected);
      void journals
        .refresh()
        .then(() => rotating?.look())
        .catch(log.unexpected);
      if (isResident) void enrolments.finishAtStart().catch(log.unexpected);
    } else {
      if (!vault.isGuarded()) {
        book.forget();
        journals.forget();
        enrolments.forget();
      }
      options.clipboard?.clear().catch(log.unexpected);
    }
    touch();
  });

  const lastUse = createLastUse(clock);
  const locking = isResident
    ? lockByItself({
        settings: () => state.current().settings.lock,
        vault,
        idleMs: options.idleMs ?? lastUse.idleMs,
        clock,
        onUnexpected: log.unexpected,
      })
    : null;

  const lookAtFiles = async () => {
    await kept.look();
    await files.refresh();
  };
  const watching = isResident
    ? watchFiles(
        [places.credentialsFile, places.configFile],
        () => void lookAtFiles().catch(log.unexpected),
      )
    : null;

  const known = state.current();
  const isLineThere = [...known.identities, ...known.roles].some(
    ({ deliver, profile }) => deliver === 'process' && delivery.isNoted(profile),
  );
  // Latchkey or Node may have moved since. Where that fails, the next switch says so.
  if (isLineThere)
    await processLine.install().catch((error: unknown) => {
      if (!isAppError(error)) log.unexpected(error);
    });

  await vault.open();
  if (isUnlocked()) await Promise.all([book.refresh(), journals.refresh()]);

  // The first opening is no deed of anybody's.
  let vaultState = vault.view().state;
  let isClosing = false;
  if (isResident)
    vault.onChange(() => {
      const before = vaultState;
      vaultState = vault.view().state;
      if (vaultState === before || isClosing) return;
      if (vaultState === 'locked') record({ kind: 'locked' });
      else if (vaultState === 'unlocked' && before === 'locked') record({ kind: 'unlocked' });
    });
  const asUser = createAsUser({ state, iam });
  const core: Core = {
    app: {
      version: options.version,
      surface: options.surface,
      practice: options.practice,
      home: places.home,
      credentialsFile: places.credentialsFile,
      configFile: places.configFile,
    },
    state,
    vault,
    mayServe,
    lastUse,
    guard,
    skew,
    sessions,
    obtainForTool,
    needs,
    answerNeed: createAnswerNeed({ state, needs, sessions }),
    decideNeed: createDecideNeed(needs),
    mirror,
    endpoints: createEndpoints(state),
    identities,
    replaceKey: recordReplacedKey(
      createReplaceKey({
        state,
        secrets,
        aws,
        skew,
        aside,
        renewSessions: switchOver.sessions,
      }),
      record,
    ),
    enrolments,
    mfaDevices: recordMfaDevices(
      createMfaDevices({ state, secrets, aws, guard, skew, iam, identities: ownIdentities }),
      record,
      state,
    ),
    roles: recordRoles(createRoles({ state, delivery, sessions }), record),
    activity,
    keys,
    reminders,
    habits,
    report: createReport({ state, aws, iamCredentials: iam, sessions, clock }),
    ownPassword: createOwnPassword({ aws, asUser }),
    ownCredentials: createOwnCredentials({ aws, asUser, skew }),
    profiles: createProfiles({
      ...places,
      files: awsFiles,
      readFile,
      backups,
      ownership,
      book,
      processLine,
      state,
      sessions,
      clock,
      beforeUndo: kept.letGo,
      onWritten: files.refresh,
    }),
    files,
    setProfile: createSetProfile({ state, delivery, book, sessions }),
    setDelivery: createSetDelivery({ state, delivery, book, sessions }),
    import: recordImport(
      createImport({
        places,
        clock,
        state,
        ownership,
        secrets,
        aws,
        sessions,
        startBackup: (why) => backups.start({ why, always: true }),
      }),
      record,
    ),
    rotations,
    clipboard: options.clipboard,
    openPractice: options.openPractice,
  };
  return {
    core,
    vault,
    sessions,
    obtainForTool,
    needs,
    follow: mirror.follow,
    record,
    answers,
    credentialProcess,
    log,
    computerLeft: () => locking?.computerLeft(),
    onReminder: (tell) => reminding?.onTold(tell),
    wakeUp: () => renewing?.wakeUp(),
    async close({ withdraw }) {
      watching?.close();
      locking?.close();
      renewing?.close();
      rotating?.close();
      closing.abort();
      reading?.close();
      reminding?.close();
      try {
        const isOpen = vault.view().state === 'unlocked' || vault.isGuarded();
        if (withdraw && isOpen) await sessions.withdrawAll();
        await Promise.all([habits.settled(), activity.settled()]);
      } finally {
        isClosing = true;
        vault.lock();
      }
    },
  };
}

/** `LATCHKEY_VAULT` and `LATCHKEY_PASSPHRASE`, for unattended use. Throws `input/invalid`. */
function vaultChoice(environment: Environment): {
  kind: VaultKind | null;
  passphrase: ReturnType<typeof secretOf> | null;
} {
  const passphrase = environment['LATCHKEY_PASSPHRASE'];
  return { kind: vaultKindIn(environment), passphrase: passphrase ? secretOf(passphrase) : null };
}
