import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '#main/cli/run.ts';
import { createSystemClock } from '#main/platform/clock.ts';
import { recordingTerminal } from './recording-terminal.ts';

let home = '';
beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-usage-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

async function run(...args: readonly string[]) {
  const terminal = recordingTerminal({});
  const environment = { HOME: home, LATCHKEY_HOME: path.join(home, 'latchkey') };
  const code = await runCommandLine(args, {
    terminal,
    environment,
    clock: createSystemClock(),
    abandon: () => {},
  });
  return { code, out: terminal.printed.join('\n'), err: terminal.said.join('\n') };
}

describe('wrong usage', () => {
  it.each([
    [
      ['swich', 'dev'],
      "latchkey: unknown command 'swich' (Did you mean switch?)\nUsage: latchkey [command]",
    ],
    [
      ['switch', 'dev', '--jsn'],
      "latchkey: unknown option '--jsn' (Did you mean --json?)\nUsage: latchkey switch [options] <TARGET>",
    ],
    [
      ['switch'],
      "latchkey: missing required argument 'TARGET'\nUsage: latchkey switch [options] <TARGET>",
    ],
    [
      ['switch', 'dev', '--duration', '1h'],
      "latchkey: option '--duration <S>' argument '1h' is invalid. It takes whole seconds, 3600 for an hour.\nUsage: latchkey switch [options] <TARGET>",
    ],
    [
      ['identity', 'add', 'me'],
      "latchkey: required option '--access-key-id <ID>' not specified\nUsage: latchkey identity add [options] <NAME>",
    ],
    [
      ['exec', 'dev'],
      "latchkey: missing required argument 'COMMAND'\nUsage: latchkey exec [options] <TARGET> -- COMMAND …",
    ],
    [
      ['exec', 'dev', '--'],
      "latchkey: missing required argument 'COMMAND'\nUsage: latchkey exec [options] <TARGET> -- COMMAND …",
    ],
    [
      ['help', 'swich'],
      "latchkey: unknown command 'swich' (Did you mean switch?)\nUsage: latchkey [command]",
    ],
    [
      ['practice', '--scale', 'big'],
      "latchkey: option '--scale <AxR>' argument 'big' is invalid. It takes accounts and roles, 200x5.\nUsage: latchkey practice [options]",
    ],
  ])('%j says what is wrong, and how it is meant', async (args, expected) => {
    expect(await run(...args)).toEqual({ code: 2, out: '', err: expected });
  });

  it('a secret as an argument is not taken: no such option exists', async () => {
    const { code, err } = await run(
      'identity',
      'add',
      'me',
      '--access-key-id',
      'AKIA',
      '--secret-access-key',
      'x',
    );
    expect(code).toBe(2);
    expect(err).toContain("unknown option '--secret-access-key'");
  });

  it('a group without a command shows what it has, on stderr', async () => {
    const { code, out, err } = await run('endpoint');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('add NAME');
  });
});

describe('help', () => {
  it('lists every command of the product with its arguments, on stdout', async () => {
    const { code, out } = await run('--help');
    expect(code).toBe(0);
    for (const command of [
      'serve',
      'practice',
      'identity',
      'key',
      'mfa',
      'role',
      'endpoint',
      'switch TARGET',
      'stop [TARGET]',
      'status',
      'report [TARGET]',
      'account',
      'exec TARGET COMMAND …',
      'env TARGET',
      'credentials TARGET|PROFILE',
    ]) {
      expect(out).toContain(`  ${command} `);
    }
  });

  it.each([
    ['serve'],
    ['practice'],
    ['switch'],
    ['stop'],
    ['status'],
    ['exec'],
    ['env'],
    ['credentials'],
    ['endpoint', 'add'],
    ['identity', 'add'],
    ['key', 'list'],
    ['key', 'deactivate'],
    ['key', 'activate'],
    ['key', 'delete'],
    ['key', 'remind'],
    ['mfa', 'add'],
    ['mfa', 'code'],
    ['role', 'add'],
    ['role', 'show'],
    ['role', 'change'],
  ])('of %s %s has an example', async (...command) => {
    const { code, out } = await run(...command, '--help');
    expect(code).toBe(0);
    expect(out).toContain(`Examples:`);
    expect(out).toContain(`latchkey ${command.join(' ')}`);
  });

  it.each([
    [['help'], ['--help']],
    [
      ['help', 'switch'],
      ['switch', '--help'],
    ],
    [
      ['help', 'mfa', 'add'],
      ['mfa', 'add', '--help'],
    ],
    [
      ['mfa', 'help', 'add'],
      ['mfa', 'add', '--help'],
    ],
  ])('%j is the same as %j', async (asked, same) => {
    const help = await run(...same);
    expect(help.code).toBe(0);
    expect(await run(...asked)).toEqual(help);
  });

  it('writes nothing to disk', async () => {
    await run('--help');
    await run('--version');
    expect(await readdir(home)).toEqual([]);
  });
});
