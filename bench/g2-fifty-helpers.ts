import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { startCountingPractice } from './practice-process.ts';
import { atMost } from './report.ts';
import { compare } from './rounds.ts';
import { startApp, startBareResponder, type Asking } from './running-app.ts';
import type { BenchmarkOutput } from './run.ts';

const HELPERS = 50;
const FLOOR = 'the same, round trip only';
const LATCHKEY = 'Latchkey, cold session';

/** G2: fifty at once on a session that is not there yet: one call of STS, no error. */
export async function benchFiftyHelpers(output: BenchmarkOutput): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'latchkey-bench-'));
  const practice = await startCountingPractice();
  const app = await startApp(path.join(folder, 'home'), practice);
  const bare = await startBareResponder(path.join(folder, 'floor'));
  const callsPerRound: number[] = [];
  let callsBefore = 0;
  try {
    const timings = await compare(
      [
        { name: FLOOR, run: () => askAtOnce(bare.asking) },
        {
          name: LATCHKEY,
          async prepare() {
            await app.forget();
            callsBefore = await practice.calls();
          },
          async run() {
            const from = performance.now();
            await askAtOnce(app.quickest);
            const ms = performance.now() - from;
            callsPerRound.push((await practice.calls()) - callsBefore);
            return ms;
          },
        },
      ],
      { rounds: 12, warmUp: 2 },
    );
    const most = Math.max(...callsPerRound);
    output.show({
      job: `${HELPERS} helpers at once, quickest line, one STS call in each round of Latchkey's`,
      timings,
      goals: [
        atMost(timings, LATCHKEY, FLOOR, 1.5),
        {
          text: 'STS calls in a round: exactly 1',
          found: most,
          unit: 'calls',
          isMet: callsPerRound.every((calls) => calls === 1),
        },
      ],
    });
  } finally {
    await app.close();
    bare.close();
    practice.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const started = promisify(execFile);

/** Throws where one of them fails. */
async function askAtOnce({ file, args, environment }: Asking): Promise<void> {
  const replies = await Promise.all(
    Array.from({ length: HELPERS }, () => started(file, [...args], { env: environment })),
  );
  const ids = replies.map(
    ({ stdout }) => (JSON.parse(stdout) as { AccessKeyId: string }).AccessKeyId,
  );
  if (new Set(ids).size !== 1) throw new Error('They were given different sessions.');
}
