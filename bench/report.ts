import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Timing } from './rounds.ts';

/** One job, done by a floor, by peers and by Latchkey. */
export interface Comparison {
  readonly job: string;
  readonly timings: readonly Timing[];
  readonly goals: readonly Goal[];
}

/** What performance.md promises, and what was found. */
export interface Goal {
  readonly text: string;
  readonly found: number;
  /** The same from the quickest rounds: what is left of the ratio without the noise of the machine. */
  readonly foundAtBest?: number;
  readonly unit: '×' | 'bytes' | 'ms' | 'calls' | 'failed' | '%' | 'kB' | 'files' | 'nodes' | 'MiB';
  readonly isMet: boolean;
}

/** At most `limit` times the median of `than`. */
export function atMost(
  timings: readonly Timing[],
  name: string,
  than: string,
  limit: number,
): Goal {
  const found = medianOf(timings, name) / medianOf(timings, than);
  const foundAtBest = bestOf(timings, name) / bestOf(timings, than);
  return { text: `≤ ${limit} × ${than}`, found, foundAtBest, unit: '×', isMet: found <= limit };
}

/** At least `least` times as quick as `than`. */
export function fasterThan(
  timings: readonly Timing[],
  name: string,
  than: string,
  least: number,
): Goal {
  const found = medianOf(timings, than) / medianOf(timings, name);
  const foundAtBest = bestOf(timings, than) / bestOf(timings, name);
  const text = `≥ ${least} × faster than ${than}`;
  return { text, found, foundAtBest, unit: '×', isMet: found >= least };
}

export function medianOf(timings: readonly Timing[], name: string): number {
  return timings.find((timing) => timing.name === name)?.medianMs ?? Number.NaN;
}

export function bestOf(timings: readonly Timing[], name: string): number {
  return timings.find((timing) => timing.name === name)?.minMs ?? Number.NaN;
}

export function printComparison({ job, timings, goals }: Comparison): void {
  const floor = timings[0]?.medianMs ?? Number.NaN;
  const width = Math.max(...timings.map(({ name }) => name.length));
  console.log(`\n${job}`);
  if (timings.length > 0)
    console.log(`  ${''.padEnd(width)}       min    median       p95   × floor   rounds`);
  for (const { name, rounds, minMs, medianMs, p95Ms } of timings) {
    const numbers = [minMs, medianMs, p95Ms].map((ms) => ms.toFixed(2).padStart(10)).join('');
    const ratio = (medianMs / floor).toFixed(2).padStart(10);
    console.log(`  ${name.padEnd(width)}${numbers}${ratio}${String(rounds).padStart(9)}`);
  }
  for (const { text, found, foundAtBest, unit, isMet } of goals) {
    const atBest = foundAtBest === undefined ? '' : `, ${foundAtBest.toFixed(2)} × at best`;
    const number = Number.isInteger(found) ? String(found) : found.toFixed(2);
    const shown = unit === '×' ? `${found.toFixed(2)} ×${atBest}` : `${number} ${unit}`;
    console.log(`  goal ${text}: ${shown} ${isMet ? '(met)' : '(NOT MET)'}`);
  }
}

/** Into `bench/results/NAME.json`, with the machine and how busy it was. */
export async function saveResults(
  name: string,
  comparisons: readonly Comparison[],
  notes: readonly string[],
): Promise<void> {
  const folder = path.join(import.meta.dirname, 'results');
  const cpus = os.cpus();
  const result = {
    name,
    takenAt: new Date().toISOString(),
    machine: {
      cpu: cpus[0]?.model ?? 'unknown',
      cores: cpus.length,
      memoryGiB: Math.round(os.totalmem() / 2 ** 30),
      node: process.version,
      platform: `${os.platform()} ${os.release()}`,
      load: os.loadavg().map((load) => Number(load.toFixed(2))),
    },
    notes,
    comparisons,
  };
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, `${name}.json`), `${JSON.stringify(result, null, 1)}\n`);
}
