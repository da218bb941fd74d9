import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommandLine } from '#main/cli/run.ts';
import { createCommandRouter } from '#main/api/routers.ts';
import { createLatchkey, type Latchkey } from '#main/compose.ts';
import { createSystemClock } from '#main/platform/clock.ts';
import { findPlaces } from '#main/platform/home.ts';
import { startSocketShell, type SocketShell } from '#main/shells/socket/socket-shell.ts';
import { CHEAP_SCRYPT } from '#test/fakes/cheap-scrypt.ts';
import { recordingTerminal } from './recording-terminal.ts';

const clock = createSystemClock();
const PASSPHRASE = 'correct horse battery';
let home = '';
const own = () => ({ HOME: home, LATCHKEY_HOME: path.join(home, 'own') });

beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-lock-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

async function run(
  args: readonly string[],
  parts: { readonly input?: string; readonly answers?: readonly string[] } = {},
) {
  const terminal = recordingTerminal(parts);
  const environment = own();
  const code = await runCommandLine(args, {
    terminal,
    environment,
    clock,
    abandon: () => {},
    scryptCost: CHEAP_SCRYPT,
  });
  return { code, out: terminal.printed.join('\n'), err: terminal.said.join('\n') };
}

describe('with a running Latchkey', () => {
  let latchkey: Latchkey;
  let socket: SocketShell | null;

  beforeEach(async () => {
    const places = findPlaces(own());
    latchkey = await createLatchkey({
      places,
      environment: { ...own(), LATCHKEY_VAULT: 'file', LATCHKEY_PASSPHRASE: PASSPHRASE },
      clock,
      surface: 'browser',
      version: '0.0.0',
      practice: false,
      clipboard: null,
      openPractice: async () => null,
      scryptCost: CHEAP_SCRYPT,
    });
    const loadRouter = async () => createCommandRouter(latchkey.core);
    socket = await startSocketShell({ ...latchkey, loadRouter, socketPath: places.socket, clock });
  });
  afterEach(async () => {
    await socket?.close();
    await latchkey.close({ withdraw: false });
  });
  const state = () => latchkey.vault.view().state;

  it('lock closes its vault, and unlock opens it with the passphrase that is typed', async () => {
    expect(await run(['lock'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('The vault is locked.'),
      err: '',
    });
    expect(state()).toBe('locked');
    const answers = ['not this one', PASSPHRASE];
    expect(await run(['unlock'], { answers })).toEqual({
      code: 0,
      out: 'The vault is open.',
      err: 'That is not it; capitals count.',
    });
    expect(state()).toBe('unlocked');
  });

  it('both are content with what is so already, and say it in JSON', async () => {
    const vault = { kind: 'file', state: 'unlocked', failure: null };
    expect(JSON.parse((await run(['unlock', '--json'])).out)).toEqual({ vault });
    for (let times = 0; times < 2; times += 1)
      expect(JSON.parse((await run(['lock', '--json'])).out)).toEqual({
        vault: { ...vault, state: 'locked' },
      });
  });

  it('unlock takes the passphrase from standard input, and leaves it locked where that is wrong or missing', async () => {
    latchkey.vault.lock();
    expect(await run(['unlock'])).toMatchObject({ code: 3, out: '' });
    const wrong = await run(['unlock', '--passphrase-stdin'], { input: 'not this one\n' });
    expect(wrong).toMatchObject({ code: 3, out: '' });
    expect(state()).toBe('locked');
    const right = await run(['unlock', '--passphrase-stdin'], { input: `${PASSPHRASE}\n` });
    expect(right).toMatchObject({ code: 0, err: '' });
    expect(state()).toBe('unlocked');
  });
});

describe('without a running Latchkey', () => {
  it('lock has nothing to do', async () => {
    const out = 'No Latchkey is running, so nothing is open.';
    expect(await run(['lock'])).toEqual({ code: 0, out, err: '' });
  });

  it('unlock says that nothing would stay open, and what opens it for one command', async () => {
    const { code, out, err } = await run(['unlock']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('Latchkey is not running');
    expect(err).toContain('--passphrase-stdin, or LATCHKEY_PASSPHRASE');
  });
});
