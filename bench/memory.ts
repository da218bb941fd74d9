import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { BenchmarkOutput } from './run.ts';

const PROFILES = 20_000;
const LIMIT = 10;

/** What reading a large file costs in memory, in a process of its own that does nothing else. */
export async function benchMemory(output: BenchmarkOutput): Promise<void> {
  const reader = path.join(import.meta.dirname, 'memory-reader.ts');
  const args = ['--expose-gc', '--import', 'tsx', reader, String(PROFILES)];
  const { fileBytes, keptBytes, grownBytes } = JSON.parse(
    execFileSync(process.execPath, args, { encoding: 'utf8' }),
  ) as Record<'fileBytes' | 'keptBytes' | 'grownBytes', number>;
  const goalOf = (what: string, bytes: number) => {
    const found = bytes / fileBytes;
    return {
      text: `${what} < ${LIMIT} × the file`,
      found,
      unit: '×',
      isMet: found < LIMIT,
    } as const;
  };
  const [size, count] = [(fileBytes / 1e6).toFixed(1), PROFILES.toLocaleString('en')];
  output.show({
    job: `memory for reading ${count} profiles (${size} MB)`,
    timings: [],
    goals: [
      goalOf('kept afterwards, with the bytes of the file', keptBytes),
      goalOf('growth of the process (RSS) at most', grownBytes),
    ],
  });
}
