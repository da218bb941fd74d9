import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createInProcessClient } from '#main/api/in-process-client.ts';
import { createLatchkey } from '#main/compose.ts';
import { findPlaces } from '#main/platform/home.ts';
import type { ReportStep } from '#shared/contract/report.ts';
import { isAppError } from '#shared/errors.ts';
import { HOUR_MS, instantOf } from '#shared/time.ts';
import { CHEAP_SCRYPT } from '#test/fakes/cheap-scrypt.ts';
import { eventually } from '#test/fixtures/eventually.ts';
import {
  openPracticeClients,
  codeAt,
  type PracticeClients,
} from '#test/fixtures/practice-clients.ts';

let practice: PracticeClients;
beforeEach(async () => {
  practice = await openPracticeClients({ moreReportColumns: ['additional_credentials_info'] });
  return () => practice.close();
});

/** A whole Latchkey with these users of the practice account, whose clock only the test moves. */
async function withUsers(...userNames: readonly string[]) {
  const home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-report-'));
  const environment = {
    HOME: home,
    LATCHKEY_HOME: path.join(home, 'own'),
    LATCHKEY_VAULT: 'file',
    LATCHKEY_PASSPHRASE: 'correct horse battery',
  };
  const latchkey = await createLatchkey({
    places: findPlaces(environment),
    environment,
    clock: practice.clock,
    surface: 'command',
    version: '0.0.0',
    practice: false,
    clipboard: null,
    openPractice: async () => null,
    scryptCost: CHEAP_SCRYPT,
  });
  onTestFinished(async () => {
    await latchkey.close({ withdraw: false });
    await rm(home, { recursive: true });
  });
  const client = createInProcessClient(latchkey);
  const { url } = practice.account;
  await client.endpoints.add({ name: 'practice', stsUrl: url, iamUrl: url });
  for (const name of userNames) {
    const { accessKeyId, secretAccessKey, mfaSerial } = practice.user(name);
    await client.identities.add({
      name,
      endpoint: 'practice',
      accessKeyId,
      secretAccessKey,
      ...(mfaSerial === null ? {} : { mfaSerial }),
    });
  }
  return client;
}

type Client = Awaited<ReturnType<typeof withUsers>>;

/** All steps; the clock goes on by what AWS takes whenever somebody waits. */
async function stepsOf(
  client: Client,
  input: { target: string; mfaCode?: string },
): Promise<ReportStep[]> {
  const steps: ReportStep[] = [];
  const making = await client.report.make(input);
  for (;;) {
    let isOver = false;
    const coming = making.next().finally(() => (isOver = true));
    coming.catch(() => {});
    await eventually(() => expect(isOver || practice.clock.sleepers() > 0).toBe(true));
    if (!isOver) await practice.clock.advance(4000);
    const { done, value } = await coming;
    if (done === true) return steps;
    steps.push(value);
  }
}

const codeNow = (userName: string) => codeAt(practice.user(userName), practice.clock.now());

async function reportOf(client: Client, input: { target: string; mfaCode?: string }) {
  const last = (await stepsOf(client, input)).at(-1);
  if (last?.kind !== 'report') throw new Error(`no report, but ${last?.kind}`);
  return last.report;
}

async function refusalOf(coming: Promise<unknown>) {
  try {
    await coming;
  } catch (error) {
    if (isAppError(error)) return { code: error.code, facts: error.facts };
    throw error;
  }
  throw new Error('it was not refused');
}

describe('the report of the practice account', () => {
  it('is asked for with MFA, waited for and read', async () => {
    const client = await withUsers('ines');
    const { mfaSerial } = practice.user('ines');
    expect(await stepsOf(client, { target: 'ines' })).toEqual([
      { kind: 'mfa-needed', target: 'ines', serial: mfaSerial },
    ]);
    const steps = await stepsOf(client, { target: 'ines', mfaCode: codeNow('ines') });
    expect(steps.map(({ kind }) => kind)).toEqual(['waiting', 'report']);
    const last = steps.at(-1);
    if (last?.kind !== 'report') throw new Error('no report');
    const { report } = last;
    expect(report).toMatchObject({
      accountId: '111122223333',
      generatedAt: instantOf(practice.clock.now()),
    });
    expect(report.users[0]).toMatchObject({ isRoot: true, hasMfa: false });
    expect(report.users.find(({ user }) => user === 'cleo')?.keys).toMatchObject([
      { slot: 1, isActive: true },
      { slot: 2, isActive: false },
    ]);
    const found = report.findings.map(({ kind, user, slot }) => `${kind} ${user} ${slot ?? ''}`);
    for (const expected of [
      'root-key <root_account> 1',
      'no-mfa <root_account> ',
      'no-mfa bea ',
      'overdue dana 1',
      'overdue eli 2',
      'never-used eli 1',
      'never-used lou 1',
      'leftover noor 1',
      'password-unused bea ',
    ])
      expect(found).toContain(expected);
    expect(found).not.toContain('overdue ari 1');
    expect(report.csv.split('\n')).toHaveLength(report.users.length + 1);
    expect(report.csv).toContain('additional_credentials_info');
  });

  it('of the last four hours is taken as it is, whoever had it made', async () => {
    const client = await withUsers('ines');
    const first = await reportOf(client, { target: 'ines', mfaCode: codeNow('ines') });
    practice.clock.jump(3 * HOUR_MS);
    const steps = await stepsOf(client, { target: 'ines' });
    expect(steps.map(({ kind }) => kind)).toEqual(['report']);
    expect(steps[0]).toMatchObject({ report: { generatedAt: first.generatedAt } });
  });

  it('is read by a role that may read only, once there is one', async () => {
    const client = await withUsers('ines', 'dana');
    const { roleArn } = practice.role('acme-main-support');
    await client.roles.add({ name: 'support', roleArn, source: 'dana', mfa: 'none' });
    expect(await refusalOf(stepsOf(client, { target: 'support' }))).toMatchObject({
      code: 'report/not-allowed',
      facts: { actions: ['iam:GenerateCredentialReport'] },
    });
    await reportOf(client, { target: 'ines', mfaCode: codeNow('ines') });
    expect((await reportOf(client, { target: 'support' })).users.length).toBeGreaterThan(5);
  });

  it('is refused to others, with the permissions that it takes', async () => {
    const client = await withUsers('kim');
    expect(await refusalOf(stepsOf(client, { target: 'kim' }))).toEqual({
      code: 'report/not-allowed',
      facts: {
        actions: ['iam:GenerateCredentialReport', 'iam:GetCredentialReport'],
        principal: 'arn:aws:iam::111122223333:user/kim',
        withoutMfa: true,
      },
    });
  });

  it('is waited for no longer once nobody listens', async () => {
    const client = await withUsers('ines');
    await stepsOf(client, { target: 'ines', mfaCode: codeNow('ines') });
    practice.clock.jump(5 * HOUR_MS);
    const over = new AbortController();
    const making = await client.report.make({ target: 'ines' }, { signal: over.signal });
    expect(await making.next()).toMatchObject({ value: { kind: 'waiting' } });
    const coming = making.next();
    coming.catch(() => {});
    await eventually(() => expect(practice.clock.sleepers()).toBe(1));
    over.abort();
    await expect(coming).rejects.toMatchObject({ code: 'app/unreachable' });
    expect(practice.clock.sleepers()).toBe(0);
  });

  it('is not even begun for somebody who has gone while a code was waited for', async () => {
    const client = await withUsers('ines');
    const over = new AbortController();
    const coming = client.report
      .make({ target: 'ines', mfaCode: codeNow('ines') }, { signal: over.signal })
      .then((making) => {
        const first = making.next();
        over.abort();
        return first;
      });
    await expect(coming).rejects.toMatchObject({ code: 'app/unreachable' });
    const asked = practice.account.calls.map(({ action }) => action);
    expect(asked).not.toContain('GenerateCredentialReport');
  });

  it('of nobody we know is refused', async () => {
    const client = await withUsers();
    expect(await refusalOf(stepsOf(client, { target: 'eve' }))).toMatchObject({
      code: 'input/unknown',
    });
  });
});
