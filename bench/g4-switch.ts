import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { configText, credentialsText } from './aws-file-text.ts';
import { installLeapp, isLeappInstalled, openLeapp } from './leapp.ts';
import { openTimedLatchkey, startPractice, type Practice } from './practice-latchkey.ts';
import { atMost, bestOf, fasterThan, medianOf, type Goal } from './report.ts';
import { compare, type Contender, type Timing } from './rounds.ts';
import type { BenchmarkOutput } from './run.ts';
import { spliceAndSave } from './splice-save.ts';

const CASES = [
  { profiles: 1000, roles: 10, leappFactor: null, withAws: true },
  { profiles: 1000, roles: 1000, leappFactor: 20, withAws: false },
  { profiles: 1000, roles: 10_000, leappFactor: null, withAws: false },
  { profiles: 5000, roles: 10, leappFactor: null, withAws: true },
  { profiles: 5000, roles: 10_000, leappFactor: 60, withAws: false },
] as const;
type Case = (typeof CASES)[number];

/** How much more a switch may take with 10,000 roles than with 10 and still be the same on a noisy machine. */
const SAME = 1.25;

/** G4: a switch with `file` delivery, without the time of the call of STS. */
export async function benchSwitch(output: BenchmarkOutput): Promise<void> {
  const wanted = process.env['LATCHKEY_BENCH_LEAPP'] === '1' || isLeappInstalled();
  const installed = wanted ? await installLeapp() : null;
  if (installed === null)
    output.note('Leapp is left out: LATCHKEY_BENCH_LEAPP=1 fetches its core into the temp folder.');
  const practice = await startPractice();
  const all = new Map<Case, readonly Timing[]>();
  try {
    for (const each of CASES) all.set(each, await benchCase(each, { practice, installed, output }));
  } finally {
    practice.close();
  }
  for (const profiles of [1000, 5000]) {
    const timingsFor = (roles: number) =>
      [...all].find(([each]) => each.profiles === profiles && each.roles === roles)?.[1] ?? [];
    const ratio = (of: typeof medianOf) =>
      of(timingsFor(10_000), 'Latchkey') / of(timingsFor(10), 'Latchkey');
    const found = ratio(medianOf);
    output.show({
      job: `switch, ${profiles.toLocaleString('en')} profiles: 10,000 roles against 10`,
      timings: [],
      goals: [
        {
          text: `the same (≤ ${SAME} ×)`,
          found,
          foundAtBest: ratio(bestOf),
          unit: '×',
          isMet: found <= SAME,
        },
      ],
    });
  }
}

async function benchCase(
  { profiles, roles, leappFactor, withAws }: Case,
  {
    practice,
    installed,
    output,
  }: { practice: Practice; installed: string | null; output: BenchmarkOutput },
): Promise<readonly Timing[]> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'latchkey-bench-'));
  try {
    const home = await makeHome(folder, 'ours', profiles);
    const latchkey = await openTimedLatchkey(home, practice, roles);
    const floorHome = await makeHome(folder, 'floor', profiles);
    const contenders: Contender[] = [
      {
        name: 'splice floor',
        run: (round) =>
          spliceAndSave(path.join(floorHome, '.aws/credentials'), {
            section: 'session',
            values: sessionValues(round),
          }),
      },
      // Another duration makes another session; the profile is there from the round before.
      { name: 'Latchkey', run: (round) => latchkey.switchTo(0, 3600 + round) },
    ];
    const goals: ((timings: readonly Timing[]) => Goal)[] = [
      (timings) => atMost(timings, 'Latchkey', 'splice floor', 3),
    ];
    if (installed !== null && leappFactor !== null) {
      const leapp = openLeapp(installed, await makeHome(folder, 'leapp', profiles), roles);
      contenders.push({
        name: 'Leapp core',
        rounds: 5,
        run: (round) => leapp.start(round % roles),
      });
      goals.push((timings) => fasterThan(timings, 'Latchkey', 'Leapp core', leappFactor));
    }
    if (withAws && hasAws()) {
      const theirs = await makeHome(folder, 'aws', profiles);
      contenders.push({
        name: 'aws commands',
        rounds: 3,
        run: (round) => switchWithAws(theirs, practice, round),
      });
      goals.push((timings) => fasterThan(timings, 'Latchkey', 'aws commands', 50));
    }
    const timings = await compare(
      contenders.map((contender) => ({ ...contender, prepare: latchkey.rest })),
      { rounds: 40, warmUp: 10 },
    );
    await latchkey.close();
    const [p, r] = [profiles, roles].map((count) => count.toLocaleString('en'));
    output.show({
      job: `switch beyond STS, ${p} profiles in each file, ${r} roles`,
      timings,
      goals: goals.map((goalOf) => goalOf(timings)),
    });
    return timings;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function makeHome(folder: string, name: string, profiles: number): Promise<string> {
  const home = path.join(folder, name);
  await mkdir(path.join(home, '.aws'), { recursive: true, mode: 0o700 });
  const session = [
    '',
    '[session]',
    ...Object.entries(sessionValues(0)).map((pair) => pair.join(' = ')),
    '',
  ];
  const credentials = `${credentialsText(profiles, '\n')}${session.join('\n')}`;
  await writeFile(path.join(home, '.aws/credentials'), credentials, { mode: 0o600 });
  await writeFile(path.join(home, '.aws/config'), configText(profiles, '\n'), { mode: 0o600 });
  return home;
}

/** As long as real ones. */
function sessionValues(round: number): Readonly<Record<string, string>> {
  return {
    aws_access_key_id: `ASIAMADEUP${String(round).padStart(10, '0')}`,
    aws_secret_access_key: `made/up/${String(round).padStart(32, 'x')}`,
    aws_session_token: `made/up/${String(round).padStart(480, 'x')}`,
  };
}

const hasAws = () => spawnSync('aws', ['--version']).status === 0;

/** What a person would type at least: `aws sts assume-role`, and `aws configure set` once. */
function switchWithAws(home: string, { url, user, role }: Practice, round: number): void {
  const environment = {
    PATH: process.env['PATH'],
    HOME: home,
    AWS_ACCESS_KEY_ID: user.accessKeyId,
    AWS_SECRET_ACCESS_KEY: user.secretAccessKey,
    AWS_DEFAULT_REGION: 'eu-west-1',
  };
  const aws = (...args: readonly string[]) => {
    const { status, stderr } = spawnSync('aws', args, { env: environment, encoding: 'utf8' });
    if (status !== 0) throw new Error(`aws ${args[0]} ended with ${String(status)}: ${stderr}`);
  };
  aws(
    'sts',
    'assume-role',
    '--role-arn',
    role.roleArn,
    '--role-session-name',
    'bench',
    '--endpoint-url',
    url,
  );
  // One of the three only: the goal was measured so (performance.md), and it is the kinder number.
  aws('configure', 'set', 'aws_session_token', `made-up-${round}`, '--profile', 'session');
}
