import { encodeQR } from 'qr';
import { EventPublisher, implement, ORPCError } from '@orpc/server';
import { parseRoleArn, userPathOf } from '#shared/arn.ts';
import { contract } from '#shared/contract/contract.ts';
import { habitItem } from '#shared/search/habit-items.ts';
import { keysLeftOf, unfinishedFacts } from '#shared/removal.ts';
import { withPin, withUse } from '#main/habits/change-habits.ts';
import { remindersOf } from '#main/reminders/rules.ts';
import type { Snooze } from '#main/state/state-document.ts';
import { seedQrContract, type MfaDevice } from '#shared/contract/mfa-devices.ts';
import type { OwnCredential, PasswordPolicy } from '#shared/contract/account.ts';
import type { OwnCredentialKind } from '#shared/contract/values.ts';
import type { Changed } from '#shared/contract/events.ts';
import type { ActivityEntry } from '#shared/contract/activity.ts';
import type { FileDiff } from '#shared/contract/file-diff.ts';
import type { Backup, FileLint, ProfileDiff, UndoOutcome } from '#shared/contract/profile-files.ts';
import type {
  ImportChoice,
  ImportOutcome,
  ImportPlan,
  ImportProgress,
} from '#shared/contract/import-plan.ts';
import type { CredentialReport, ReportStep } from '#shared/contract/report.ts';
import type { KeyConsequences, KeyOutcome } from '#shared/contract/keys.ts';
import type { RotationCheck } from '#shared/contract/rotation.ts';
import type { SnoozeFor } from '#shared/contract/reminders.ts';
import { packSnapshot } from '#shared/contract/snapshot-reply.ts';
import { NO_SESSION_OPTIONS } from '#shared/session-option-rules.ts';
import { DEFAULT_SETTINGS } from '#shared/default-settings.ts';
import type { Habits } from '#shared/contract/habit-records.ts';
import type {
  AccessKey,
  AwsFileView,
  Deliver,
  Endpoint,
  EnrolmentView,
  Identity,
  Need,
  Reminder,
  Role,
  Rotation,
  Snapshot,
  Target,
  Vault,
} from '#shared/contract/things.ts';
import type { Failure } from '#shared/errors.ts';
import { AppError, failureOf } from '#shared/errors.ts';
import { DEFAULT_PASSWORD_POLICY } from '#shared/password-rules.ts';
import { DAY_MS, epochMsOf, instantOf } from '#shared/time.ts';
import { createFakeActivity, type FakeLog } from './fake-activity.ts';

/**
 * Main, as the window sees it, in memory: the whole contract with canned answers. For working on the
 * window and for testing it; what AWS or a keychain would do is set from outside.
 */
export interface FakeMain {
  readonly router: ReturnType<typeof createRouter>;
  snapshot(): Snapshot;
  /** Changes the state as main would, and tells every window. */
  change(
    change: Partial<
      Pick<
        Snapshot,
        'vault' | 'clockSkewSeconds' | 'awsFiles' | 'needs' | 'rotations' | 'enrolments'
      >
    > & {
      readonly targets?: readonly Target[];
      readonly identities?: readonly Identity[];
    },
  ): void;
  /** The next call of that procedure (`targets.switch`) fails so, `times` times. */
  failNext(procedure: string, failure: Failure, times?: number): void;
  /** The next switch, report or rotation of that target asks for a code; so does what its user has in the account. */
  askForCode(target: string, serial: string): void;
  /** How long a switch takes. */
  setSwitchDelay(ms: number): void;
  /** AWS takes its time with reports, and with whose the keys of a take-over are, until it is told to go on. */
  holdAws(): void;
  /** How many wait for that. */
  waitingForAws(): number;
  /** Whoever waits gets it; from now on at once. */
  releaseAws(): void;
  /** Something has happened. */
  addActivity(entry: ActivityEntry): void;
  /** Every call that came, `targets.switch` with its input. */
  readonly calls: readonly { readonly procedure: string; readonly input: unknown }[];
}

export interface FakeMainState {
  readonly app?: Partial<Snapshot['app']>;
  readonly vault?: Vault;
  readonly endpoints?: readonly Endpoint[];
  readonly identities?: readonly Identity[];
  readonly roles?: readonly Role[];
  readonly targets?: readonly Target[];
  /** Files that cannot be looked through. */
  readonly fileFailures?: readonly NonNullable<Target['failure']>[];
  readonly passphrase?: string;
  /** What taking over would do; where it depends on the choice, as main decides it. */
  readonly importPlan?: ImportPlan | ((choice: ImportChoice) => ImportPlan);
  readonly awsFiles?: readonly AwsFileView[];
  /** The answer of `profiles.diff`; by target, and under '' the one without. */
  readonly profileDiffs?: Readonly<Record<string, ProfileDiff>>;
  readonly backups?: readonly Backup[];
  /** What undoing a backup shows, by its id. `changedSince` makes it refuse, unless it insists. */
  readonly undos?: Readonly<Record<string, Pick<UndoOutcome, 'files' | 'changedSince'>>>;
  readonly lints?: readonly FileLint[];
  readonly needs?: readonly Need[];
  readonly rotations?: readonly Rotation[];
  /** What a rotation finds beforehand; otherwise nothing stands against it. */
  readonly rotationCheck?: RotationCheck;
  readonly snoozes?: readonly Snooze[];
  readonly report?: CredentialReport;
  readonly activity?: FakeLog;
  readonly ownCredentials?: readonly OwnCredential[];
  /** Kinds of them that no user may list. */
  readonly credentialsNotTold?: readonly OwnCredentialKind[];
  /** Otherwise the account has no rules of its own; null: nobody may know them. */
  readonly passwordPolicy?: PasswordPolicy | null;
  /** Long-term keys that stand in the AWS files. */
  readonly plaintextKeys?: readonly { readonly accessKeyId: string }[];
  readonly enrolments?: readonly EnrolmentView[];
  readonly habits?: Partial<Habits>;
  /** What AWS has of every user. */
  readonly mfaDevices?: readonly MfaDevice[];
}

export function createFakeMain(
  start: FakeMainState,
  now: () => number = () => Date.now(),
): FakeMain {
  const world = createWorld(start, now);
  return {
    router: createRouter(world),
    snapshot: () => world.snapshot,
    change: (change) =>
      world.commit({
        ...(change.vault === undefined ? {} : { vault: change.vault }),
        ...(change.awsFiles === undefined ? {} : { awsFiles: change.awsFiles }),
        ...(change.needs === undefined ? {} : { needs: change.needs }),
        ...(change.rotations === undefined ? {} : { rotations: change.rotations }),
        ...(change.enrolments === undefined ? {} : { enrolments: change.enrolments }),
        ...(change.clockSkewSeconds === undefined
          ? {}
          : { clockSkewSeconds: change.clockSkewSeconds }),
        ...(change.targets === undefined
          ? {}
          : { targets: { put: [...change.targets], removed: [] } }),
        ...(change.identities === undefined
          ? {}
          : { identities: { put: [...change.identities], removed: [] } }),
      }),
    failNext: (procedure, failure, times = 1) => world.failures.set(procedure, { failure, times }),
    askForCode: (target, serial) => world.codesAsked.set(target, serial),
    setSwitchDelay(ms) {
      world.switchDelayMs = ms;
    },
    holdAws() {
      world.isAwsHeld = true;
    },
    waitingForAws: () => world.awsWaiters.size,
    releaseAws() {
      world.isAwsHeld = false;
      for (const release of world.awsWaiters) release();
    },
    addActivity: world.activity.add,
    calls: world.calls,
  };
}

const FAKE_ENDPOINT: Endpoint = {
  name: 'aws',
  partition: 'aws',
  region: 'eu-west-1',
  stsUrl: null,
  iamUrl: null,
  ssoUrl: null,
  oidcUrl: null,
  signinUrl: null,
  caFile: null,
  writesEndpointUrl: false,
};

const DONE = { kind: 'done' } as const;

interface World {
  snapshot: Snapshot;
  readonly now: () => number;
  readonly events: EventPublisher<{ changed: Changed }>;
  readonly failures: Map<string, { failure: Failure; times: number }>;
  readonly codesAsked: Map<string, string>;
  readonly calls: { procedure: string; input: unknown }[];
  readonly start: FakeMainState;
  readonly activity: ReturnType<typeof createFakeActivity>;
  backups: readonly Backup[];
  undos: Readonly<Record<string, Pick<UndoOutcome, 'files' | 'changedSince'>>>;
  lints: readonly FileLint[];
  snoozes: readonly Snooze[];
  ownCredentials: readonly OwnCredential[];
  switchDelayMs: number;
  isAwsHeld: boolean;
  stoppingImports: AbortController;
  readonly awsWaiters: Set<() => void>;
  commit(change: Omit<Changed, 'epoch' | 'revision'>): void;
}

function createWorld(start: FakeMainState, now: () => number): World {
  const events = new EventPublisher<{ changed: Changed }>();
  const world: World = {
    start,
    activity: createFakeActivity(start.activity ?? { entries: [] }),
    now,
    events,
    failures: new Map(),
    codesAsked: new Map(),
    calls: [],
    snoozes: start.snoozes ?? [],
    ownCredentials: start.ownCredentials ?? [],
    switchDelayMs: 350,
    isAwsHeld: false,
    stoppingImports: new AbortController(),
    awsWaiters: new Set(),
    backups: start.backups ?? [],
    undos: start.undos ?? {},
    lints: start.lints ?? [],
    snapshot: {
      epoch: `fake-${now()}`,
      revision: 0,
      app: {
        version: '0.1.0',
        surface: 'browser',
        practice: false,
        home: '/home/dana/.config/latchkey',
        credentialsFile: '/home/dana/.aws/credentials',
        configFile: '/home/dana/.aws/config',
        ...start.app,
      },
      vault: start.vault ?? { kind: 'keychain', state: 'unlocked', failure: null },
      endpoints: [...(start.endpoints ?? [FAKE_ENDPOINT])],
      identities: [...(start.identities ?? [])],
      roles: [...(start.roles ?? [])],
      targets: [...(start.targets ?? [])],
      awsFiles: [...(start.awsFiles ?? [fakeAwsFile('credentials'), fakeAwsFile('config')])],
      needs: [...(start.needs ?? [])],
      rotations: [...(start.rotations ?? [])],
      reminders: [],
      settings: DEFAULT_SETTINGS,
      habits: { pinned: [], uses: [], ...start.habits },
      enrolments: [...(start.enrolments ?? [])],
      clockSkewSeconds: 0,
    },
    commit(change) {
      const changed: Changed = {
        epoch: world.snapshot.epoch,
        revision: world.snapshot.revision + 1,
        ...change,
      };
      world.snapshot = {
        ...world.snapshot,
        revision: changed.revision,
        settings: changed.settings ?? world.snapshot.settings,
        endpoints: merged(world.snapshot.endpoints, changed.endpoints),
        identities: merged(world.snapshot.identities, changed.identities),
        roles: merged(world.snapshot.roles, changed.roles),
        targets: merged(world.snapshot.targets, changed.targets),
        awsFiles: changed.awsFiles ?? world.snapshot.awsFiles,
        needs: changed.needs ?? world.snapshot.needs,
        rotations: changed.rotations ?? world.snapshot.rotations,
        habits: changed.habits ?? world.snapshot.habits,
        enrolments: changed.enrolments ?? world.snapshot.enrolments,
        vault: changed.vault ?? world.snapshot.vault,
        clockSkewSeconds:
          changed.clockSkewSeconds === undefined
            ? world.snapshot.clockSkewSeconds
            : changed.clockSkewSeconds,
      };
      world.snapshot.reminders = remindersIn(world);
      events.publish('changed', { ...changed, reminders: world.snapshot.reminders });
    },
  };
  world.snapshot.reminders = remindersIn(world);
  return world;
}

function ownerOf(world: World, accessKeyId: string): Identity {
  const owner = world.snapshot.identities.find(({ keys }) =>
    keys?.keys.some((key) => key.accessKeyId === accessKeyId),
  );
  if (owner === undefined) throw new AppError('key/not-known', { accessKeyId });
  return owner;
}

function consequencesOf(world: World, accessKeyId: string): KeyConsequences {
  const owner = ownerOf(world, accessKeyId);
  const key = owner.keys?.keys.find((one) => one.accessKeyId === accessKeyId);
  if (key === undefined) throw new AppError('key/not-known', { accessKeyId });
  const isOurs = owner.accessKeyId === accessKeyId;
  const running = world.snapshot.targets.filter(({ session }) => session.state === 'active');
  const files = (world.start.plaintextKeys ?? []).filter((one) => one.accessKeyId === accessKeyId);
  return {
    identity: owner.name,
    userName: owner.userName ?? 'root',
    key,
    isOurs,
    isLast: isOurs,
    users: {
      identities: isOurs ? [owner.name] : [],
      sessions: running.flatMap(({ name, profile, session }) =>
        isOurs && session.state === 'active' && name.startsWith(owner.name)
          ? [{ session: name, expiresAt: session.expiresAt, profile }]
          : [],
      ),
      profiles: [],
      files: files.map(() => ({
        path: world.snapshot.app.credentialsFile,
        profile: 'default',
        line: 2,
      })),
    },
  };
}

function changeKeys(
  world: World,
  accessKeyId: string,
  change: (key: AccessKey) => AccessKey | null,
): KeyOutcome {
  const owner = ownerOf(world, accessKeyId);
  const keys = (owner.keys?.keys ?? []).flatMap((key) => {
    const changed = key.accessKeyId === accessKeyId ? change(key) : key;
    return changed === null ? [] : [changed];
  });
  const inventory = owner.keys === null ? null : { ...owner.keys, keys };
  return { kind: 'done', identity: putIdentity(world, { ...owner, keys: inventory }) };
}

/** By main's own rule. */
function remindersIn({ snapshot, snoozes, start, now }: World): Reminder[] {
  return remindersOf({
    identities: snapshot.identities,
    settings: snapshot.settings.reminders,
    snoozes,
    plaintextKeys: start.plaintextKeys ?? [],
    rotations: snapshot.rotations,
    nowMs: now(),
  });
}

function snooze(world: World, id: string, howLong: SnoozeFor | null) {
  const lengthMs = { day: DAY_MS, week: 7 * DAY_MS, key: null };
  const ms = howLong === null ? null : lengthMs[howLong];
  const until = ms === null ? null : instantOf(world.now() + ms);
  world.snoozes = world.snoozes.filter((other) => other.id !== id);
  if (howLong !== null)
    world.snoozes = [...world.snoozes, { id, at: instantOf(world.now()), until }];
  world.commit({});
  return {};
}

/** Of no seed that anybody has. */
function encodedRows(): string[] {
  return encodeQR('otpauth://totp/Practice?secret=GEZDGNBVGY3TQOJQ', 'raw', { border: 4 }).map(
    (row) => row.map((isDark) => (isDark ? '1' : '0')).join(''),
  );
}

function noteUse(world: World, item: string) {
  world.commit({ habits: withUse(world.snapshot.habits, item, world.now()) });
  return {};
}

function putScopes(world: World, name: string, scopes: Role['scopes']): Role {
  const changed = { ...known(world.snapshot.roles, name, 'role'), scopes };
  world.commit({ roles: { put: [changed], removed: [] } });
  return changed;
}

/** The serial of the device whose code is missing; 000000 is a code that AWS refuses. */
function codeAskedOf(world: World, target: string, mfaCode: string | undefined): string | null {
  const serial = world.codesAsked.get(target);
  if (serial === undefined) return null;
  if (mfaCode === undefined) return serial;
  if (mfaCode === '000000') throw new AppError('mfa/code-refused', { serial, generated: false });
  world.codesAsked.delete(target);
  return null;
}

/** Answers once the code is there that it takes, if it takes one. */
function ofAccount<T>(
  world: World,
  { identity, mfaCode }: { readonly identity: string; readonly mfaCode?: string | undefined },
  answer: () => T,
) {
  const serial = codeAskedOf(world, identity, mfaCode);
  return serial === null ? answer() : { kind: 'mfa-needed' as const, identity, serial };
}

async function* reportSteps(
  world: World,
  how: {
    readonly report: CredentialReport;
    readonly target: string;
    readonly serial: string | null;
    readonly signal: AbortSignal | undefined;
  },
): AsyncGenerator<ReportStep, void> {
  const { report, target, serial } = how;
  if (serial !== null) {
    yield { kind: 'mfa-needed', target, serial };
    return;
  }
  yield { kind: 'waiting', waitedSeconds: 0 };
  if (world.isAwsHeld) {
    yield { kind: 'waiting', waitedSeconds: 4 };
    await releaseOf(world, how.signal);
  }
  yield { kind: 'report', report };
}

/** As main's own interceptor has it, for handlers and for what they tell in steps. */
function asReply(error: unknown): unknown {
  if (!(error instanceof AppError)) return error;
  const { code } = error;
  return new ORPCError('LATCHKEY', {
    defined: true,
    status: 400,
    data: failureOf(error),
    message: code,
  });
}

async function* importSteps<S>(
  world: World,
  signal: AbortSignal | undefined,
  last: () => S,
): AsyncGenerator<ImportProgress | S, void> {
  if (world.isAwsHeld) {
    yield { kind: 'progress', doing: 'asking', done: 3, of: 12, name: 'AKIA…7QNE' };
    await releaseOf(world, signal).catch((error: unknown) => {
      throw asReply(error);
    });
  }
  yield last();
}

/** Ends when AWS goes on, or nobody listens any more. */
async function releaseOf(world: World, signal: AbortSignal | undefined): Promise<void> {
  let release = () => {};
  await new Promise<void>((resolve, reject) => {
    release = resolve;
    world.awsWaiters.add(release);
    signal?.addEventListener('abort', () => reject(signal.reason as Error));
  }).finally(() => world.awsWaiters.delete(release));
}

/** What a test has put there: how a rotation comes along is told with `change`. */
function rotationOf(
  world: World,
  { identity, mfaCode }: { readonly identity: string; readonly mfaCode?: string | undefined },
) {
  const serial = world.codesAsked.get(identity);
  if (serial !== undefined && mfaCode === undefined)
    return { kind: 'mfa-needed' as const, identity, serial };
  return { kind: 'rotation' as const, rotation: knownRotation(world, identity) };
}

function knownRotation(world: World, identity: string): Rotation {
  const rotation = world.snapshot.rotations.find(({ identities }) => identities.includes(identity));
  if (rotation === undefined) throw new AppError('rotation/nothing-to-do', { identity });
  return rotation;
}

function endNeed(world: World, id: string) {
  world.commit({ needs: world.snapshot.needs.filter((need) => need.id !== id) });
  return {};
}

function merged<T extends { readonly name: string }>(
  things: readonly T[],
  change: { readonly put: readonly T[]; readonly removed: readonly string[] } | undefined,
): T[] {
  if (change === undefined) return [...things];
  const byName = new Map(things.map((thing) => [thing.name, thing]));
  for (const name of change.removed) byName.delete(name);
  for (const thing of change.put) byName.set(thing.name, thing);
  return [...byName.values()];
}

function createRouter(world: World) {
  const os = implement({ ...contract, ...seedQrContract }).use(async ({ next, path }, input) => {
    const procedure = path.join('.');
    world.calls.push({ procedure, input });
    const planned = world.failures.get(procedure);
    if (planned !== undefined && planned.times > 0) {
      planned.times -= 1;
      throw new ORPCError('LATCHKEY', {
        defined: true,
        status: 400,
        data: planned.failure,
        message: planned.failure.code,
      });
    }
    try {
      return await next({});
    } catch (error) {
      throw asReply(error);
    }
  });

  return os.router({
    snapshot: os.snapshot.handler(() => packSnapshot(world.snapshot)),
    events: os.events.handler(({ signal }) =>
      world.events.subscribe('changed', signal === undefined ? {} : { signal }),
    ),
    vault: {
      create: os.vault.create.handler(({ input }) =>
        setVault(world, { kind: input.kind, state: 'unlocked', failure: null }),
      ),
      unlock: os.vault.unlock.handler(({ input }) => {
        const { passphrase } = world.start;
        if (passphrase !== undefined && input.passphrase !== passphrase)
          throw new AppError('vault/wrong-passphrase', {});
        return setVault(world, { ...world.snapshot.vault, state: 'unlocked', failure: null });
      }),
      lock: os.vault.lock.handler(() =>
        setVault(world, { ...world.snapshot.vault, state: 'locked' }),
      ),
    },
    settings: {
      show: os.settings.show.handler(() => world.snapshot.settings),
      change: os.settings.change.handler(({ input }) => {
        world.commit({ settings: { ...world.snapshot.settings, ...given(input) } });
        return world.snapshot.settings;
      }),
    },
    keys: {
      consequences: os.keys.consequences.handler(({ input }) =>
        consequencesOf(world, input.accessKeyId),
      ),
      setStatus: os.keys.setStatus.handler(({ input: { accessKeyId, status, insist } }) => {
        const { users } = consequencesOf(world, accessKeyId);
        const usedBy = users.identities.map((name) => `identity ${name}`);
        if (status === 'inactive' && usedBy.length > 0 && insist !== true)
          throw new AppError('key/in-use', { accessKeyId, usedBy, isLast: true });
        return changeKeys(world, accessKeyId, (key) => ({ ...key, status }));
      }),
      delete: os.keys.delete.handler(({ input: { accessKeyId, insist } }) => {
        if (consequencesOf(world, accessKeyId).key.status === 'active' && insist !== true)
          throw new AppError('key/still-active', { accessKeyId });
        return changeKeys(world, accessKeyId, () => null);
      }),
    },
    reminders: {
      list: os.reminders.list.handler(() => world.snapshot.reminders),
      snooze: os.reminders.snooze.handler(({ input }) => snooze(world, input.id, input.for)),
      setThresholds: os.reminders.setThresholds.handler(({ input }) =>
        putIdentity(world, {
          ...known(world.snapshot.identities, input.identity, 'identity'),
          keyThresholds: input.thresholds,
        }),
      ),
    },
    habits: {
      pin: os.habits.pin.handler(({ input: { target, ...pinning } }) => {
        world.commit({ habits: withPin(world.snapshot.habits, target, pinning) });
        return {};
      }),
      note: os.habits.note.handler(({ input }) => noteUse(world, input.item)),
    },
    activity: {
      list: os.activity.list.handler(({ input: { limit = 1000 } }) => world.activity.list(limit)),
      follow: os.activity.follow.handler(({ signal }) =>
        Promise.resolve(world.activity.follow(signal)),
      ),
    },
    report: {
      make: os.report.make.handler(async ({ input: { target, mfaCode }, signal }) => {
        const { report } = world.start;
        if (report === undefined) throw new AppError('report/not-ready', { seconds: 300 });
        known(world.snapshot.targets, target, 'target');
        const serial = codeAskedOf(world, target, mfaCode);
        return reportSteps(world, { report, target, serial, signal });
      }),
    },
    account: {
      passwordPolicy: os.account.passwordPolicy.handler(({ input }) =>
        ofAccount(world, input, () => {
          const { passwordPolicy = DEFAULT_PASSWORD_POLICY } = world.start;
          return { kind: 'policy' as const, policy: passwordPolicy };
        }),
      ),
      changePassword: os.account.changePassword.handler(() => DONE),
      credentials: os.account.credentials.handler(({ input }) =>
        ofAccount(world, input, () => ({
          kind: 'credentials' as const,
          credentials: [...world.ownCredentials],
          notTold: [...(world.start.credentialsNotTold ?? [])],
        })),
      ),
      setStatus: os.account.setStatus.handler(({ input }) => {
        world.ownCredentials = world.ownCredentials.map((credential) =>
          credential.id === input.id ? { ...credential, status: input.status } : credential,
        );
        return DONE;
      }),
      delete: os.account.delete.handler(({ input }) => {
        world.ownCredentials = world.ownCredentials.filter(({ id }) => id !== input.id);
        return DONE;
      }),
    },
    endpoints: {
      list: os.endpoints.list.handler(() => world.snapshot.endpoints),
      add: os.endpoints.add.handler(({ input }) => {
        const added: Endpoint = { ...FAKE_ENDPOINT, ...given(input) };
        world.commit({ endpoints: { put: [added], removed: [] } });
        return added;
      }),
      remove: os.endpoints.remove.handler(({ input }) => {
        world.commit({ endpoints: { put: [], removed: [input.name] } });
        return {};
      }),
    },
    identities: {
      list: os.identities.list.handler(() => world.snapshot.identities),
      show: os.identities.show.handler(({ input }) =>
        known(world.snapshot.identities, input.name, 'identity'),
      ),
      add: os.identities.add.handler(({ input }) => {
        // What real ids would prove: one that ends in ROOT is the root user's.
        if (input.accessKeyId.endsWith('ROOT') && input.allowRoot !== true) {
          throw new AppError('identity/root-key', { accountId: '123456789012' });
        }
        return addIdentity(world, input);
      }),
      remove: os.identities.remove.handler(({ input }) => {
        const usedBy = world.snapshot.roles
          .filter(({ source }) => source === input.name)
          .map(({ name }) => name);
        if (usedBy.length > 0)
          throw new AppError('input/in-use', { kind: 'identity', name: input.name, usedBy });
        const identity = known(world.snapshot.identities, input.name, 'identity');
        const rotation =
          world.snapshot.rotations.find(
            ({ identities, state }) =>
              identities.includes(input.name) && (state === 'resting' || state === 'running'),
          ) ?? null;
        if (rotation?.identities.length === 1 && input.insist !== true)
          throw new AppError('rotation/unfinished', unfinishedFacts(identity, rotation));
        const gone = { put: [], removed: [input.name] };
        world.commit({ identities: gone, targets: gone });
        return { keysLeft: keysLeftOf(identity, rotation) };
      }),
      replaceKey: os.identities.replaceKey.handler(({ input: { name, accessKeyId } }) => {
        const before = known(world.snapshot.identities, name, 'identity');
        // What real ids would prove: one that ends in OTHER is another user's.
        if (accessKeyId.endsWith('OTHER'))
          throw new AppError('identity/key-of-other-user', {
            identity: name,
            arn: 'arn:aws:iam::123456789012:user/other',
            expectedArn: before.arn,
          });
        const identity = { ...before, accessKeyId, keys: null };
        world.commit({ identities: { put: [identity], removed: [] } });
        return { identity, leftSessions: [] };
      }),
      refresh: os.identities.refresh.handler(({ input }) =>
        known(world.snapshot.identities, input.name, 'identity'),
      ),
    },
    mfa: {
      add: os.mfa.add.handler(({ input }) => {
        const identity = known(world.snapshot.identities, input.identity, 'identity');
        if (input.seed?.includes('!') === true) {
          throw new AppError('mfa/seed-invalid', {
            position: input.seed.indexOf('!') + 1,
            character: '!',
          });
        }
        return putIdentity(world, {
          ...identity,
          mfaSerial: input.serial ?? identity.mfaSerial ?? serialOf(identity),
          hasSeed: input.seed !== undefined,
          mfaProcess:
            input.seed === undefined && input.process === undefined ? identity.mfaProcess : null,
        });
      }),
      code: os.mfa.code.handler(({ input }) => codeOf(world, input.identity)),
      forget: os.mfa.forget.handler(({ input }) =>
        putIdentity(world, {
          ...known(world.snapshot.identities, input.identity, 'identity'),
          mfaSerial: null,
          hasSeed: false,
          mfaProcess: null,
        }),
      ),
      copyCode: os.mfa.copyCode.handler(() => ({ copied: false })),
    },
    mfaDevices: {
      list: os.mfaDevices.list.handler(() => ({ devices: [...(world.start.mfaDevices ?? [])] })),
      enrol: os.mfaDevices.enrol.handler(({ input }) => {
        const identity = known(world.snapshot.identities, input.identity, 'identity');
        world.commit({ enrolments: [] });
        return {
          kind: 'enrolled' as const,
          identity: putIdentity(world, {
            ...identity,
            mfaSerial: serialOf(identity),
            hasSeed: true,
            mfaProcess: null,
          }),
          mayBeOutOfStep: false,
        };
      }),
      cancelEnrolment: os.mfaDevices.cancelEnrolment.handler(() => {
        world.commit({ enrolments: [] });
        return { kind: 'cancelled' as const };
      }),
      resync: os.mfaDevices.resync.handler(() => ({})),
      remove: os.mfaDevices.remove.handler(({ input }) => {
        const identity = known(world.snapshot.identities, input.identity, 'identity');
        putIdentity(world, { ...identity, mfaSerial: null, hasSeed: false, mfaProcess: null });
        return { kind: 'removed' as const };
      }),
    },
    mfaSeedQr: os.mfaSeedQr.handler(() => ({ rows: encodedRows() })),
    roles: {
      list: os.roles.list.handler(() => world.snapshot.roles),
      show: os.roles.show.handler(({ input }) => {
        const role = known(world.snapshot.roles, input.name, 'role');
        return { role, plan: { steps: [], because: [] } };
      }),
      add: os.roles.add.handler(({ input }) => {
        if (world.snapshot.targets.some(({ name }) => name === input.name)) {
          throw new AppError('input/name-taken', { kind: 'role', name: input.name });
        }
        const added: Role = {
          name: input.name,
          roleArn: input.roleArn,
          source: input.source,
          mfa: input.mfa ?? 'session',
          profile: input.profile ?? input.name,
          deliver: input.deliver ?? 'file',
          region: input.region ?? null,
          durationSeconds: input.durationSeconds ?? null,
          externalId: input.externalId ?? null,
          sessionName: input.sessionName ?? null,
          ...NO_SESSION_OPTIONS,
          scopes: [],
          ...given(input),
        };
        world.commit({
          roles: { put: [added], removed: [] },
          targets: { put: [roleTarget(added)], removed: [] },
        });
        return added;
      }),
      setScope: os.roles.setScope.handler(({ input }) => {
        const { scopes } = known(world.snapshot.roles, input.role, 'role');
        const others = scopes.filter(({ name }) => name !== input.scope.name);
        return putScopes(world, input.role, others.toSpliced(input.at ?? Infinity, 0, input.scope));
      }),
      restore: os.roles.restore.handler(({ input: { role } }) => {
        world.commit({
          roles: { put: [role], removed: [] },
          targets: { put: [roleTarget(role)], removed: [] },
        });
        return role;
      }),
      removeScope: os.roles.removeScope.handler(({ input }) => {
        const { scopes } = known(world.snapshot.roles, input.role, 'role');
        return putScopes(
          world,
          input.role,
          scopes.filter(({ name }) => name !== input.scope),
        );
      }),
      change: os.roles.change.handler(({ input }) => {
        const role = known(world.snapshot.roles, input.name, 'role');
        const changed: Role = { ...role, ...given(input) };
        world.commit({ roles: { put: [changed], removed: [] } });
        return changed;
      }),
      remove: os.roles.remove.handler(({ input }) => {
        const gone = { put: [], removed: [input.name] };
        world.commit({ roles: gone, targets: gone });
        return {};
      }),
    },
    targets: {
      list: os.targets.list.handler(() => world.snapshot.targets),
      switch: os.targets.switch.handler(async ({ input }) => {
        const target = known(world.snapshot.targets, input.target, 'target');
        const serial = world.codesAsked.get(target.name);
        if (serial !== undefined && input.mfaCode === undefined) {
          return { kind: 'mfa-needed', target: target.name, serial } as const;
        }
        world.codesAsked.delete(target.name);
        putTarget(world, { ...target, session: { state: 'starting', waitingForCodeUntil: null } });
        await new Promise((resolve) => setTimeout(resolve, world.switchDelayMs));
        const seconds = input.durationSeconds ?? (target.kind === 'identity' ? 43_200 : 3600);
        const started = putTarget(world, {
          ...target,
          failure: null,
          failedAt: null,
          session: {
            state: 'active',
            startedAt: instantOf(world.now()),
            expiresAt: instantOf(world.now() + seconds * 1000),
            deliveredTo: { profile: target.profile, path: world.snapshot.app.credentialsFile },
          },
        });
        noteUse(world, habitItem('target', target.name));
        return { kind: 'started', target: started, reused: false } as const;
      }),
      stop: os.targets.stop.handler(({ input }) => {
        putTarget(world, {
          ...known(world.snapshot.targets, input.target, 'target'),
          session: { state: 'none' },
        });
        return {};
      }),
      stopAll: os.targets.stopAll.handler(() => {
        const active = world.snapshot.targets.filter(({ session }) => session.state === 'active');
        const put = active.map((target): Target => ({ ...target, session: { state: 'none' } }));
        world.commit({ targets: { put, removed: [] } });
        return { stopped: active.map(({ name }) => name) };
      }),
      setDelivery: os.targets.setDelivery.handler(({ input: { target: name, deliver } }) => {
        const target = known(world.snapshot.targets, name, 'target');
        return putTarget(world, { ...target, deliver });
      }),
      setProfile: os.targets.setProfile.handler(({ input }) =>
        putTarget(world, {
          ...known(world.snapshot.targets, input.target, 'target'),
          profile: input.profile,
          failure: null,
          failedAt: null,
        }),
      ),
    },
    needs: {
      answer: os.needs.answer.handler(({ input }) => {
        const need = world.snapshot.needs.find(({ id }) => id === input.id);
        if (input.mfaCode === '000000' && need?.failure.code === 'mfa/code-needed') {
          const serial = String(need.failure.facts['serial']);
          throw new AppError('mfa/code-refused', { serial, generated: false });
        }
        endNeed(world, input.id);
        return { used: need !== undefined };
      }),
      decide: os.needs.decide.handler(({ input }) => endNeed(world, input.id)),
      setAside: os.needs.setAside.handler(({ input }) => endNeed(world, input.id)),
    },
    rotation: {
      check: os.rotation.check.handler(
        ({ input }) =>
          world.start.rotationCheck ?? {
            identity: input.identity,
            oldKeyId: known(world.snapshot.identities, input.identity, 'identity').accessKeyId,
            canStart: true,
            findings: [],
            keys: null,
          },
      ),
      start: os.rotation.start.handler(({ input }) => rotationOf(world, input)),
      resume: os.rotation.resume.handler(({ input }) => rotationOf(world, input)),
      rollBack: os.rotation.rollBack.handler(({ input }) => rotationOf(world, input)),
      pause: os.rotation.pause.handler(({ input }) => {
        const failure = { code: 'rotation/paused', facts: {} };
        const rotation = { ...knownRotation(world, input.identity), proof: null, failure };
        world.commit({ rotations: [{ ...rotation, state: 'resting', waitsFor: 'again' }] });
        return {};
      }),
      finish: os.rotation.finish.handler(({ input }) => rotationOf(world, input)),
      deleteOrphan: os.rotation.deleteOrphan.handler(({ input }) => rotationOf(world, input)),
    },
    profiles: {
      diff: os.profiles.diff.handler(({ input }) => {
        if (input.target !== undefined) known(world.snapshot.targets, input.target, 'target');
        return (
          world.start.profileDiffs?.[input.target ?? ''] ?? { files: [], owned: [], failure: null }
        );
      }),
      backups: os.profiles.backups.handler(() => [...world.backups]),
      undo: os.profiles.undo.handler(({ input }) => undo(world, input)),
      lints: os.profiles.lints.handler(() => ({
        lints: [...world.lints],
        failures: [...(world.start.fileFailures ?? [])],
      })),
      fixLint: os.profiles.fixLint.handler(({ input }) => {
        const lint = world.lints.find(({ id, fix }) => id === input.id && fix?.hash === input.hash);
        if (lint === undefined)
          throw new AppError('files/changed-since-preview', {
            path: world.snapshot.app.credentialsFile,
          });
        world.lints = world.lints.filter((other) => other !== lint);
        const awsFiles = world.snapshot.awsFiles.map((file) =>
          file.path === lint.path
            ? { ...file, revision: `${file.revision}'`, lintCount: Math.max(0, file.lintCount - 1) }
            : file,
        );
        world.commit({ awsFiles });
        return {};
      }),
    },
    import: {
      plan: os.import.plan.handler(({ input, signal }) =>
        Promise.resolve(
          importSteps(world, signal, () => ({
            kind: 'plan' as const,
            plan: importPlanFor(world, input),
          })),
        ),
      ),
      apply: os.import.apply.handler(({ input }) =>
        Promise.resolve(
          importSteps(world, world.stoppingImports.signal, () => ({
            kind: 'outcome' as const,
            outcome: applyImport(world, input),
          })),
        ),
      ),
      stop: os.import.stop.handler(() => {
        world.stoppingImports.abort(new AppError('import/stopped', {}));
        world.stoppingImports = new AbortController();
        return {};
      }),
    },
    practice: {
      open: os.practice.open.handler(() => ({ url: 'http://127.0.0.1:40404/#practice' })),
    },
  });
}

/** Puts the canned backup on top of the list as an `undo` of its own, as main would. */
function undo(
  world: World,
  {
    backup: id,
    preview,
    insist,
  }: {
    readonly backup?: string | undefined;
    readonly preview?: boolean | undefined;
    readonly insist?: boolean | undefined;
  },
): UndoOutcome {
  const backup = world.backups.find((candidate) => candidate.id === (id ?? world.backups[0]?.id));
  if (backup === undefined) throw new AppError('files/no-backup', { backup: id ?? null });
  const { files, changedSince } = world.undos[backup.id] ?? { files: [], changedSince: [] };
  if (preview === true) return { backup, files, changedSince, done: false };
  if (changedSince[0] !== undefined && insist !== true)
    throw new AppError('files/changed-since', { path: changedSince[0] });
  const own: Backup = {
    ...backup,
    id: `undo-${world.backups.length}`,
    takenAt: instantOf(world.now()),
    why: 'undo',
  };
  world.backups = [own, ...world.backups].slice(0, 10);
  touchFiles(world);
  return { backup, files, changedSince, done: true };
}

function fakeAwsFile(kind: AwsFileView['kind']): AwsFileView {
  const file = {
    kind,
    path: `/home/dana/.aws/${kind}`,
    exists: true,
    revision: '1',
    changedAt: '2026-11-23T09:00:00Z',
  };
  return { ...file, lintCount: 0, restorable: null, rewritten: null, failure: null };
}

const EMPTY_IMPORT_PLAN: ImportPlan = {
  token: 'empty',
  keys: [],
  identities: [],
  roles: [],
  left: [],
  warnings: [],
  files: [],
  failures: [],
};

function importPlanFor(world: World, choice: ImportChoice): ImportPlan {
  const { importPlan = EMPTY_IMPORT_PLAN } = world.start;
  return typeof importPlan === 'function' ? importPlan(choice) : importPlan;
}

/** Does what the canned plan says: its new targets appear, and its identities are switched to when asked. */
function applyImport(
  world: World,
  {
    token,
    switchAfterwards,
    ...choice
  }: ImportChoice & {
    readonly token?: string | undefined;
    readonly switchAfterwards?: boolean | undefined;
  },
): ImportOutcome {
  const plan = importPlanFor(world, choice);
  if (token !== undefined && token !== plan.token) throw new AppError('import/changed', {});
  const identities = plan.identities.filter(({ standing }) => standing === 'new');
  const roles = plan.roles.filter(({ standing }) => standing === 'new');
  for (const { name, profile, region, mfaSerial } of identities) {
    addIdentity(world, {
      name,
      profile,
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      ...(region === null ? {} : { region }),
      ...(mfaSerial === null ? {} : { mfaSerial }),
    });
  }
  for (const { standing: _, ...planned } of roles) {
    const role: Role = { ...planned, deliver: 'file', ...NO_SESSION_OPTIONS, scopes: [] };
    world.commit({
      roles: { put: [role], removed: [] },
      targets: { put: [roleTarget(role)], removed: [] },
    });
  }
  const backup = backUp(world, plan.files);
  const switched =
    switchAfterwards === true
      ? plan.identities.map(({ name }) => ({ kind: 'started' as const, target: name }))
      : [];
  const waiting = switchAfterwards === true ? plan.roles : [...plan.identities, ...plan.roles];
  return {
    identities: identities.map(({ name }) => name),
    roles: roles.map(({ name }) => name),
    changedFiles: plan.files.map(({ path }) => path),
    backup,
    switched,
    toSwitch: waiting.map(({ name }) => name),
  };
}

/** What undoes a change: the same, the other way round. */
function backUp(world: World, files: readonly FileDiff[]): string | null {
  if (files.length === 0) return null;
  const id = `change-${world.backups.length}`;
  world.undos = { ...world.undos, [id]: { files: files.map(turned), changedSince: [] } };
  const backup: Backup = {
    id,
    takenAt: instantOf(world.now()),
    why: 'lock away 1 key',
    files: files.map(({ path }) => ({ path, existed: true })),
  };
  world.backups = [backup, ...world.backups].slice(0, 10);
  touchFiles(world);
  return id;
}

/** A change, the other way round. */
export function turned({ path, lines }: FileDiff): FileDiff {
  const kinds = { same: 'same', gap: 'gap', added: 'removed', removed: 'added' } as const;
  return {
    path,
    lines: lines.map(({ kind, before, after, text }) => ({
      kind: kinds[kind],
      before: after,
      after: before,
      text,
    })),
  };
}

function touchFiles(world: World): void {
  world.commit({
    awsFiles: world.snapshot.awsFiles.map((file) => ({
      ...file,
      restorable: null,
      revision: `${file.revision}'`,
    })),
  });
}

function known<T extends { readonly name: string }>(
  things: readonly T[],
  name: string,
  kind: 'identity' | 'role' | 'target',
): T {
  const found = things.find((thing) => thing.name === name);
  if (found === undefined) throw new AppError('input/unknown', { kind, name });
  return found;
}

/** What was given of an input: without the properties that are there but undefined. */
function given<T extends object>(input: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

function setVault(world: World, vault: Vault): Vault {
  world.commit({ vault });
  return vault;
}

function putIdentity(world: World, identity: Identity): Identity {
  world.commit({ identities: { put: [identity], removed: [] } });
  return identity;
}

function putTarget(world: World, target: Target): Target {
  world.commit({ targets: { put: [target], removed: [] } });
  return target;
}

function addIdentity(
  world: World,
  input: {
    readonly name: string;
    readonly accessKeyId: string;
    readonly endpoint?: string | undefined;
    readonly profile?: string | undefined;
    readonly deliver?: Deliver | undefined;
    readonly region?: string | undefined;
    readonly mfaSerial?: string | undefined;
    readonly mfaSeed?: string | undefined;
    readonly durationSeconds?: number | undefined;
  },
): Identity {
  if (world.snapshot.targets.some(({ name }) => name === input.name)) {
    throw new AppError('input/name-taken', { kind: 'identity', name: input.name });
  }
  const base = { name: input.name, accountId: '123456789012' };
  const hasSeed = input.mfaSeed !== undefined;
  const added: Identity = {
    ...base,
    kind: 'iam-user',
    endpoint: input.endpoint ?? 'aws',
    accessKeyId: input.accessKeyId,
    accountAlias: 'acme-prod',
    userName: input.name,
    arn: `arn:aws:iam::${base.accountId}:user/${base.name}`,
    mfaSerial: input.mfaSerial ?? (hasSeed ? serialOf(base) : null),
    hasSeed,
    mfaProcess: null,
    profile: input.profile ?? input.name,
    deliver: input.deliver ?? 'file',
    region: input.region ?? null,
    durationSeconds: input.durationSeconds ?? null,
    keys: {
      readAt: instantOf(world.now()),
      isComplete: true,
      keys: [
        {
          accessKeyId: input.accessKeyId,
          status: 'active',
          createdAt: instantOf(world.now()),
          lastUse: { kind: 'never' },
        },
      ],
      mfaDevices: null,
    },
    keyThresholds: null,
  };
  world.commit({
    identities: { put: [added], removed: [] },
    targets: { put: [identityTarget(added)], removed: [] },
  });
  return added;
}

function serialOf({
  name,
  accountId,
}: {
  readonly name: string;
  readonly accountId: string;
}): string {
  return `arn:aws:iam::${accountId}:mfa/${name}`;
}

export function identityTarget(identity: Identity): Target {
  return {
    name: identity.name,
    kind: 'identity',
    accountId: identity.accountId,
    accountAlias: identity.accountAlias,
    principal: identity.userName ?? 'root',
    path: userPathOf(identity.arn),
    endpoint: identity.endpoint,
    region: identity.region ?? 'eu-west-1',
    profile: identity.profile,
    deliver: identity.deliver,
    session: { state: 'none' },
    failure: null,
    failedAt: null,
  };
}

export function roleTarget(role: Role): Target {
  const { accountId, path, roleName } = parseRoleArn(role.roleArn);
  return {
    name: role.name,
    kind: 'role',
    accountId,
    accountAlias: null,
    principal: roleName,
    path,
    endpoint: 'aws',
    region: role.region ?? 'eu-west-1',
    profile: role.profile,
    deliver: role.deliver,
    session: { state: 'none' },
    failure: null,
    failedAt: null,
  };
}

/** Codes that look right and change when real ones do. */
function codeOf(world: World, identity: string) {
  const found = known(world.snapshot.identities, identity, 'identity');
  if (found.mfaSerial === null) throw new AppError('mfa/no-device', { identity });
  if (!found.hasSeed) throw new AppError('mfa/no-seed', { identity, serial: found.mfaSerial });
  const step = Math.floor(world.now() / 30_000);
  const digits = (value: number) =>
    String((value * 7_919 + identity.length * 104_729) % 1_000_000).padStart(6, '0');
  const target = world.snapshot.targets.find(({ name }) => name === identity);
  const startedAt = target?.session.state === 'active' ? epochMsOf(target.session.startedAt) : 0;
  return {
    identity,
    serial: found.mfaSerial,
    code: digits(step),
    nextCode: digits(step + 1),
    validUntil: instantOf((step + 1) * 30_000),
    used: Math.floor(startedAt / 30_000) === step,
  };
}
