import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createRunCodeCommand } from '#main/mfa/run-code-command.ts';
import { createSystemClock } from '#main/platform/clock.ts';
import { isProcessAlive } from '#main/platform/process-alive.ts';
import { createFakeClock } from '#test/fakes/fake-clock.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'latchkey-code-command-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
});

describe('a command that prints a code', () => {
  it.each([
    ['alone', "process.stdout.write('123456')"],
    ['on a line', "console.log('123456')"],
    ['with blanks around it', "console.log('  123456 \\r\\n\\n')"],
    ['and talks on stderr', "console.error('Touch your key…'); console.log('123456')"],
  ])('gives it where it prints it %s', async (_, script) => {
    expect(await run(script)).toBe('123456');
  });

  it.each([
    ['nothing', ''],
    ['a sentence', "console.log('Code: 123456')"],
    ['two codes', "console.log('123456\\n654321')"],
    ['seven digits', "console.log('1234567')"],
    ['digits of another script', "console.log('１２３４５６')"],
    ['more than a code', "console.log('123456' + ' '.repeat(2000))"],
  ])('prints none where it prints %s', async (_, script) => {
    await expect(run(script)).rejects.toMatchObject({ code: 'mfa/process-no-code' });
  });

  it('does not have what it printed instead repeated', async () => {
    const error: unknown = await run("console.log('my seed is JBSWY3DPEHPK3PXP')").catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: 'mfa/process-no-code' });
    expect(JSON.stringify(error)).not.toContain('JBSWY3');
  });

  it('has failed with its exit code, and what it said short, visible and without secrets', async () => {
    const said = `no\\u001b[31mkey\\u202e ${'x'.repeat(30)} 123456 ${'y '.repeat(300)}`;
    await expect(run(`console.error('${said}'); process.exit(3)`)).rejects.toMatchObject({
      code: 'mfa/process-failed',
      facts: {
        program: process.execPath,
        exitCode: 3,
        said: expect.stringMatching(
          /^no\\u\{1b\}\[31mkey\\u\{202e\} x{30} \*{6} [y ]+…$/,
        ) as string,
      },
    });
  });

  it('has failed with 128 and the number where a signal ended it', async () => {
    await expect(run("process.kill(process.pid, 'SIGTERM')")).rejects.toMatchObject({
      code: 'mfa/process-failed',
      facts: { exitCode: 143 },
    });
  });

  it('is not found where there is none', async () => {
    const words = [path.join(folder, 'gone')];
    await expect(runWords(words)).rejects.toMatchObject({
      code: 'mfa/process-not-found',
      facts: { program: words[0] },
    });
  });

  it('is not started where the file is no program', async () => {
    const file = path.join(folder, 'text');
    await writeFile(file, '123456', { mode: 0o600 });
    await expect(runWords([file])).rejects.toMatchObject({
      code: 'mfa/process-not-started',
      facts: { reason: 'EACCES' },
    });
  });

  it('gets its words as they are, and no shell', async () => {
    const words = ['a b', '$HOME', '*', '"', "'; touch pwned; '", ''];
    const file = path.join(folder, 'words.json');
    const script = `require('fs').writeFileSync(${JSON.stringify(file)}, JSON.stringify(process.argv.slice(1))); console.log('123456')`;
    await runWords([process.execPath, '-e', script, '--', ...words]);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(words);
  });

  it('sees nothing of AWS’s or ours in its environment, and stands in no folder of somebody else’s', async () => {
    const file = path.join(folder, 'env.json');
    const script = `require('fs').writeFileSync(${JSON.stringify(file)}, JSON.stringify({ ...process.env, cwd: process.cwd() })); console.log('123456')`;
    await runWords([process.execPath, '-e', script], {
      PATH: '/bin',
      AWS_SECRET_ACCESS_KEY: 'x',
      aws_profile: 'x',
      LATCHKEY_PASSPHRASE: 'x',
      HOME: '/home/me',
    });
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
      PATH: '/bin',
      HOME: '/home/me',
      cwd: path.parse(folder).root,
    });
  });

  it('is ended with what it started when its time is up', async () => {
    const clock = createFakeClock();
    const file = path.join(folder, 'pid');
    const child = 'setInterval(() => {}, 1000)';
    const script = `const { pid } = require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}]); require('fs').writeFileSync(${JSON.stringify(file)}, String(pid)); setInterval(() => {}, 1000)`;
    const running = createRunCodeCommand({ environment: process.env, clock })([
      process.execPath,
      '-e',
      script,
    ]);
    const failure = running.catch((error: unknown) => error);
    const pid = await pidIn(file);
    expect(isProcessAlive(pid)).toBe(true);
    await clock.advance(30_000);
    expect(await failure).toMatchObject({ code: 'mfa/process-timed-out', facts: { seconds: 30 } });
    while (await isRunning(pid)) await new Promise((resolve) => setImmediate(resolve));
  });

  it('need not wait for what it left running with its output open', async () => {
    const child = 'setInterval(() => {}, 1000)';
    const script = `const child = require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'inherit' }); require('fs').writeFileSync(${JSON.stringify(path.join(folder, 'pid'))}, String(child.pid)); console.log('123456'); child.unref()`;
    expect(await run(script)).toBe('123456');
    process.kill(await pidIn(path.join(folder, 'pid')));
  });
});

function run(script: string): Promise<string> {
  return runWords([process.execPath, '-e', script]);
}

function runWords(words: readonly string[], environment = process.env as Record<string, string>) {
  return createRunCodeCommand({ environment, clock: createSystemClock() })(words);
}

async function pidIn(file: string): Promise<number> {
  for (;;) {
    const text = await readFile(file, 'utf8').catch(() => '');
    if (text !== '') return Number(text);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A killed process that nobody has waited for yet is there by name only. */
async function isRunning(pid: number): Promise<boolean> {
  if (!isProcessAlive(pid)) return false;
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  return stat === null ? process.platform !== 'linux' : !/\) [ZX] /.test(stat);
}
