import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { externalDataInterceptor, loadSharedConfigFiles } from '@smithy/shared-ini-file-loader';
import { parse, type AwsFile } from '#main/aws-files/document.ts';
import { setSetting } from '#main/aws-files/edit.ts';
import { editFile } from '#main/aws-files/writer.ts';
import { createSystemClock } from '#main/platform/clock.ts';
import { configText, profileName } from './aws-file-text.ts';
import { onePass } from './one-pass.ts';
import { atMost, bestOf, fasterThan, medianOf } from './report.ts';
import { compare, type Contender, type Timing } from './rounds.ts';
import type { BenchmarkOutput } from './run.ts';
import { spliceAndSave } from './splice-save.ts';

const SIZES = [1000, 5000, 20_000];
const ROUNDS = 60;

/** G5: reading the AWS files, and changing one value durably. */
export async function benchAwsFiles(output: BenchmarkOutput): Promise<void> {
  const parsing = new Map<number, readonly Timing[]>();
  for (const profiles of SIZES) parsing.set(profiles, await benchParse(profiles, output));
  const editing = new Map<number, readonly Timing[]>();
  for (const profiles of SIZES) editing.set(profiles, await benchEdit(profiles, output));
  for (const [job, timings] of [
    ['parse', parsing],
    ['edit', editing],
  ] as const) {
    const ratio = (of: typeof medianOf, name: string) =>
      of(timings.get(20_000)!, name) / of(timings.get(5000)!, name);
    const found = ratio(medianOf, 'Latchkey');
    output.show({
      job: `${job}: 20,000 profiles against 5,000`,
      timings: [],
      goals: [
        {
          text: '20,000 : 5,000 ≤ 5',
          found,
          foundAtBest: ratio(bestOf, 'Latchkey'),
          unit: '×',
          isMet: found <= 5,
        },
      ],
    });
  }
}

async function benchParse(profiles: number, output: BenchmarkOutput): Promise<readonly Timing[]> {
  const text = configText(profiles, '\r\n');
  const bytes = Buffer.from(text);
  const file: AwsFile = { path: '/aws/config', kind: 'config' };
  const timings = await compare(
    [
      { name: 'one-pass floor', run: () => void onePass(bytes) },
      { name: 'Latchkey', run: () => void parse(bytes, file) },
      { name: '@smithy', run: () => readAsSdk(text) },
    ],
    { rounds: ROUNDS, warmUp: 15 },
  );
  output.show({
    job: `parse ${profiles.toLocaleString('en')} profiles (${(bytes.length / 1e6).toFixed(1)} MB)`,
    timings,
    goals: [
      atMost(timings, 'Latchkey', 'one-pass floor', 2),
      fasterThan(timings, 'Latchkey', '@smithy', 1),
    ],
  });
  return timings;
}

/** The real JavaScript SDK's reader, on text that it need not fetch from a disk. */
async function readAsSdk(text: string): Promise<void> {
  externalDataInterceptor.interceptFile('/bench/config', text);
  externalDataInterceptor.interceptFile('/bench/credentials', '');
  await loadSharedConfigFiles({
    filepath: '/bench/credentials',
    configFilepath: '/bench/config',
    ignoreCache: true,
  });
}

async function benchEdit(profiles: number, output: BenchmarkOutput): Promise<readonly Timing[]> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'latchkey-bench-'));
  try {
    const text = configText(profiles, '\r\n');
    const target = profileName(Math.floor(profiles / 2));
    const place = async (name: string) => {
      const filePath = path.join(folder, name);
      await writeFile(filePath, text, { mode: 0o600 });
      return filePath;
    };
    const ours = await place('config');
    const floors = await place('floor');
    const theirs = await place('theirs');
    const regionOf = (round: number) => `eu-west-${(round % 2) + 4}`;
    const deps = {
      lockFolder: path.join(folder, 'locks'),
      clock: createSystemClock(),
      beforeReplace: async () => {},
    };
    const fresh = { ...deps, parse };
    const contenders: Contender[] = [
      {
        name: 'splice floor',
        run: (round) =>
          spliceAndSave(floors, {
            section: `profile ${target}`,
            values: { region: regionOf(round) },
          }),
      },
      {
        name: 'Latchkey',
        run: async (round) => {
          await editFile(
            { path: ours, kind: 'config' },
            (document) => setSetting(document, target, ['region', regionOf(round)]),
            fresh,
          );
        },
      },
    ];
    if (hasAws())
      contenders.push({
        name: 'aws configure set',
        rounds: 3,
        run: (round) => configure(theirs, target, regionOf(round)),
      });
    else output.note('aws is not installed: `aws configure set` is left out.');
    const timings = await compare(contenders, { rounds: ROUNDS, warmUp: 10 });
    const changed = bytesChangedOutside(await readFile(ours), text, target);
    output.show({
      job: `change one value durably, ${profiles.toLocaleString('en')} profiles`,
      timings,
      goals: [
        atMost(timings, 'Latchkey', 'splice floor', 2),
        {
          text: 'bytes outside the edited section changed: 0',
          found: changed,
          unit: 'bytes',
          isMet: changed === 0,
        },
      ],
    });
    return timings;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const hasAws = () => spawnSync('aws', ['--version']).status === 0;

function configure(filePath: string, profile: string, region: string): void {
  const environment = { ...process.env, AWS_CONFIG_FILE: filePath };
  const { status } = spawnSync(
    'aws',
    ['configure', 'set', 'region', region, '--profile', profile],
    {
      env: environment,
    },
  );
  if (status !== 0) throw new Error(`aws configure set ended with ${String(status)}.`);
}

/** How many bytes before or behind the section differ from what they were. */
function bytesChangedOutside(after: Buffer, text: string, profile: string): number {
  const before = Buffer.from(text);
  const header = `[profile ${profile}]\r\n`;
  const parts = (bytes: Buffer) => {
    const start = bytes.indexOf(header);
    const end = bytes.indexOf('\r\n[', start);
    return [bytes.subarray(0, start), bytes.subarray(end)] as const;
  };
  const [one, other] = [parts(before), parts(after)];
  return one.reduce((sum, part, index) => sum + differing(part, other[index]!), 0);
}

function differing(one: Buffer, other: Buffer): number {
  let count = Math.abs(one.length - other.length);
  for (let at = 0; at < Math.min(one.length, other.length); at++)
    if (one[at] !== other[at]) count++;
  return count;
}
