import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startPractice } from './practice-latchkey.ts';
import { atMost, fasterThan } from './report.ts';
import { compare, type Contender } from './rounds.ts';
import { startApp, type Asking } from './running-app.ts';
import type { BenchmarkOutput } from './run.ts';

const FLOOR = 'node -e 0';
const QUICKEST = 'quickest line';
const OWN = 'latchkey credentials';
const AWS = 'aws configure export-credentials';
/** Version 1 has no such command: this one does less, and starts the same. */
const AWS_1 = 'aws configure get';

/** G1: `credential_process` with the app running and the session there, as whole processes. */
export async function benchCredentialProcess(output: BenchmarkOutput): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'latchkey-bench-'));
  const practice = await startPractice();
  const app = await startApp(path.join(folder, 'home'), practice);
  try {
    const contenders: Contender[] = [
      { name: FLOOR, run: () => void start({ ...app.own, args: ['-e', '0'] }) },
      { name: QUICKEST, run: () => ask(app.quickest) },
      { name: OWN, run: () => ask(app.own) },
    ];
    const peer = await awsCommand(path.join(folder, 'aws'));
    if (peer === null) output.note('The AWS CLI is not installed: it is left out.');
    else {
      contenders.push(peer);
      if (peer.name === AWS_1)
        output.note(`aws is version 1, without export-credentials: ${AWS_1}.`);
    }
    const timings = await compare(contenders, { rounds: 40, warmUp: 5 });
    output.show({
      job: 'credential_process, app running, session cached',
      timings,
      goals: [
        atMost(timings, QUICKEST, FLOOR, 0.5),
        atMost(timings, OWN, FLOOR, 1.3),
        ...(peer === null
          ? []
          : [QUICKEST, OWN].map((name) => fasterThan(timings, name, peer.name, 12))),
      ],
    });
  } finally {
    await app.close();
    practice.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function start({ file, args, environment }: Asking): string {
  const { status, stdout, stderr } = spawnSync(file, args, { env: environment, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${file} ended with ${String(status)}: ${stderr}`);
  return stdout;
}

function ask(asking: Asking): void {
  const { AccessKeyId } = JSON.parse(start(asking)) as { readonly AccessKeyId?: string };
  if (AccessKeyId === undefined) throw new Error(`${asking.file} gave no credentials.`);
}

async function awsCommand(home: string): Promise<Contender | null> {
  const environment = await awsHome(home);
  const asking = (...args: readonly string[]): Asking => ({
    file: 'aws',
    args: ['configure', ...args, '--profile', 'session'],
    environment,
  });
  const works = ({ file, args }: Asking) =>
    spawnSync(file, args, { env: environment }).status === 0;
  const [second, first] = [asking('export-credentials'), asking('get', 'aws_access_key_id')];
  if (works(second)) return { name: AWS, run: () => ask(second) };
  return works(first) ? { name: AWS_1, run: () => void start(first) } : null;
}

/** The kindest for it: keys that are there, and no call of AWS. */
async function awsHome(home: string): Promise<Asking['environment']> {
  await mkdir(path.join(home, '.aws'), { recursive: true, mode: 0o700 });
  const lines = [
    '[session]',
    'aws_access_key_id = ASIAMADEUPMADEUP0000',
    'aws_secret_access_key = made/up/made/up/made/up/made/up/made/up0',
    `aws_session_token = ${'made/up/'.padEnd(480, 'x')}`,
    '',
  ];
  await writeFile(path.join(home, '.aws/credentials'), lines.join('\n'), { mode: 0o600 });
  return { PATH: process.env['PATH'], HOME: home };
}
