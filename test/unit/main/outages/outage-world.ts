import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { createClockSkew } from '#main/aws/clock-skew.ts';
import type { ExchangeLimits } from '#main/aws/exchange.ts';
import { AWS_LIMITS, createAws } from '#main/aws/sdk-aws.ts';
import { createIamCredentials } from '#main/identities/iam-credentials.ts';
import { createIdentities } from '#main/identities/identities.ts';
import { createImport } from '#main/import/create-import.ts';
import { createMfaGuard } from '#main/mfa/mfa-guard.ts';
import { startPracticeAccount } from '#main/practice/start-practice-account.ts';
import { keepRenewed } from '#main/sessions/keep-renewed.ts';
import { createSessionBook } from '#main/sessions/session-book.ts';
import { emptyState } from '#main/state/state-document.ts';
import { AppError, failureOf, type Failure } from '#shared/errors.ts';
import { secretOf } from '#shared/secret.ts';
import { SECOND_MS } from '#shared/time.ts';
import { FAKE_ASIDE } from '#test/fakes/fake-aside.ts';
import { FAKE_PROCESS_LINE } from '#test/fakes/fake-process-line.ts';
import { createFakeClock } from '#test/fakes/fake-clock.ts';
import { createMemoryDelivery } from '#test/fakes/memory-delivery.ts';
import { createMemoryOwnership } from '#test/fakes/memory-ownership.ts';
import { createMemoryStateStore } from '#test/fakes/memory-state-store.ts';
import { createMemoryVault } from '#test/fakes/memory-vault.ts';
import { eventually } from '#test/fixtures/eventually.ts';
import { anEndpoint } from '../aws/local-aws.ts';
import { joinSessions } from '../join-sessions.ts';
import { aRole, anIdentity } from '../things.ts';

const ENDPOINT = 'practice';

/**
 * Dana’s Latchkey over the practice account: the real calls, guard and sessions, all by the clock of the
 * test. `dana` has a device and its seed; `dev` needs no code, `prod` goes by the MFA session, `direct`
 * by a code of its own.
 */
export async function openOutageWorld() {
  const clock = createFakeClock();
  const account = await startPracticeAccount({ clock });
  const folder = await mkdtemp(path.join(os.tmpdir(), 'latchkey-outage-'));
  onTestFinished(async () => {
    await account.close();
    await rm(folder, { recursive: true, force: true });
  });
  const lockFolder = path.join(folder, 'locks');
  const user = (name: string) => found(account.users.find(({ userName }) => userName === name));
  const roleArn = (name: string) => found(account.roles.find((role) => role.name === name)).roleArn;
  const dana = user('dana');
  const serial = found(dana.mfaSerial);

  const identity = anIdentity({
    name: 'dana',
    profile: 'dana',
    userName: 'dana',
    endpoint: ENDPOINT,
    accountId: dana.accountId,
    arn: dana.arn,
    accessKeyId: dana.accessKeyId,
    mfaSerial: serial,
  });
  const prod = { source: 'dana', roleArn: roleArn('acme-prod-readonly') };
  const state = createMemoryStateStore({
    ...emptyState(),
    endpoints: [
      ...emptyState().endpoints,
      anEndpoint(account.url, { name: ENDPOINT, region: 'us-east-1' }),
    ],
    identities: [identity],
    roles: [
      aRole({ source: 'dana', roleArn: roleArn('acme-dev-developer'), mfa: 'none' }),
      aRole({ ...prod, name: 'prod' }),
      aRole({ ...prod, name: 'direct', mfa: 'direct' }),
    ],
  });
  const vault = createMemoryVault();
  const { secrets } = vault;
  await secrets.put(`access-key/${dana.accessKeyId}`, secretOf(dana.secretAccessKey));
  await secrets.put(`mfa-seed/${serial}`, secretOf(found(dana.mfaSeed)));

  /** Those of the product, unless a test must see them run out. */
  const limits: { -readonly [name in keyof ExchangeLimits]: number } = { ...AWS_LIMITS };
  const skew = createClockSkew(clock);
  const aws = createAws({ skew, clock, limits });
  const guard = createMfaGuard({
    folder: path.join(folder, 'mfa'),
    lockFolder,
    clock,
    awsNow: skew.awsNow,
  });
  const delivery = createMemoryDelivery();
  const book = createSessionBook(vault.sealed, () => {});
  const { askTime, needs, sessions } = joinSessions({
    record: () => {},
    state,
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
  const places = {
    credentialsFile: path.join(folder, 'credentials'),
    configFile: path.join(folder, 'config'),
    lockFolder,
  };

  /** Lets the clock go on while more than `others` wait by it, until the work is over. */
  const driven = async <T>(
    work: Promise<T>,
    { others = 0, stepMs = SECOND_MS, onStep = () => {} } = {},
  ): Promise<T> => {
    let isOver = false;
    const over = () => void (isOver = true);
    work.then(over, over);
    for (;;) {
      await eventually(() => expect(isOver || clock.sleepers() > others).toBe(true));
      if (isOver) return work;
      await clock.advance(stepMs);
      onStep();
    }
  };

  const unexpected: unknown[] = [];
  const renewals = new Set<Promise<void>>();
  /** Starts what renews in the background. */
  const startRenewing = () => {
    const kept = keepRenewed({
      book,
      skew,
      clock,
      random: () => 0.5,
      askTime,
      needs,
      onNeed: (target, failure) => void unexpected.push({ target, failure }),
      isAskedFor: () => false,
      onUnexpected: (error) => void unexpected.push(error),
      sessions: {
        isUndelivered: sessions.isUndelivered,
        renew(target) {
          const renewal = sessions.renew(target);
          const over = renewal.catch(() => {}).then(() => void renewals.delete(over));
          renewals.add(over);
          return renewal;
        },
      },
    });
    onTestFinished(() => {
      kept.close();
      expect(unexpected).toEqual([]);
    });
  };
  /** Lets time pass, with what is renewed meanwhile. */
  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= 5 * SECOND_MS) {
      await clock.advance(5 * SECOND_MS);
      if (renewals.size > 0) await driven(Promise.all(renewals), { others: 1 });
    }
  };

  const iam = createIamCredentials({ state, secrets, sessions, book, skew });
  return {
    clock,
    account,
    state,
    vault,
    skew,
    guard,
    serial,
    user,
    limits,
    delivery,
    book,
    sessions,
    driven,
    startRenewing,
    pass,
    identities: createIdentities({
      state,
      secrets,
      aws,
      delivery,
      sessions,
      skew,
      iam,
      aside: FAKE_ASIDE,
    }),
    import: createImport({
      places,
      clock,
      state,
      ownership: createMemoryOwnership(),
      secrets,
      aws,
      sessions,
      startBackup: () => ({ id: 'change', beforeReplace: async () => {} }),
    }),
    writeCredentials: (text: string) => writeFile(places.credentialsFile, text, { mode: 0o600 }),
    readCredentials: () => readFile(places.credentialsFile, 'utf8'),
    /** From now on AWS is found there. */
    async moveAws(url: string) {
      await state.update((current) => ({
        ...current,
        endpoints: current.endpoints.map((endpoint) =>
          endpoint.name === ENDPOINT ? { ...endpoint, stsUrl: url, iamUrl: url } : endpoint,
        ),
      }));
    },
    /** What the work fails with, as data. */
    async failureOf(work: Promise<unknown>): Promise<Failure> {
      const outcome = await driven(
        work.then(
          () => new Error('it succeeded'),
          (error: unknown) => error,
        ),
      );
      if (!(outcome instanceof AppError)) throw outcome;
      return failureOf(outcome);
    },
    /** The codes that reached AWS, oldest first. */
    codes: () => account.calls.flatMap(({ tokenCode }) => (tokenCode === null ? [] : [tokenCode])),
  };
}

export type OutageWorld = Awaited<ReturnType<typeof openOutageWorld>>;

function found<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('not in the practice account');
  return value;
}
