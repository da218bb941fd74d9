import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createInProcessClient } from '#main/api/in-process-client.ts';
import { createClockSkew } from '#main/aws/clock-skew.ts';
import { createAws } from '#main/aws/sdk-aws.ts';
import { runCommandLine } from '#main/cli/run.ts';
import { createSystemClock } from '#main/platform/clock.ts';
import type { PracticeAccount } from '#main/practice/practice-account.ts';
import { startPracticeAccount } from '#main/practice/start-practice-account.ts';
import { secretOf } from '#shared/secret.ts';
import { anEndpoint } from '../aws/local-aws.ts';
import { CHEAP_SCRYPT } from '#test/fakes/cheap-scrypt.ts';
import { recordingTerminal } from './recording-terminal.ts';
import { startRunningApp } from './running-app.ts';

const PASSPHRASE = 'correct horse battery staple';
const clock = createSystemClock();
let home = '';
let account: PracticeAccount;
let app: Awaited<ReturnType<typeof startRunningApp>>;

beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-key-'));
  account = await startPracticeAccount({ clock });
  app = await startRunningApp(environment(), clock);
  const { url } = account;
  await run(['endpoint', 'add', 'practice', '--region', 'us-east-1', '--sts', url, '--iam', url]);
});
afterEach(async () => {
  await app.close();
  await account.close();
  await rm(home, { recursive: true, force: true });
});

const environment = () => ({
  HOME: home,
  LATCHKEY_HOME: path.join(home, 'latchkey'),
  LATCHKEY_VAULT: 'file',
  LATCHKEY_PASSPHRASE: PASSPHRASE,
});

interface Typed {
  readonly input?: string;
  /** Somebody sits there and gives these answers. */
  readonly answers?: readonly string[];
}

async function run(args: readonly string[], typed: Typed = {}) {
  const terminal = recordingTerminal(typed);
  const code = await runCommandLine(args, {
    terminal,
    environment: environment(),
    clock,
    abandon: () => {},
    scryptCost: CHEAP_SCRYPT,
  });
  return { code, out: terminal.printed.join('\n'), err: terminal.said.join('\n') };
}

function user(name: string) {
  const found = account.users.find(({ userName }) => userName === name);
  if (found === undefined) throw new Error(`The practice account has no ${name}.`);
  return found;
}

async function add(name: string) {
  const { accessKeyId, secretAccessKey } = user(name);
  const args = ['identity', 'add', name, '--access-key-id', accessKeyId, '--endpoint', 'practice'];
  const { code, err } = await run(args, { input: secretAccessKey });
  expect({ code, err }).toEqual({ code: 0, err: '' });
}

interface Row {
  readonly accessKeyId: string;
  readonly status: string;
  readonly isOurs: boolean;
  readonly ageDays: number;
  readonly reminders: readonly { readonly kind: string }[];
}

const rows = async (...args: readonly string[]) =>
  JSON.parse((await run(['key', 'list', ...args, '--json'])).out) as readonly Row[];
const otherKey = async () => (await rows()).find(({ isOurs }) => !isOurs)!.accessKeyId;

describe('latchkey key list', () => {
  it('lists both keys of a user, and what is to be said of them', async () => {
    await add('deploy');
    expect(await rows('deploy')).toMatchObject([
      {
        identity: 'deploy',
        status: 'active',
        isOurs: true,
        ageDays: 61,
        reminders: [{ kind: 'no-mfa' }],
      },
      { status: 'inactive', isOurs: false, ageDays: 410, reminders: [{ kind: 'leftover' }] },
    ]);
    const { out } = await run(['key', 'list']);
    expect(out).toMatch(/deploy +AKIA\w+ +Latchkey +active +61 d .* no MFA/);
    expect(out).toMatch(/deploy +AKIA\w+ +somebody else +inactive +410 d .* leftover/);
  });

  it('says what name it does not know', async () => {
    expect(await run(['key', 'list', 'nobody'])).toMatchObject({ code: 4 });
  });
});

describe('latchkey key replace', () => {
  /** As an administrator would in the console. */
  async function makeKey(name: string) {
    const { accessKeyId, secretAccessKey, userName } = user(name);
    const credentials = {
      accessKeyId,
      secretAccessKey: secretOf(secretAccessKey),
      sessionToken: null,
    };
    const endpoint = anEndpoint(account.url);
    const aws = createAws({ skew: createClockSkew(clock), clock });
    const made = await aws.createAccessKey(endpoint, credentials, userName);
    await aws.deleteAccessKey(endpoint, credentials, { userName, accessKeyId });
    return { id: made.accessKeyId, secret: made.secretAccessKey.reveal() };
  }

  it('lets an identity whose key was deleted sign in again, and leaves all else as it is', async () => {
    await add('dana');
    const role = ['role', 'add', 'dev', '--source', 'dana', '--mfa', 'none'];
    await run([...role, '--role-arn', 'arn:aws:iam::222233334444:role/Developer']);
    const { id, secret } = await makeKey('dana');
    const client = createInProcessClient(app.latchkey);
    await expect(client.identities.refresh({ name: 'dana' })).rejects.toMatchObject({
      code: 'aws/key-unknown',
    });
    const gone = (await run(['status'])).out;
    expect(gone).toContain('was deleted or deactivated');
    expect(gone).toContain('latchkey key replace dana');

    const replace = ['key', 'replace', 'dana', '--access-key-id', id];
    const { code, out, err } = await run(replace, { input: secret });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).not.toContain(secret);
    expect((await run(['status'])).out).not.toContain('was deleted or deactivated');
    expect(await rows('dana')).toMatchObject([{ accessKeyId: id, status: 'active', isOurs: true }]);
    expect((await run(['role', 'list'])).out).toContain('dev');
    expect(await run(['identity', 'show', 'dana'])).toMatchObject({ code: 0 });
  });

  it('takes no key of another user, and then changes nothing', async () => {
    await add('dana');
    const other = user('kim');
    const replace = ['key', 'replace', 'dana', '--access-key-id', other.accessKeyId];
    const { code, err } = await run(replace, { input: other.secretAccessKey });
    expect(code).toBe(1);
    expect(err).toContain('belongs to somebody else');
    expect(await rows('dana')).toMatchObject([{ accessKeyId: user('dana').accessKeyId }]);
  });
});

describe('latchkey status', () => {
  it('says what is to be done, and does not say what is snoozed', async () => {
    await add('dana');
    const text = 'The access key of dana is 97 days old: overdue for rotation. Rotate it.';
    expect((await run(['status'])).out).toContain(text);
    expect(await run(['key', 'remind', 'dana', '--snooze', 'week'])).toMatchObject({ code: 0 });
    expect((await run(['status'])).out).not.toContain(text);
    const { reminders } = JSON.parse((await run(['status', '--json'])).out) as {
      reminders: readonly { kind: string; snooze: unknown }[];
    };
    expect(reminders).toMatchObject([
      { kind: 'overdue', snooze: { until: expect.any(String) as string } },
    ]);
  });

  it('names an MFA device that is not finished, and what goes on with it, with and without the app', async () => {
    await add('kim');
    const mend = account.addFault({
      action: 'EnableMFADevice',
      kind: { type: 'refuse', status: 409, code: 'EntityTemporarilyUnmodifiable' },
    });
    expect(await run(['mfa', 'enrol', 'kim'])).toMatchObject({ code: 1 });
    mend();
    const isThere = async () => {
      const { out } = await run(['status']);
      expect(out).toContain('The MFA device of kim is not finished.');
      expect(out).toContain('latchkey mfa enrol kim');
      const { enrolments } = JSON.parse((await run(['status', '--json'])).out) as {
        enrolments: readonly unknown[];
      };
      expect(enrolments).toMatchObject([{ identity: 'kim', step: 'enable' }]);
    };
    await isThere();
    await app.close();
    await isThere();
    app = await startRunningApp(environment(), clock);
    expect(await run(['mfa', 'enrol', 'kim', '--cancel'])).toMatchObject({ code: 0 });
    expect((await run(['status'])).out).not.toContain('not finished');
  });

  it('names a rotation that goes no further by itself', async () => {
    await add('dana');
    account.addFault({ action: 'CreateAccessKey', kind: { type: 'drop-reply' } });
    await run(['key', 'rotate', 'dana']);
    const { out } = await run(['status']);
    expect(out).toContain('latchkey key rotate dana');
  });

  it('names a key that stands in the AWS files', async () => {
    await add('dana');
    await mkdir(path.join(home, '.aws'));
    const lines = [
      '[old]',
      `aws_access_key_id = ${user('dana').accessKeyId}`,
      'aws_secret_access_key = x',
    ];
    await writeFile(path.join(home, '.aws', 'credentials'), `${lines.join('\n')}\n`);
    expect((await run(['status'])).out).toContain('stands in the AWS files, though dana has it');
    expect((await rows())[0]?.reminders.map(({ kind }) => kind)).toContain('plaintext');
  });
});

describe('latchkey key delete', () => {
  it('deletes a leftover, which AWS then has no more', async () => {
    await add('deploy');
    const leftover = await otherKey();
    const { code, out } = await run(['key', 'delete', leftover]);
    expect({ code, out }).toEqual({
      code: 0,
      out: `The access key ${leftover} of deploy is deleted.`,
    });
    expect(await rows()).toHaveLength(1);
    await run(['identity', 'remove', 'deploy']);
    await add('deploy');
    expect(await rows()).toHaveLength(1);
  });

  it('shows the consequences on a terminal, and changes nothing without a yes', async () => {
    await add('deploy');
    const leftover = await otherKey();
    const { code, err } = await run(['key', 'delete', leftover], { answers: ['no'] });
    expect(code).toBe(1);
    expect(err).toMatch(new RegExp(`Access key +${leftover}`));
    expect(err).toContain('Latchkey does not use it');
    expect(err).toContain('Nothing was changed.');
    expect(await rows()).toHaveLength(2);
    expect(await run(['key', 'delete', leftover], { answers: ['yes'] })).toMatchObject({ code: 0 });
    expect(await rows()).toHaveLength(1);
  });

  it('refuses a key that is active', async () => {
    await add('deploy');
    const leftover = await otherKey();
    expect(await run(['key', 'activate', leftover])).toMatchObject({ code: 0 });
    const { code, err } = await run(['key', 'delete', leftover]);
    expect(code).toBe(3);
    expect(err).toContain(`latchkey key deactivate ${leftover}`);
  });

  it('knows no key of somebody else', async () => {
    await add('deploy');
    expect(await run(['key', 'delete', user('dana').accessKeyId])).toMatchObject({ code: 4 });
  });
});

describe('latchkey key deactivate', () => {
  it('locks nobody out: not by itself, and not by a yes', async () => {
    await add('kim');
    const { accessKeyId } = user('kim');
    for (const typed of [{}, { answers: ['yes'] }]) {
      const { code, err } = await run(['key', 'deactivate', accessKeyId], typed);
      expect(code).toBe(3);
      expect(err).toContain('you cannot sign in as the user here any more');
    }
    expect(await rows()).toMatchObject([{ status: 'active' }]);
    expect(await run(['key', 'deactivate', accessKeyId, '--insist', '--json'])).toMatchObject({
      code: 0,
    });
    expect(await rows()).toMatchObject([{ status: 'inactive' }]);
  });
});

describe('latchkey key remind', () => {
  it('sets when keys are called due, of all and of one', async () => {
    await add('deploy');
    const kinds = async () => (await rows())[0]?.reminders.map(({ kind }) => kind);
    await run(['key', 'remind', '--due', '50', '--overdue', '60']);
    expect(await kinds()).toEqual(['overdue', 'no-mfa']);
    await run(['key', 'remind', 'deploy', '--overdue', '70']);
    expect(await kinds()).toEqual(['due', 'no-mfa']);
    await run(['key', 'remind', 'deploy', '--usual']);
    expect(await kinds()).toEqual(['overdue', 'no-mfa']);
    expect((await run(['key', 'remind'])).out).toMatch(/Due +from 50 days on/);
  });

  it('refuses what cannot be', async () => {
    expect(await run(['key', 'remind', '--due', '100', '--overdue', '90'])).toMatchObject({
      code: 2,
    });
    expect(await run(['key', 'remind', '--due', '0'])).toMatchObject({ code: 2 });
  });
});
