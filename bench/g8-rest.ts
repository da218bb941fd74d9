import { spawn, type ChildProcess, execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openTimedLatchkey, startPractice } from './practice-latchkey.ts';
import type { BenchmarkOutput } from './run.ts';

const ROLES = 10_000;
const LIVE = 20;
/** V8 collects once what starting has left, 30 to 45 s after the start, on a busy machine up to 100 s. */
const SETTLE_MS = 60_000;
const REST_MS = 60_000;
/** Of /proc: what a tick of the kernel's clock is. */
const TICK_MS = 10;

/** G8: what Latchkey costs while nobody does anything, and whether a day of renewals makes it grow. */
export async function benchRest(output: BenchmarkOutput): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'latchkey-bench-'));
  try {
    await setUp(folder);
    await compareAtRest(folder, output);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  showADay(output);
}

async function setUp(home: string): Promise<void> {
  const practice = await startPractice();
  try {
    const latchkey = await openTimedLatchkey(home, practice, ROLES);
    for (let role = 0; role < LIVE; role++) await latchkey.switchTo(role, 3600 + role);
    await latchkey.close();
  } finally {
    practice.close();
  }
}

async function compareAtRest(home: string, output: BenchmarkOutput): Promise<void> {
  // With no more of the environment than ours: NODE_EXTRA_CA_CERTS alone takes 1.8 MiB.
  const bare = spawn(
    process.execPath,
    [
      '-e',
      "require('node:http').createServer((_, reply) => reply.end('ok')).listen(0, '127.0.0.1')",
    ],
    { env: { PATH: process.env['PATH'], HOME: home } },
  );
  const cli = path.resolve(import.meta.dirname, '../out/main/cli.js');
  const ours = spawn(process.execPath, [cli, 'serve', '--no-open'], {
    env: {
      PATH: process.env['PATH'],
      HOME: home,
      LATCHKEY_HOME: path.join(home, 'latchkey'),
      LATCHKEY_VAULT: 'file',
      LATCHKEY_PASSPHRASE: 'correct horse battery',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await new Promise((resolve, reject) => {
      ours.stdout?.once('data', resolve);
      ours.once('close', () => reject(new Error('serve has ended; is it built?')));
    });
    await delay(SETTLE_MS);
    const before = await ticksOf(ours);
    await delay(REST_MS);
    const cpu = (((await ticksOf(ours)) - before) * TICK_MS * 100) / REST_MS;
    const [rss, floor] = [await rssOf(ours), await rssOf(bare)];
    const found = rss / floor;
    output.show({
      job: `at rest: ${ROLES.toLocaleString('en')} roles, ${LIVE} live sessions (${mib(rss)}; a bare server ${mib(floor)})`,
      timings: [],
      goals: [
        { text: 'RSS ≤ 1.4 × a bare Node server', found, unit: '×', isMet: found <= 1.4 },
        { text: 'CPU over a minute ≤ 0.2 % of a core', found: cpu, unit: '%', isMet: cpu <= 0.2 },
      ],
    });
  } finally {
    for (const child of [bare, ours]) child.kill('SIGKILL');
  }
}

/** A day by a clock that is told to go on, in a process of its own. */
function showADay(output: BenchmarkOutput): void {
  const args = ['--expose-gc', '--import', 'tsx', path.join(import.meta.dirname, 'g8-day.ts')];
  const { earlyBytes, lateBytes, renewals } = JSON.parse(
    execFileSync(process.execPath, [...args, String(LIVE)], { encoding: 'utf8' }),
  ) as Record<'earlyBytes' | 'lateBytes' | 'renewals', number>;
  const found = (lateBytes / earlyBytes - 1) * 100;
  output.show({
    job: `24 simulated hours, ${renewals} renewals (${mib(earlyBytes)} after four hours, ${mib(lateBytes)} at the end)`,
    timings: [],
    goals: [{ text: 'growth < 5 %', found, unit: '%', isMet: found < 5 }],
  });
}

async function ticksOf({ pid }: ChildProcess): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

async function rssOf({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
}

function mib(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
