import { spawn, spawnSync } from 'node:child_process';
import {
  chmod,
  chown,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commandLine } from '#main/delivery/command-line.ts';
import { createProcessLine, type ProcessLineDeps } from '#main/delivery/process-line.ts';
import { startSocketShell } from '#main/shells/socket/socket-shell.ts';
import { createFakeClock } from '#test/fakes/fake-clock.ts';
import { createMemoryLog } from '#test/fakes/memory-log.ts';
import { createStubRouter, SECRET_OF_CREDENTIALS } from '../shells/support/stub-router.ts';

const has = (program: string) => spawnSync(program, ['--help']).error === undefined;
const hasCurl = has('curl');
const isRoot = process.getuid?.() === 0;

let folder: string;
/** A home as nobody should have one. */
let home: string;
let closes: (() => Promise<unknown>)[];
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'latchkey-line-'));
  home = path.join(folder, `it's "my" $HOME ünï 家`);
  closes = [];
  await mkdir(home, { mode: 0o700 });
  // Stands for Node: says how it was started.
  await writeFile(node(), '#!/bin/sh\nprintf "%s\\n" "$LATCHKEY_HOME" "$@"\nexit 7\n', {
    mode: 0o755,
  });
});
afterEach(async () => {
  await Promise.all(closes.map((close) => close()));
  await rm(folder, { recursive: true, force: true });
});

const node = () => path.join(folder, 'my node');
const socket = () => path.join(home, 'run', 's');
const script = () => path.join(home, 'latchkey-credentials');
const COMMAND = "/opt/Latch key's/out/main/cli.js";

function lineOf(given: Partial<ProcessLineDeps> = {}) {
  const line = createProcessLine({
    places: { home, socket: socket(), quickScript: script() },
    platform: 'linux',
    ownNode: node(),
    environment: {},
    command: COMMAND,
    ...given,
  });
  return async (target: string) => {
    await line.install();
    return line.of(target);
  };
}

async function startApp() {
  const stub = createStubRouter();
  const parts = { ...stub, clock: createFakeClock(), log: createMemoryLog() };
  const shell = await startSocketShell({ ...parts, socketPath: socket() });
  closes.push(() => shell?.close() ?? Promise.resolve());
  return stub;
}

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Not `spawnSync`: the one it asks is this process. */
function run(command: string, args: readonly string[], environment = {}): Promise<Ran> {
  const env = { PATH: process.env['PATH'], ...environment };
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, out, err }));
  });
}

const handedOver = (...args: readonly string[]): Ran => ({
  code: 7,
  out: [home, COMMAND, 'credentials', ...args, ''].join('\n'),
  err: '',
});

describe('a command line for the config file', () => {
  it.each<[string[], NodeJS.Platform, string]>([
    [['/home/ada/.local/x', 'dev'], 'linux', '/home/ada/.local/x dev'],
    [
      ['/Users/ada/Application Support/x', 'a/b'],
      'darwin',
      '"/Users/ada/Application Support/x" a/b',
    ],
    [["/home/o'neil/x"], 'linux', `'/home/o'"'"'neil/x'`],
    [['/home/$HOME `x`/"q"\\'], 'linux', `'/home/$HOME \`x\`/"q"\\'`],
    [['~/x'], 'linux', '"~/x"'],
    [['C:\\node.exe', 'C:\\A b\\cli.js', 'dev'], 'win32', 'C:\\node.exe "C:\\A b\\cli.js" dev'],
  ])('has %j on %s as %s', (words, platform, line) => {
    expect(commandLine(words, platform)).toBe(line);
  });

  it
    .skipIf(!has('python3') || process.platform === 'win32')
    .each([
      ['/plain'],
      ['/with blank'],
      ["/o'neil"],
      [`/all "of" 'them' \\ $HOME \`id\` ! & ; | * ( ) ~ # %`],
      ['~/x'],
      ['/ünï'],
    ])('has %s taken for one word by sh and by botocore’s shlex', (word) => {
    const line = commandLine([word, 'dev'], 'linux');
    const sh = spawnSync('sh', ['-c', `printf '%s\\n' ${line}`], { encoding: 'utf8' });
    const python = spawnSync(
      'python3',
      ['-c', 'import shlex,sys;print("\\n".join(shlex.split(sys.argv[1])))', line],
      { encoding: 'utf8', env: { ...process.env, PYTHONIOENCODING: 'utf-8' } },
    );
    expect([sh.stdout, python.stdout]).toEqual([`${word}\ndev\n`, `${word}\ndev\n`]);
  });
});

describe('the line of a target', () => {
  it('starts a script that is its user’s alone', async () => {
    const line = await lineOf()('dev');
    expect(line).toBe(`'${script().replaceAll("'", `'"'"'`)}' dev`);
    expect((await lstat(script())).mode & 0o777).toBe(0o700);
    expect((await readdir(home)).toSorted()).toEqual(['latchkey-credentials']);
  });

  it('leaves a script alone that is right, and mends another', async () => {
    await lineOf()('dev');
    const { ino } = await lstat(script());
    await lineOf()('prod');
    expect((await lstat(script())).ino).toBe(ino);
    const right = await readFile(script(), 'utf8');
    await writeFile(script(), 'echo mine');
    await lineOf()('dev');
    expect(await readFile(script(), 'utf8')).toBe(right);
    await chmod(script(), 0o600);
    await lineOf()('dev');
    expect((await lstat(script())).mode & 0o777).toBe(0o700);
  });

  it('says what is in the way of the script, and leaves that where it is', async () => {
    await mkdir(script());
    await expect(lineOf()('dev')).rejects.toMatchObject({ code: 'state/unusable' });
    expect((await lstat(script())).isDirectory()).toBe(true);
  });

  it('starts Node itself on Windows', async () => {
    const command = 'C:\\Latchkey\\cli.js';
    const line = await lineOf({
      platform: 'win32',
      ownNode: 'C:\\Program Files\\nodejs\\node.exe',
      command,
    })('dev');
    expect(line).toBe(`"C:\\Program Files\\nodejs\\node.exe" ${command} credentials dev`);
  });

  it('looks for Node in the PATH where it is started by something else', async () => {
    const bin = path.join(folder, 'bin');
    await mkdir(bin);
    const electron = { ownNode: null, environment: { PATH: `relative:${folder}:${bin}` } };
    await expect(lineOf(electron)('dev')).rejects.toMatchObject({ code: 'process/no-node' });
    await writeFile(path.join(bin, 'node'), '', { mode: 0o755 });
    await lineOf(electron)('dev');
    expect(await readFile(script(), 'utf8')).toContain(`node='${path.join(bin, 'node')}'`);
  });
});

const SHELLS = ['dash', 'bash', 'busybox', 'zsh', 'ksh', 'mksh'].filter(has);

describe.skipIf(process.platform === 'win32' || !hasCurl)('the script (needs curl)', () => {
  beforeEach(async () => {
    await lineOf()('dev');
  });

  it.each(SHELLS)('gives the tool its JSON and nothing else, in %s', async (shell) => {
    await startApp();
    const args = [...(shell === 'busybox' ? ['sh'] : []), script(), 'dev'];
    const { code, out, err } = await run(shell, args);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^\{[^\n]*\}\n$/);
    expect(JSON.parse(out)).toMatchObject({ Version: 1, SecretAccessKey: SECRET_OF_CREDENTIALS });
  });

  it.each(SHELLS)('says in one line why there are none, in %s', async (shell) => {
    await startApp();
    const args = [...(shell === 'busybox' ? ['sh'] : []), script(), 'needs-a-person'];
    const { code, out, err } = await run(shell, args);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^latchkey: A code is needed\. [^\n]*\n$/);
  });

  it.each(SHELLS)(
    'hands over to Latchkey’s own command where no app runs, in %s',
    async (shell) => {
      const args = [...(shell === 'busybox' ? ['sh'] : []), script(), 'dev'];
      expect(await run(shell, args)).toEqual(handedOver('dev'));
    },
  );

  it.each(['a/b:c@d+e.f', 'a/../b', 'a//b', './a'])('asks for %s as it is', async (name) => {
    const stub = await startApp();
    expect(await run(script(), [name])).toMatchObject({ code: 0 });
    expect(stub.calls).toEqual([`door ${name}`]);
  });

  it.each([
    [['a%b']],
    [['a b']],
    [['é']],
    [['[1-9]']],
    [['']],
    [[]],
    [['dev', 'more']],
    [['dev\nx']],
  ])('leaves %j to the command', async (args) => {
    const stub = await startApp();
    expect(await run(script(), args)).toEqual(handedOver(...args));
    expect(stub.calls).toEqual([]);
  });

  it('heeds no proxy and no settings of curl', async () => {
    await startApp();
    const settings = path.join(folder, 'home');
    await mkdir(settings);
    await writeFile(path.join(settings, '.curlrc'), 'url = http://127.0.0.1:1\nverbose\n');
    const { code, err } = await run(script(), ['dev'], {
      HOME: settings,
      CURL_HOME: settings,
      http_proxy: 'http://127.0.0.1:1',
      ALL_PROXY: 'http://127.0.0.1:1',
    });
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  it('shows no secret where the shell tells what it does', async () => {
    await startApp();
    const { code, err } = await run('bash', [script(), 'dev'], { SHELLOPTS: 'xtrace:allexport' });
    expect(code).toBe(0);
    expect(err).not.toContain(SECRET_OF_CREDENTIALS);
  });

  it('hands over where there is no curl', async () => {
    await startApp();
    expect(await run('/bin/sh', [script(), 'dev'], { PATH: folder })).toEqual(handedOver('dev'));
  });

  it('finds another Node where its own has gone', async () => {
    await rename(node(), path.join(folder, 'node'));
    const environment = { PATH: `${folder}:${process.env['PATH'] ?? ''}` };
    expect(await run(script(), ['dev'], environment)).toEqual(handedOver('dev'));
  });

  it('fails in one line without particulars where the app itself does', async () => {
    await startApp();
    const { code, out, err } = await run(script(), ['broken']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^latchkey: [^\n]*\n$/);
    expect(err).not.toContain('AKIA');
  });

  it('gives an app that hangs 55 s, and says so then', async () => {
    await startApp();
    const bin = path.join(folder, 'bin');
    const told = path.join(folder, 'told');
    await mkdir(bin);
    // Stands for curl whose time is up.
    await writeFile(path.join(bin, 'curl'), `#!/bin/sh\necho "$*" > '${told}'\nexit 28\n`, {
      mode: 0o755,
    });
    const { code, out, err } = await run(script(), ['dev'], { PATH: bin });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^latchkey: The running Latchkey does not answer\. [^\n]*\n$/);
    expect(await readFile(told, 'utf8')).toContain(' -m 55 ');
  });

  it('hands a refusal over where the passphrase is at hand', async () => {
    await startApp();
    const passphrase = { LATCHKEY_PASSPHRASE: 'correct horse battery' };
    expect(await run(script(), ['locked'], passphrase)).toEqual(handedOver('locked'));
    expect(await run(script(), ['locked'])).toMatchObject({ code: 1, out: '' });
  });

  it('hands over when the app goes away in the middle', async () => {
    await mkdir(path.dirname(socket()), { mode: 0o700 });
    const server = createServer((connection) => {
      connection.on('error', () => {});
      connection.once('data', () =>
        connection.end('HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{'),
      );
    });
    await new Promise<void>((resolve) => server.listen(socket(), resolve));
    closes.push(() => new Promise((resolve) => server.close(resolve)));
    expect(await run(script(), ['dev'])).toEqual(handedOver('dev'));
  });

  it('asks nobody where a link stands for the socket or its folder', async () => {
    const stub = await startApp();
    await rename(path.dirname(socket()), path.join(home, 'elsewhere'));
    await symlink('elsewhere', path.dirname(socket()));
    expect(await run(script(), ['dev'])).toEqual(handedOver('dev'));
    await rm(path.dirname(socket()));
    await mkdir(path.dirname(socket()));
    await symlink('../elsewhere/s', socket());
    expect(await run(script(), ['dev'])).toEqual(handedOver('dev'));
    expect(stub.calls).toEqual([]);
  });

  it.skipIf(!isRoot)('asks nobody at a socket of another user (needs root)', async () => {
    const stub = await startApp();
    await chown(socket(), 65_534, 65_534);
    expect(await run(script(), ['dev'])).toEqual(handedOver('dev'));
    await chown(socket(), 0, 0);
    await chown(path.dirname(socket()), 65_534, 65_534);
    expect(await run(script(), ['dev'])).toEqual(handedOver('dev'));
    expect(stub.calls).toEqual([]);
  });
});
