import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOwnLatchkey } from '#main/cli/own-latchkey.ts';
import { runCommandLine } from '#main/cli/run.ts';
import { createSystemClock } from '#main/platform/clock.ts';
import { findPlaces } from '#main/platform/home.ts';
import type { PracticeAccount } from '#main/practice/practice-account.ts';
import { startPracticeAccount } from '#main/practice/start-practice-account.ts';
import type { ImportOutcome, ImportPlan } from '#shared/contract/import-plan.ts';
import { callerIdentity } from './caller-identity.ts';
import { recordingTerminal } from '../unit/main/cli/recording-terminal.ts';

/** The way of somebody whose key lies in ~/.aws in plain text, by command line, judged by the official SDK. */
const clock = createSystemClock();
let home = '';
let account: PracticeAccount;

beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-import-'));
  await mkdir(path.join(home, '.aws'), { mode: 0o700 });
  account = await startPracticeAccount({ clock });
  const { url } = account;
  await run('endpoint', 'add', 'practice', '--region', 'us-east-1', '--sts', url, '--iam', url);
  await writeFile(file('credentials'), credentials(), { mode: 0o600 });
  await writeFile(file('config'), CONFIG, { mode: 0o600 });
});

afterAll(async () => {
  await account.close();
  await rm(home, { recursive: true, force: true });
});

describe('locking a plaintext key away', () => {
  it('shows first what it would do, and does nothing', async () => {
    const { code, out } = await run('import', '--endpoint', 'practice');
    expect(code).toBe(0);
    expect(out).toContain(`arn:aws:iam::111122223333:user/dana`);
    expect(out).toMatch(/dev +dev +arn:aws:iam::222233334444:role\/Developer +dana +none/);
    expect(out).toContain('local (~/.aws/credentials:9): What stands there is not an access key');
    expect(out).toMatch(/4 - aws_secret_access_key = •+/);
    expect(out).toContain('Nothing was changed. To do this: the same command with --apply');
    expectNoSecretIn(out);
    expect([await text('credentials'), await text('config')]).toEqual([credentials(), CONFIG]);
  });

  it('says in words what keeps it from applying', async () => {
    const contradiction = await run('import', '--apply', '--dry-run');
    expect(contradiction.code).toBe(2);
    const unknown = await run('import', '--profile', 'nobody');
    expect(unknown).toMatchObject({ code: 4, out: '' });
    const missing = await run('import', '--csv', path.join(home, 'none.csv'));
    expect(missing).toMatchObject({ code: 2 });
    expect(missing.err).toContain('There is no such file');
  });

  it('moves the key into the vault, and the profiles work again with AWS_PROFILE alone', async () => {
    const { code, out, err } = await run('import', '--endpoint', 'practice', '--apply');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('1 key rests in the vault now. 1 role taken over.');
    expect(out).toContain('Switched to dana.');
    expect(out).toContain('latchkey switch dev');
    expectNoSecretIn(out);

    const written = await text('credentials');
    expect(written).not.toContain(dana().secretAccessKey);
    expect(written).toContain('# kept for later');
    expect(written).toContain('[local]\n# not AWS at all\naws_access_key_id = test');
    expect(await text('config')).not.toContain('role_arn');
    expect(await caller('dana')).toEqual({ arn: 'arn:aws:iam::111122223333:user/dana' });

    expect((await run('switch', 'dev')).code).toBe(0);
    expect(await caller('dev')).toMatchObject({
      arn: expect.stringMatching(/assumed-role\/Developer\//),
    });
    expectNoSecretIn(await readFile(path.join(home, 'latchkey', 'state.json'), 'utf8'));
  });

  it('finds nothing the second time', async () => {
    const { out } = await run('import', '--endpoint', 'practice', '--json');
    expect(JSON.parse(out) as ImportPlan).toMatchObject({
      keys: [],
      identities: [],
      roles: [],
      files: [],
    });
  });

  it('can be taken back to the byte, and done again by the same targets', async () => {
    await run('stop', '--all');
    const { client, close } = await openOwnLatchkey({
      places: findPlaces(environment()),
      environment: environment(),
      clock,
      passphrase: null,
    });
    try {
      const backup = (await client.profiles.backups({})).find(
        ({ why }) => why === 'lock away 1 key, 1 role',
      );
      const outcome = await client.profiles.undo({ backup: backup?.id, insist: true });
      expect(outcome.done).toBe(true);
    } finally {
      await close();
    }
    expect([await text('credentials'), await text('config')]).toEqual([credentials(), CONFIG]);

    const again = JSON.parse(
      (await run('import', '--endpoint', 'practice', '--apply', '--no-switch', '--json')).out,
    ) as ImportOutcome;
    expect(again).toMatchObject({
      identities: [],
      roles: [],
      changedFiles: [file('config'), file('credentials')],
    });
  });
});

it('takes the console’s CSV, and names what remains', async () => {
  const kim = account.users.find(({ userName }) => userName === 'kim');
  const csv = path.join(home, 'kim_accessKeys.csv');
  await writeFile(
    csv,
    `\uFEFFAccess key ID,Secret access key\r\n${kim?.accessKeyId},${kim?.secretAccessKey}\r\n`,
  );
  const { code, out } = await run('import', '--csv', csv, '--endpoint', 'practice', '--apply');
  expect(code).toBe(0);
  expect(out).toContain('delete it when this is done');
  expect(out).not.toContain(kim?.secretAccessKey);
  expect(await caller('kim')).toEqual({ arn: 'arn:aws:iam::111122223333:user/kim' });
});

function dana() {
  return account.users.find(
    ({ userName }) => userName === 'dana',
  ) as PracticeAccount['users'][number];
}

function credentials(): string {
  return `# kept for later
[dana]
aws_access_key_id = ${dana().accessKeyId}
aws_secret_access_key = ${dana().secretAccessKey}
# and this

[local]
# not AWS at all
aws_access_key_id = test
aws_secret_access_key = test
`;
}

const CONFIG = `[profile dev]
role_arn = arn:aws:iam::222233334444:role/Developer
source_profile = dana
region = eu-west-1
`;

function expectNoSecretIn(shown: string): void {
  expect(shown).not.toContain(dana().secretAccessKey);
}

function file(name: string): string {
  return path.join(home, '.aws', name);
}

function text(name: string): Promise<string> {
  return readFile(file(name), 'utf8');
}

function caller(profile: string) {
  return callerIdentity({ profile, environment: { PATH: process.env['PATH'] ?? '', HOME: home } });
}

function environment() {
  return {
    HOME: home,
    LATCHKEY_HOME: path.join(home, 'latchkey'),
    LATCHKEY_VAULT: 'file',
    LATCHKEY_PASSPHRASE: 'only for this test',
  };
}

async function run(...args: readonly string[]) {
  const terminal = recordingTerminal({});
  const code = await runCommandLine(args, {
    terminal,
    environment: environment(),
    clock,
    abandon: () => {},
  });
  return { code, out: terminal.printed.join('\n'), err: terminal.said.join('\n') };
}
