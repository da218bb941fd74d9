import { availableParallelism, loadavg } from 'node:os';
import { printComparison, saveResults, type Comparison } from './report.ts';

/** What a benchmark hands over: its comparisons as they come, and what could not be compared here. */
export interface BenchmarkOutput {
  readonly show: (comparison: Comparison) => void;
  readonly note: (text: string) => void;
}

type Benchmark = (output: BenchmarkOutput) => Promise<void>;

/** By goal of performance.md; loaded only when run. */
const BENCHMARKS: Readonly<Record<string, () => Promise<Benchmark>>> = {
  g1: async () => (await import('./g1-credential-process.ts')).benchCredentialProcess,
  g2: async () => (await import('./g2-fifty-helpers.ts')).benchFiftyHelpers,
  g3: async () => (await import('./g3-container.ts')).benchContainer,
  g4: async () => (await import('./g4-switch.ts')).benchSwitch,
  g5: async () => (await import('./g5-aws-files.ts')).benchAwsFiles,
  g6: async () => (await import('./g6-window.ts')).benchWindow,
  g7: async () => (await import('./g7-search.ts')).benchSearch,
  g8: async () => (await import('./g8-rest.ts')).benchRest,
  g9: async () => (await import('./g9-cold-call.ts')).benchColdCall,
  rest: async () => (await import('./window-rest.ts')).benchWindowAtRest,
  memory: async () => (await import('./memory.ts')).benchMemory,
};

await main(process.argv.slice(2));

/** `npm run bench` runs all of them, `npm run bench -- NAME…` some. */
async function main(wanted: readonly string[]): Promise<void> {
  const unknown = wanted.find((name) => BENCHMARKS[name] === undefined);
  if (unknown !== undefined) {
    console.error(`There is no benchmark ${unknown}: ${Object.keys(BENCHMARKS).join(', ')}.`);
    process.exitCode = 2;
    return;
  }
  const load = loadavg()[0] ?? 0;
  if (load > availableParallelism() / 2)
    console.log(`This machine is busy (load ${load.toFixed(1)}): trust the ratios only.`);
  for (const name of wanted.length > 0 ? wanted : Object.keys(BENCHMARKS)) await take(name);
}

async function take(name: string): Promise<void> {
  console.log(`\n── ${name}`);
  const comparisons: Comparison[] = [];
  const notes: string[] = [];
  const bench = await BENCHMARKS[name]!();
  await bench({
    show(comparison) {
      comparisons.push(comparison);
      printComparison(comparison);
    },
    note(text) {
      notes.push(text);
      console.log(`\n${text}`);
    },
  });
  await saveResults(name, comparisons, notes);
}
