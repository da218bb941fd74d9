/**
 * Runs inside a D-Bus session of its own, apart from the test: libsecret keeps one connection for
 * each process. Starts gnome-keyring as told and lends its keychain-store, by lines of JSON.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { createSystemClock, type Clock } from '#main/platform/clock.ts';
import { createKeychainStore, loadKeychain, probeKeychain } from '#main/secrets/keychain-store.ts';
import { takeTurns } from '#main/secrets/keychain-turns.ts';
import type { SecretId } from '#main/secrets/secret-store.ts';
import { isAppError } from '#shared/errors.ts';
import { secretOf } from '#shared/secret.ts';

export interface HostRequest {
  readonly call:
    | 'get'
    | 'put'
    | 'delete'
    | 'probe'
    | 'canary'
    | 'pause'
    | 'resume'
    | 'hurry'
    | 'end-daemon'
    | 'lag';
  readonly id?: SecretId;
  readonly text?: string;
}

export type HostReply =
  | { readonly value: unknown }
  | { readonly code: string; readonly facts: unknown };

const [mode = 'none', password = ''] = process.argv.slice(2);
/** By how much the limit of 30 s is divided. */
let hurry = 1;
let daemon: ChildProcess | null = null;

async function main(): Promise<void> {
  const system = createSystemClock();
  const clock: Clock = {
    ...system,
    sleep: (ms, signal) => system.sleep(ms / hurry, signal),
  };
  const binding = await loadKeychain();
  const keychain = takeTurns(binding, clock);
  const store = createKeychainStore(keychain, 'suite');
  if (mode !== 'none') {
    daemon = startDaemon();
    await waitForService(() => binding.getPassword('latchkey', 'nothing'));
  }

  const calls: Record<HostRequest['call'], (request: HostRequest) => Promise<unknown>> = {
    get: async ({ id }) => (await store.get(id!))?.reveal() ?? null,
    put: ({ id, text }) => store.put(id!, secretOf(text!)),
    delete: ({ id }) => store.delete(id!),
    canary: () => store.put('canary', secretOf('latchkey')),
    probe: () => probeKeychain(keychain),
    pause: async () => daemon?.kill('SIGSTOP'),
    hurry: async () => (hurry = 20),
    async resume() {
      hurry = 1;
      daemon?.kill('SIGCONT');
    },
    'end-daemon': async () => {
      const ended = new Promise((resolve) => daemon?.once('exit', resolve));
      daemon?.kill('SIGKILL');
      await ended;
    },
    lag: () => measureLag(),
  };
  process.stdout.write('"ready"\n');
  for await (const line of createInterface({ input: process.stdin })) {
    const [number, request] = JSON.parse(line) as [number, HostRequest];
    void calls[request.call](request)
      .then((value): HostReply => ({ value: value ?? null }))
      .catch((error: unknown): HostReply => {
        if (isAppError(error)) return { code: error.code, facts: error.facts };
        return { code: 'not an AppError', facts: { text: String(error) } };
      })
      .then((reply) => process.stdout.write(`${JSON.stringify([number, reply])}\n`));
  }
}

function startDaemon(): ChildProcess {
  const how = mode === 'unlocked' ? '--unlock' : '--start';
  const started = spawn('gnome-keyring-daemon', [how, '--components=secrets', '--foreground'], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  started.stdin.end(mode === 'unlocked' ? password : '');
  return started;
}

async function waitForService(ask: () => Promise<unknown>): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await ask();
      return;
    } catch (error) {
      if (attempt > 1200) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** The longest that the event loop was held up within half a second, file access included. */
async function measureLag(): Promise<number> {
  const { stat } = await import('node:fs/promises');
  let longest = 0;
  for (let round = 0; round < 25; round += 1) {
    const start = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await stat('/');
    longest = Math.max(longest, performance.now() - start - 20);
  }
  return longest;
}

await main().finally(() => daemon?.kill('SIGKILL'));
process.exit(0);
