import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fromHttp } from '@aws-sdk/credential-provider-http';
import { createSystemClock } from '#main/platform/clock.ts';
import { startPracticeAccount } from '#main/practice/start-practice-account.ts';
import { openTimedLatchkey } from './practice-latchkey.ts';
import { atMost, type Goal } from './report.ts';
import { compare, timingOf, type Contender, type Timing } from './rounds.ts';
import type { BenchmarkOutput } from './run.ts';

/** A connection for each request costs as much as the request; a program keeps it. */
const REQUESTS_A_ROUND = 25;
const LOAD = { perSecond: 1000, seconds: 60 };
const P99_LIMIT_MS = 50;

/** G3 and P4: the container endpoint against a server that does nothing but reply the same. */
export async function benchContainer(output: BenchmarkOutput): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'latchkey-bench-'));
  const account = await startPracticeAccount({ clock: createSystemClock() });
  const children: ChildProcess[] = [];
  try {
    const { url } = account;
    const user = account.users.find(({ userName }) => userName === 'kim')!;
    const role = account.roles.find(({ name }) => name === 'acme-dev-developer')!;
    const practice = { url, user, role, close: () => {} };
    await (await openTimedLatchkey(folder, practice, 1)).close();
    const latchkey = await startLatchkey(folder, children);
    const bare = await startBare(await bodyOf(latchkey), children);
    const assumed = () => account.calls.filter(({ action }) => action === 'AssumeRole').length;

    const raw = await compare([rawClient(bare), rawClient(latchkey)], { rounds: 200, warmUp: 40 });
    output.show({
      job: 'container endpoint, a raw client on one connection, ms a request',
      timings: raw,
      goals: [atMost(raw, 'Latchkey', 'bare node:http', 1.5)],
    });
    const sdk = await compare([sdkClient(bare), sdkClient(latchkey)], { rounds: 200, warmUp: 40 });
    output.show({
      job: 'container endpoint, fromHttp of the AWS SDK for JavaScript',
      timings: sdk,
      goals: [atMost(sdk, 'Latchkey', 'bare node:http', 1.5)],
    });

    const wrong = await compare(
      [wrongToken(latchkey, 'first byte wrong', 0), wrongToken(latchkey, 'last byte wrong', -1)],
      { rounds: 200, warmUp: 20 },
    );
    const apartMs = Math.abs(wrong[0]!.medianMs - wrong[1]!.medianMs);
    output.show({
      job: 'container endpoint, a token that is nearly right (B6)',
      timings: wrong,
      goals: [{ text: 'medians apart < 1 ms', found: apartMs, unit: 'ms', isMet: apartMs < 1 }],
    });

    const underLoad = [await load(bare), await load(latchkey)];
    output.show({
      job: `container endpoint, ${LOAD.perSecond} requests/s for ${LOAD.seconds} s, from when each was due`,
      timings: underLoad.map(({ timing }) => timing),
      goals: [
        ...underLoad.map(({ timing, p99Ms }): Goal => ({
          text: `p99 < ${P99_LIMIT_MS} ms, ${timing.name}`,
          found: p99Ms,
          unit: 'ms',
          isMet: p99Ms < P99_LIMIT_MS,
        })),
        {
          text: 'all of them answered with credentials',
          found: underLoad[1]!.failed,
          unit: 'failed',
          isMet: underLoad[1]!.failed === 0,
        },
        {
          text: '1 call of STS, all in all',
          found: assumed(),
          unit: 'calls',
          isMet: assumed() === 1,
        },
      ],
    });
  } finally {
    for (const child of children) {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    }
    await account.close();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Door {
  readonly name: string;
  readonly url: string;
  readonly tokenFile: string;
  readonly token: string;
}

/** The built program, as users have it, in a process of its own. */
async function startLatchkey(folder: string, children: ChildProcess[]): Promise<Door> {
  const cli = path.resolve(import.meta.dirname, '../out/main/cli.js');
  if (!existsSync(cli)) throw new Error('Build it first: npm run build');
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    LATCHKEY_HOME: path.join(folder, 'latchkey'),
    LATCHKEY_VAULT: 'file',
    LATCHKEY_PASSPHRASE: 'correct horse battery',
  };
  const child = spawn(process.execPath, [cli, 'serve', '--no-open'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  await firstOutput(child);
  const opened = await new Promise<string>((resolve, reject) => {
    const command = spawn(process.execPath, [cli, 'container', 'role-0', '--shell', 'bash'], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    command.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    command.once('close', () => resolve(text));
    command.once('error', reject);
  });
  const valueOf = (name: string) => new RegExp(`${name}='([^']+)'`).exec(opened)?.[1] ?? '';
  const tokenFile = valueOf('AUTHORIZATION_TOKEN_FILE');
  const token = await readFile(tokenFile, 'utf8');
  return { name: 'Latchkey', url: valueOf('CREDENTIALS_FULL_URI'), tokenFile, token };
}

const BARE = `
  import { createServer } from 'node:http';
  const server = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(process.env.BODY);
  });
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));`;

async function startBare(
  { door, body }: { door: Door; body: string },
  children: ChildProcess[],
): Promise<Door> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', BARE], {
    env: { PATH: process.env['PATH'], BODY: body },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const port = (await firstOutput(child)).trim();
  return { ...door, name: 'bare node:http', url: `http://127.0.0.1:${port}/credentials` };
}

async function firstOutput(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString()));
    child.once('close', () => reject(new Error('The server did not start.')));
  });
}

async function bodyOf(door: Door): Promise<{ door: Door; body: string }> {
  return { door, body: await get(door, new Agent()) };
}

function get({ url, token }: Door, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, headers: { authorization: token } }, (reply) => {
      let text = '';
      reply.setEncoding('utf8');
      reply.on('data', (chunk: string) => (text += chunk));
      reply.once('end', () =>
        reply.statusCode === 200 ? resolve(text) : reject(new Error(`${reply.statusCode} ${text}`)),
      );
    });
    sent.once('error', reject);
    sent.end();
  });
}

function rawClient(door: Door): Contender {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return {
    name: door.name,
    async run() {
      const start = performance.now();
      for (let count = 0; count < REQUESTS_A_ROUND; count += 1) await get(door, agent);
      return (performance.now() - start) / REQUESTS_A_ROUND;
    },
  };
}

/** One byte of the token is another. Paced, for wrong ones have a limit: beyond it nothing is compared. */
function wrongToken(door: Door, name: string, at: number): Contender {
  const index = at < 0 ? door.token.length + at : at;
  const other = door.token[index] === 'A' ? 'B' : 'A';
  const token = door.token.slice(0, index) + other + door.token.slice(index + 1);
  return {
    name,
    prepare: () => delay(25),
    run: () =>
      get({ ...door, token }, new Agent()).then(
        () => Promise.reject(new Error('A wrong token was taken.')),
        (error: Error) => (error.message.startsWith('401') ? undefined : Promise.reject(error)),
      ),
  };
}

/** Each call reads the token file and opens a connection, as the SDK does. */
function sdkClient(door: Door): Contender {
  return {
    name: door.name,
    async run() {
      const provider = fromHttp({
        awsContainerCredentialsFullUri: door.url,
        awsContainerAuthorizationTokenFile: door.tokenFile,
      });
      await provider();
    },
  };
}

interface Load {
  readonly timing: Timing;
  readonly p99Ms: number;
  readonly failed: number;
}

/** At a fixed pace, however slow the replies are: a request that waits behind others has waited. */
async function load(door: Door): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const total = LOAD.perSecond * LOAD.seconds;
  const times: number[] = [];
  const open = new Set<Promise<void>>();
  let failed = 0;
  const start = performance.now();
  for (let sent = 0; sent < total;) {
    const due = Math.min(total, Math.floor(((performance.now() - start) * LOAD.perSecond) / 1000));
    for (; sent < due; sent += 1) {
      const dueAt = start + (sent * 1000) / LOAD.perSecond;
      const one = get(door, agent)
        .then(
          () => void times.push(performance.now() - dueAt),
          () => void (failed += 1),
        )
        .finally(() => open.delete(one));
      open.add(one);
    }
    await delay(1);
  }
  await Promise.all(open);
  agent.destroy();
  const sorted = times.toSorted((a, b) => a - b);
  return {
    timing: timingOf(door.name, times),
    failed,
    p99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN,
  };
}
