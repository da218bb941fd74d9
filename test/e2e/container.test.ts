import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMAND, endOf, firstLine, IS_WINDOW_BUILT } from './command.ts';

/** Asks AWS who it is, with what the SDK's default chain finds, and says what its environment holds. */
const PROGRAM = `
  import { STSClient, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
  const { Arn } = await new STSClient({ maxAttempts: 1 }).send(new GetCallerIdentityCommand({}));
  const names = Object.keys(process.env).filter((name) => /^AWS_/.test(name)).sort();
  console.log(JSON.stringify({ arn: Arn, names }));`;
const PROGRAM_WORDS = [process.execPath, '--input-type=module', '-e', PROGRAM];
const ANALYST = /^arn:aws:sts::444455556666:assumed-role\/Analyst\//;
const TARGET = 'acme-data-analyst';

const run = promisify(execFile);
const project = path.resolve(import.meta.dirname, '../..');

describe.skipIf(!IS_WINDOW_BUILT)(
  'programs that ask Latchkey for credentials (skipped where the window is not built)',
  () => {
    let home = '';
    let practice: ChildProcess;
    let variables: Readonly<Record<string, string>>;

    beforeAll(async () => {
      home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-doors-'));
      practice = start({}, 'practice', '--no-open', '--json');
      ({ variables } = JSON.parse(await firstLine(practice)) as { variables: typeof variables });
    }, 120_000);
    afterAll(async () => {
      practice.kill('SIGKILL');
      await rm(home, { recursive: true, force: true });
    });

    it('get them from `exec --container`, with none in their environment', async () => {
      const { code, out, err } = await endOf(
        start(variables, 'exec', '--container', TARGET, '--', ...PROGRAM_WORDS),
      );
      expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
      const { arn, names } = JSON.parse(out) as { arn: string; names: readonly string[] };
      expect(arn).toMatch(ANALYST);
      expect(names).toEqual([
        'AWS_CONFIG_FILE',
        'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
        'AWS_CONTAINER_CREDENTIALS_FULL_URI',
        'AWS_DEFAULT_REGION',
        'AWS_ENDPOINT_URL',
        'AWS_REGION',
        'AWS_SHARED_CREDENTIALS_FILE',
      ]);
    }, 60_000);

    it('get them in a shell that runs what `container` prints', async () => {
      const printed = await endOf(start(variables, 'container', TARGET, '--shell', 'bash'));
      expect({ code: printed.code, err: printed.err }).toEqual({ code: 0, err: '' });
      expect(printed.out).not.toMatch(/AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)=/);
      const words = PROGRAM_WORDS.map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`);
      const { stdout } = await run('bash', ['-c', `${printed.out}\n${words.join(' ')}`], {
        cwd: project,
        // Somebody else's keys stand in the shell: the lines take them away.
        env: { ...environment(variables), AWS_ACCESS_KEY_ID: 'AKIAOTHER', AWS_PROFILE: 'other' },
      });
      expect((JSON.parse(stdout) as { arn: string }).arn).toMatch(ANALYST);
    }, 60_000);

    it('get them by instance metadata where that is asked for, with a warning', async () => {
      const args = ['container', TARGET, '--imds', '--shell', 'bash'];
      const { code, out, err } = await endOf(start(variables, ...args));
      expect(code).toBe(0);
      expect(err).toMatch(/^# Warning: instance metadata cannot tell who asks\./);
      const words = PROGRAM_WORDS.map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`);
      const { stdout } = await run('bash', ['-c', `${out}\n${words.join(' ')}`], {
        cwd: project,
        env: environment(variables),
      });
      expect((JSON.parse(stdout) as { arn: string }).arn).toMatch(ANALYST);
    }, 60_000);

    it('get none after a stop', async () => {
      const folder = path.join(variables['LATCHKEY_HOME'] ?? '', 'container');
      const { out } = await endOf(start(variables, 'container', TARGET, '--shell', 'bash'));
      expect(await readdir(folder)).toHaveLength(1);
      expect((await endOf(start(variables, 'stop', TARGET))).code).toBe(0);
      expect(await readdir(folder)).toEqual([]);
      const url = /FULL_URI='([^']+)'/.exec(out)?.[1] ?? '';
      expect((await fetch(url)).status).toBeGreaterThanOrEqual(400);
    }, 60_000);

    it('are not run with the credentials of somebody else’s default profile', async () => {
      const file = path.join(home, 'with-default');
      await writeFile(file, '[default]\naws_access_key_id = AKIAOTHER\n', { mode: 0o600 });
      const other = { ...variables, AWS_SHARED_CREDENTIALS_FILE: file };
      const args = ['exec', '--container', TARGET, '--', process.execPath, '-p', '"ran"'];
      const { code, out, err } = await endOf(start(other, ...args));
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toContain(`The profile default in ${file} has credentials of its own`);
      const printed = await endOf(start(other, 'container', TARGET, '--shell', 'bash'));
      expect(printed.code).toBe(0);
      expect(printed.err).toContain("AWS's tools take those first");
    }, 60_000);

    it('are told at once that there is no such target', async () => {
      const { code, err } = await endOf(start(variables, 'container', 'nobody'));
      expect(code).toBe(4);
      expect(err).toContain('There is no target called nobody');
    }, 60_000);

    it('need a Latchkey that runs: the command says so, and what to do', async () => {
      await mkdir(path.join(home, 'none'));
      const none = { LATCHKEY_HOME: path.join(home, 'none') };
      for (const words of [
        ['container', TARGET],
        ['exec', '--container', TARGET, '--', 'true'],
      ]) {
        const { code, out, err } = await endOf(start(none, ...words));
        expect({ code, out }).toEqual({ code: 1, out: '' });
        expect(err).toBe(
          'latchkey: Latchkey is not running. It has to be there for as long as a program asks it for credentials. Start it (latchkey, or latchkey serve --no-open) and try again.\n',
        );
      }
      expect(existsSync(path.join(home, 'none', 'container'))).toBe(false);
    }, 60_000);

    function environment(more: Readonly<Record<string, string>>): Record<string, string> {
      return {
        PATH: process.env['PATH'] ?? '',
        HOME: home,
        LATCHKEY_HOME: path.join(home, 'latchkey'),
        // No test asks the keychain of the machine it runs on.
        DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
        ...more,
      };
    }

    function start(more: Readonly<Record<string, string>>, ...args: readonly string[]) {
      return spawn(process.execPath, [...COMMAND, ...args], {
        cwd: project,
        env: environment(more),
        stdio: ['ignore', 'pipe', 'pipe'],
      });
    }
  },
);
