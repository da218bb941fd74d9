import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSnapshot } from '#shared/open-snapshot.ts';
import { createInProcessClient } from '#main/api/in-process-client.ts';
import { runCommandLine } from '#main/cli/run.ts';
import { createCommandRouter } from '#main/api/routers.ts';
import { createLatchkey, type Latchkey } from '#main/compose.ts';
import { createSystemClock, type Clock } from '#main/platform/clock.ts';
import { findPlaces } from '#main/platform/home.ts';
import type { PracticeAccount } from '#main/practice/practice-account.ts';
import { startPracticeAccount } from '#main/practice/start-practice-account.ts';
import { startSocketShell, type SocketShell } from '#main/shells/socket/socket-shell.ts';
import { CHEAP_SCRYPT } from '#test/fakes/cheap-scrypt.ts';
import { eventually } from '#test/fixtures/eventually.ts';
import { writeWhole } from '#test/fixtures/write-whole.ts';
import { recordingTerminal } from './recording-terminal.ts';

/** The command, the app behind it and real files: what one sees of a switch, and how one takes it back. */
const system = createSystemClock();
/** Whoever waits for it waits ten times as long: what is done within two seconds is so on a busy machine too. */
const clock: Clock = { ...system, sleep: (ms, signal) => system.sleep(10 * ms, signal) };
const MINE =
  '# mine\n[work]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n';
let home = '';
let account: PracticeAccount;
let latchkey: Latchkey;
let socket: SocketShell | null;

beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-profile-'));
  account = await startPracticeAccount({ clock });
  const places = findPlaces(environment());
  latchkey = await createLatchkey({
    places,
    environment: environment(),
    clock,
    surface: 'browser',
    version: '0.0.0',
    practice: false,
    clipboard: null,
    openPractice: async () => null,
    scryptCost: CHEAP_SCRYPT,
  });
  socket = await startSocketShell({
    loadRouter: async () => createCommandRouter(latchkey.core),
    credentialProcess: latchkey.credentialProcess,
    socketPath: places.socket,
    clock,
    log: latchkey.log,
  });
  await writeFile(file('credentials'), MINE, { mode: 0o600 });
  await run([
    'endpoint',
    'add',
    'practice',
    '--region',
    'us-east-1',
    '--sts',
    account.url,
    '--iam',
    account.url,
  ]);
  const dana = account.users.find(({ userName }) => userName === 'dana')!;
  await run(
    ['identity', 'add', 'dana', '--access-key-id', dana.accessKeyId, '--endpoint', 'practice'],
    dana.secretAccessKey,
  );
});

afterAll(async () => {
  await socket?.close();
  await latchkey?.close({ withdraw: false });
  await account?.close();
  await rm(home, { recursive: true, force: true });
});

function environment(): Readonly<Record<string, string>> {
  return {
    HOME: home,
    LATCHKEY_HOME: path.join(home, 'latchkey'),
    LATCHKEY_VAULT: 'file',
    LATCHKEY_PASSPHRASE: 'correct horse battery',
    AWS_SHARED_CREDENTIALS_FILE: file('credentials'),
    AWS_CONFIG_FILE: file('config'),
  };
}

const file = (name: string) => path.join(home, name);
const text = (name: string) => readFile(file(name), 'utf8').catch(() => null);

async function run(args: readonly string[], input = '') {
  const terminal = recordingTerminal({ input });
  const code = await runCommandLine(args, {
    terminal,
    environment: environment(),
    clock,
    abandon: () => {},
    scryptCost: CHEAP_SCRYPT,
  });
  return { code, out: terminal.printed.join('\n'), err: terminal.said.join('\n') };
}

const snapshot = async () => openSnapshot(await createInProcessClient(latchkey).snapshot({}));
const targetNow = async () => (await snapshot()).targets.find(({ name }) => name === 'dana')!;

describe('latchkey profile', () => {
  it('shows what a switch would write, and writes nothing', async () => {
    const { code, out } = await run(['profile', 'diff', 'dana']);
    expect(code).toBe(0);
    expect(out).toContain('~/config\n1 + [profile dana]\n2 + region = us-east-1');
    expect(out).toContain('~/credentials');
    expect(out).toMatch(
      /\d+ \+ aws_access_key_id = ASIA…XXXX\n *\d+ \+ aws_secret_access_key = ••••/,
    );
    expect(out).not.toContain('wJalr');
    expect(await text('credentials')).toBe(MINE);
    expect((await run(['profile', 'undo', '--list'])).out).toBe(
      'There are no backups: Latchkey has not changed the AWS files yet.',
    );
    expect((await run(['profile', 'undo'])).code).toBe(4);
  });

  it('lists the backup of a switch, shows what was changed, and takes it back', async () => {
    expect((await run(['switch', 'dana'])).code).toBe(0);
    expect((await run(['profile', 'undo', '--list'])).out).toMatch(
      /switch dana +~\/config, ~\/credentials$/m,
    );
    expect((await run(['profile', 'diff', 'dana'])).out).toBe(
      'Switching to dana would change nothing in the AWS files.',
    );
    const { out } = await run(['profile', 'diff']);
    expect(out).toContain('+ [dana]');
    expect(out).not.toContain('- ');
    const dry = await run(['profile', 'undo', '--dry-run']);
    expect(dry.out).toContain('- [dana]');
    expect(await text('credentials')).toContain('[dana]');
    const undone = await run(['profile', 'undo']);
    expect([undone.code, undone.err]).toEqual([0, '']);
    expect(undone.out).toMatch(
      /Put back as before “switch dana” \(.*Z\)\. latchkey profile undo takes this back\.$/,
    );
    expect([await text('credentials'), await text('config')]).toEqual([MINE, null]);
    expect((await targetNow()).session).toMatchObject({ state: 'active', deliveredTo: null });
    expect((await run(['profile', 'diff', '--json'])).out).not.toContain('wJalr');
  });

  it('shows a change from outside in the window, without being asked, and lets its user decide', async () => {
    await run(['switch', 'dana']);
    const abort = new AbortController();
    const events = await createInProcessClient(latchkey).events({}, { signal: abort.signal });
    const seen: string[] = [];
    const following = (async () => {
      for await (const { targets } of events)
        for (const { failure } of targets?.put ?? []) seen.push(failure?.code ?? 'fine');
    })().catch(() => {});
    // Later than an older copy put back would be.
    const changed = (await text('credentials'))!.replace('[dana]', '[dana]\ncli_pager = less');
    await writeWhole(file('credentials'), changed);
    await eventually(() => expect(seen).toContain('files/changed-elsewhere'));
    abort.abort();
    await following;
    const { code, out, err } = await run(['profile', 'diff', 'dana']);
    expect(code).toBe(1);
    expect(out).toContain('- cli_pager = less');
    expect(err).toContain('latchkey switch dana --replace');
    const undo = await run(['profile', 'undo']);
    expect([undo.code, undo.err.split('\n').at(-1)]).toEqual([
      1,
      '  latchkey profile undo --dry-run, then --insist',
    ]);
    await run(['switch', 'dana', '--replace']);
    expect((await targetNow()).failure).toBeNull();
    expect(await text('credentials')).not.toContain('cli_pager');
  });

  it('writes the profile once more when another program puts an older copy back', async () => {
    await run(['stop', 'dana']);
    const older = (await text('credentials'))!;
    await run(['switch', 'dana']);
    await writeWhole(file('credentials'), `${older}# theirs\n`);
    await eventually(async () => expect(await text('credentials')).toContain('[dana]'));
    expect(await text('credentials')).toContain('# theirs');
    await eventually(async () =>
      expect((await snapshot()).awsFiles[0]?.rewritten?.profile).toBe('dana'),
    );
  });

  it('offers to restore a file that another program has emptied', async () => {
    await writeFile(file('credentials'), '');
    await eventually(async () => expect((await snapshot()).awsFiles[0]?.restorable).not.toBeNull());
    const { restorable } = (await snapshot()).awsFiles[0]!;
    expect((await run(['profile', 'undo', restorable!.backup, '--insist'])).code).toBe(0);
    expect(await text('credentials')).toContain('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY');
  });

  it('lists what AWS’s tools disagree on, and mends it as shown', async () => {
    await appendFile(file('credentials'), '[other]\nRegion = x\n');
    const { out } = await run(['profile', 'lint']);
    const id = /--fix (credentials:key-case:\d+)/.exec(out)?.[1] ?? '';
    expect(out).toContain('+ region = x');
    const fixed = await run(['profile', 'lint', '--fix', id]);
    expect([fixed.code, fixed.err]).toEqual([0, '']);
    expect(fixed.out).toContain('Done: Writes region in lower case');
    expect(await text('credentials')).toContain('[other]\nregion = x\n');
    expect((await run(['profile', 'lint', '--fix', id])).code).toBe(2);
    expect((await run(['profile', 'undo'])).code).toBe(0);
    expect(await text('credentials')).toContain('[other]\nRegion = x\n');
  });

  it('says what it cannot do', async () => {
    expect((await run(['profile', 'diff', 'nobody'])).code).toBe(4);
    expect((await run(['profile', 'undo', 'no-such-backup'])).code).toBe(4);
    expect((await run(['profile', 'undo', 'x', '--list'])).code).toBe(2);
  });
});
