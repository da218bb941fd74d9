import { spawn, spawnSync } from 'node:child_process';
import { createCipheriv, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { createSystemClock } from '#main/platform/clock.ts';
import { openStateStore } from '#main/state/state-store.ts';
import { MANY_ROLES } from './many-roles.ts';
import {
  ENVIRONMENT,
  homeVariables,
  openTimedLatchkey,
  placesOf,
  roleName,
  setUpLatchkey,
  startPractice,
  type Practice,
} from './practice-latchkey.ts';
import { atMost, type Goal } from './report.ts';
import { compare } from './rounds.ts';
import type { BenchmarkOutput } from './run.ts';
import { startSessionKeyring } from './session-keyring.ts';

const OUT = path.resolve(import.meta.dirname, '../out');
const COMMAND = path.join(OUT, 'main/latchkey.cjs');

/** G9: the cold ways, and what is loaded for them. */
export async function benchColdCall(output: BenchmarkOutput): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'latchkey-bench-'));
  const practice = await startPractice();
  try {
    await compareColdCalls(folder, practice, output);
    await compareSaves(path.join(folder, 'save'), practice, output);
    output.show({
      job: 'what is loaded',
      timings: [],
      goals: await goalsOfLoading(folder, practice),
    });
  } finally {
    practice.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const ALONE = 'bundled SDK alone';
const OURS = 'latchkey credentials, no app';

/** One call of STS from a process that has just started: key from the keychain, nothing kept of a session. */
async function compareColdCalls(
  folder: string,
  practice: Practice,
  output: BenchmarkOutput,
): Promise<void> {
  const keyring = await startSessionKeyring();
  if (typeof keyring === 'string') {
    output.note(`The cold call needs a keychain, and ${keyring}: it is left out.`);
    return;
  }
  // For ourselves too: the set-up puts the key into the keychain from this process.
  process.env['DBUS_SESSION_BUS_ADDRESS'] = keyring.address;
  try {
    const home = path.join(folder, 'cold');
    await setUpLatchkey(home, practice, 1, { LATCHKEY_VAULT: 'keychain' });
    const alone = await bundleOf(path.join(import.meta.dirname, 'sdk-alone.ts'), folder);
    const ours = {
      PATH: process.env['PATH'],
      DBUS_SESSION_BUS_ADDRESS: keyring.address,
      ...homeVariables(home),
    };
    const floor = {
      PATH: process.env['PATH'],
      ACCESS_KEY: practice.user.accessKeyId,
      SECRET_KEY: practice.user.secretAccessKey,
      STS_URL: practice.url,
      ROLE_ARN: practice.role.roleArn,
    };
    const timings = await compare(
      [
        { name: ALONE, run: () => start([alone], floor) },
        {
          name: OURS,
          prepare: () => rm(placesOf(home).sealedFile, { force: true }),
          run: () => start([COMMAND, 'credentials', roleName(0)], ours),
        },
      ],
      { rounds: 40, warmUp: 5 },
    );
    output.show({
      job: 'a cold call of STS from the command line, key in the keychain',
      timings,
      goals: [atMost(timings, OURS, ALONE, 1.1)],
    });
  } finally {
    await keyring.close();
  }
}

function start(args: readonly string[], env: NodeJS.ProcessEnv): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  const { AccessKeyId } = status === 0 ? (JSON.parse(stdout) as { AccessKeyId?: string }) : {};
  if (AccessKeyId === undefined)
    throw new Error(`${args.join(' ')} gave no credentials: ${stderr}`);
}

async function bundleOf(entry: string, folder: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: entry,
      outDir: folder,
      emptyOutDir: false,
      target: 'node20.19',
      rolldownOptions: { output: { entryFileNames: 'sdk-alone.mjs', codeSplitting: false } },
    },
    ssr: { noExternal: true },
  });
  return path.join(folder, 'sdk-alone.mjs');
}

const SEALED = 'JSON + AES-GCM';
const SAVED = 'one role changed and saved';

async function compareSaves(
  home: string,
  practice: Practice,
  output: BenchmarkOutput,
): Promise<void> {
  await setUpLatchkey(home, practice, MANY_ROLES);
  const { stateFile, lockFolder } = placesOf(home);
  const store = await openStateStore({ stateFile, lockFolder, clock: createSystemClock() });
  const key = randomBytes(32);
  const content = store.current();
  const timings = await compare(
    [
      {
        name: SEALED,
        run() {
          const cipher = createCipheriv('aes-256-gcm', key, randomBytes(12));
          cipher.update(JSON.stringify(content));
          cipher.final();
        },
      },
      {
        name: SAVED,
        run: async (round) => {
          await store.update((state) => ({
            ...state,
            roles: state.roles.with(0, { ...state.roles[0]!, profile: `role-0-${round}` }),
          }));
        },
      },
    ],
    { rounds: 30, warmUp: 3 },
  );
  output.show({
    job: `the state of ${MANY_ROLES.length.toLocaleString('en')} roles saved (${(await stat(stateFile)).size} bytes)`,
    timings,
    goals: [atMost(timings, SAVED, SEALED, 3), await savesOfASwitch(`${home}-switch`, practice)],
  });
}

async function savesOfASwitch(home: string, practice: Practice): Promise<Goal> {
  const latchkey = await openTimedLatchkey(home, practice, 1);
  const { stateFile } = placesOf(home);
  const mark = async () => (await stat(stateFile, { bigint: true })).mtimeNs;
  const before = await mark();
  await latchkey.switchTo(0, 3600);
  await latchkey.rest();
  const found = (await mark()) === before ? 0 : 1;
  await latchkey.close();
  return { text: 'saves of the state for a switch: 0', found, unit: 'calls', isMet: found === 0 };
}

async function goalsOfLoading(folder: string, practice: Practice): Promise<readonly Goal[]> {
  const script = await firstScriptBytes();
  const sdk = await sdkAtStart(path.join(folder, 'start'), practice);
  return [
    {
      text: 'the window’s first script ≤ 250 kB gzip',
      found: script / 1000,
      unit: 'kB',
      isMet: script <= 250_000,
    },
    {
      text: 'files of the AWS SDK loaded by latchkey serve before the first call: 0',
      found: sdk,
      unit: 'files',
      isMet: sdk === 0,
    },
  ];
}

/** All scripts that the page loads before anything of it runs. */
async function firstScriptBytes(): Promise<number> {
  const page = await readFile(path.join(OUT, 'renderer/index.html'), 'utf8');
  const scripts = [...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)];
  const sizes = scripts.map(
    async ([, file]) => gzipSync(await readFile(path.join(OUT, 'renderer', file!))).length,
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** Node writes down which files it has run when it ends. */
async function sdkAtStart(home: string, practice: Practice): Promise<number> {
  await setUpLatchkey(home, practice, 1);
  const coverage = path.join(home, 'coverage');
  const app = spawn(process.execPath, [COMMAND, 'serve', '--no-open'], {
    env: {
      PATH: process.env['PATH'],
      NODE_V8_COVERAGE: coverage,
      ...homeVariables(home),
      ...ENVIRONMENT,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(app.stdout, 'data');
  const ended = once(app, 'exit');
  app.kill();
  await ended;
  const loaded = await filesRun(coverage);
  if (loaded.length === 0) throw new Error('Node did not say which files it has run.');
  const texts = await Promise.all(loaded.map((file) => readFile(file, 'utf8')));
  return texts.filter((text) => SDK_MARK.test(text)).length;
}

/** What only the SDK's own code has: its clients' and serialisers' classes. */
const SDK_MARK = /class (?:STSClient|IAMClient|AwsQueryProtocol|SignatureV4)\b/;

async function filesRun(coverage: string): Promise<readonly string[]> {
  const reports = await readdir(coverage);
  const texts = await Promise.all(
    reports.map((report) => readFile(path.join(coverage, report), 'utf8')),
  );
  const urls = texts.flatMap((text) =>
    (JSON.parse(text) as { result: readonly { url: string }[] }).result.map(({ url }) => url),
  );
  return [...new Set(urls)]
    .filter((url) => url.startsWith('file:'))
    .map((url) => fileURLToPath(url));
}
