import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Aws } from '#main/aws/aws.ts';
import { createClockSkew } from '#main/aws/clock-skew.ts';
import { createAws } from '#main/aws/sdk-aws.ts';
import { createIamCredentials } from '#main/identities/iam-credentials.ts';
import { createIdentities } from '#main/identities/identities.ts';
import { createEnrolments } from '#main/mfa/enrolments.ts';
import { createMfaDevices } from '#main/mfa/mfa-devices.ts';
import { createMfaGuard } from '#main/mfa/mfa-guard.ts';
import { startPracticeAccount } from '#main/practice/start-practice-account.ts';
import type { PracticeOptions } from '#main/practice/practice-account.ts';
import { createSessionBook } from '#main/sessions/session-book.ts';
import { emptyState } from '#main/state/state-document.ts';
import { secretOf } from '#shared/secret.ts';
import type { Identity } from '#shared/contract/things.ts';
import { FAKE_ASIDE } from '#test/fakes/fake-aside.ts';
import { createFakeClock } from '#test/fakes/fake-clock.ts';
import { FAKE_PROCESS_LINE } from '#test/fakes/fake-process-line.ts';
import { createMemoryDelivery } from '#test/fakes/memory-delivery.ts';
import { createMemoryStateStore } from '#test/fakes/memory-state-store.ts';
import { createMemoryVault } from '#test/fakes/memory-vault.ts';
import { anEndpoint } from '../aws/local-aws.ts';
import { joinSessions } from '../join-sessions.ts';
import { anIdentity } from '../things.ts';

/** An effect of a process on what outlasts it. */
export interface Effect {
  readonly of: 'aws' | 'vault' | 'state';
  readonly name: string;
}
/** Does an effect, or lets something happen to it. */
export type Meddle = <T>(effect: Effect, run: () => Promise<T>) => Promise<T>;

/** `openEnrolmentWorld` for the time of a test. */
export async function anEnrolmentWorld(
  ...given: Parameters<typeof openEnrolmentWorld>
): ReturnType<typeof openEnrolmentWorld> {
  const world = await openEnrolmentWorld(...given);
  onTestFinished(world.close);
  return world;
}

/** A user of the practice account, a disk that outlasts processes, and processes of ours, by a clock that waits for nobody. */
export async function openEnrolmentWorld(
  userName = 'kim',
  options: Pick<PracticeOptions, 'users'> & { readonly identity?: Partial<Identity> } = {},
) {
  const stoppable = createFakeClock();
  const clock = {
    ...stoppable,
    sleep: async (ms: number, signal?: AbortSignal) => {
      signal?.throwIfAborted();
      await stoppable.advance(ms);
    },
  };
  const home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-enrol-'));
  const account = await startPracticeAccount({ clock, ...options });
  const user = account.users.find((other) => other.userName === userName);
  if (user === undefined) throw new Error(`no user ${userName}`);
  const endpoint = anEndpoint(account.url);
  const vault = createMemoryVault();
  await vault.secrets.put(`access-key/${user.accessKeyId}`, secretOf(user.secretAccessKey));
  const identity = anIdentity({
    name: userName,
    endpoint: endpoint.name,
    accessKeyId: user.accessKeyId,
    accountId: user.accountId,
    userName,
    arn: `arn:aws:iam::${user.accountId}:user/${userName}`,
    mfaSerial: null,
    hasSeed: false,
    ...options.identity,
  });
  const state = createMemoryStateStore({
    ...emptyState(),
    endpoints: [endpoint],
    identities: [identity],
  });
  const codes: string[] = [];
  let processes = 0;

  /** A process of ours; what it does to AWS, vault and state goes through `meddle`. */
  const start = (meddle: Meddle = (_, run) => run()) => {
    processes += 1;
    const lockFolder = path.join(home, `locks-${processes}`);
    const skew = createClockSkew(clock);
    const aws = meddled('aws', noting(codes, createAws({ skew, clock })), meddle);
    const sealed = meddled('vault', vault.sealed, meddle);
    const secrets = { ...meddled('vault', vault.secrets, meddle), kind: vault.secrets.kind };
    const store = {
      ...state,
      update: meddled('state', { update: state.update }, meddle).update,
    };
    const guard = createMfaGuard({
      folder: path.join(home, 'mfa'),
      lockFolder,
      clock,
      awsNow: skew.awsNow,
    });
    const book = createSessionBook(sealed, () => {});
    const delivery = createMemoryDelivery();
    const { sessions } = joinSessions({
      record: () => {},
      state: store,
      aws,
      secrets,
      guard,
      book,
      skew,
      clock,
      lockFolder,
      runCodeCommand: () => Promise.reject(new Error('no command was expected')),
      delivery,
      processLine: FAKE_PROCESS_LINE,
      onChange: () => {},
    });
    const iam = createIamCredentials({ state: store, secrets, sessions, book, skew });
    const identities = createIdentities({
      aside: FAKE_ASIDE,
      state: store,
      secrets,
      aws,
      delivery,
      sessions,
      skew,
      iam,
    });
    const parts = { state: store, secrets, aws, guard, skew, iam };
    return {
      sessions,
      guard,
      enrolments: createEnrolments({ ...parts, sealed, clock, lockFolder, onChange: () => {} }),
      devices: createMfaDevices({ ...parts, identities }),
    };
  };

  const key = {
    accessKeyId: user.accessKeyId,
    secretAccessKey: secretOf(user.secretAccessKey),
    sessionToken: null,
  };
  const plain = createAws({ skew: createClockSkew(clock), clock });
  return {
    clock,
    account,
    vault,
    state,
    start,
    identity: () => state.current().identities[0] as Identity,
    /** Every code that left for AWS, in order. */
    codes,
    aws: plain,
    endpoint,
    key,
    async close() {
      await account.close();
      await rm(home, { recursive: true, force: true });
    },
    /** What AWS has of this user, and of nobody. */
    async inAws() {
      const assigned = await plain.listMfaDevices(endpoint, key, userName);
      const unassigned = await plain.listVirtualMfaDevices(endpoint, key, 'Unassigned');
      return {
        assigned: assigned.map(({ serial }) => serial),
        unassigned: unassigned.map(({ serial }) => serial),
      };
    },
  };
}

/** Each function of a port, with something between. */
function meddled<P extends object>(of: Effect['of'], port: P, meddle: Meddle): P {
  const entries = Object.entries(port).map(([name, call]: [string, unknown]) => [
    name,
    typeof call === 'function'
      ? (...given: unknown[]) =>
          meddle({ of, name: nameOf(name, given) }, () =>
            (call as (...all: unknown[]) => Promise<unknown>)(...given),
          )
      : call,
  ]);
  return Object.fromEntries(entries) as P;
}

function nameOf(name: string, [first]: readonly unknown[]): string {
  return typeof first === 'string' ? `${name} ${first.replace(/\/.*/, '')}` : name;
}

function noting(codes: string[], aws: Aws): Aws {
  return {
    ...aws,
    getSessionToken: (endpoint, credentials, request) => {
      if (request.mfa !== null) codes.push(request.mfa.code);
      return aws.getSessionToken(endpoint, credentials, request);
    },
    enableMfaDevice: (endpoint, credentials, request) => {
      codes.push(request.code1, request.code2);
      return aws.enableMfaDevice(endpoint, credentials, request);
    },
    resyncMfaDevice: (endpoint, credentials, request) => {
      codes.push(request.code1, request.code2);
      return aws.resyncMfaDevice(endpoint, credentials, request);
    },
  };
}
