/** One of those that are compared. */
export interface Contender {
  readonly name: string;
  /** Does the job once. A number is its own count of ms, for where only a part of the work is the job. */
  readonly run: (round: number) => Promise<number | void> | number | void;
  /** Before each run, not counted. */
  readonly prepare?: (round: number) => Promise<void> | void;
  /** For what takes long: only in the first so many rounds. */
  readonly rounds?: number;
}

export interface Timing {
  readonly name: string;
  readonly rounds: number;
  readonly minMs: number;
  readonly medianMs: number;
  readonly p95Ms: number;
}

/**
 * Lets all contenders do the job in turn, round after round, so that a noisy machine is noisy for
 * all of them. Each begins a round once; the first rounds warm up and do not count.
 */
export async function compare(
  contenders: readonly Contender[],
  { rounds, warmUp }: { readonly rounds: number; readonly warmUp: number },
): Promise<readonly Timing[]> {
  const times = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let round = -warmUp; round < rounds; round++) {
    for (const contender of rotated(contenders, round + warmUp)) {
      if (contender.rounds !== undefined && (round < 0 || round >= contender.rounds)) continue;
      const ms = await timeOf(contender, round + warmUp);
      if (round >= 0) times.get(contender.name)?.push(ms);
    }
  }
  return contenders.map(({ name }) => timingOf(name, times.get(name) ?? []));
}

async function timeOf({ run, prepare }: Contender, round: number): Promise<number> {
  await prepare?.(round);
  const start = performance.now();
  const own = await run(round);
  return own ?? performance.now() - start;
}

function rotated<T>(list: readonly T[], by: number): readonly T[] {
  const at = by % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
}

export function timingOf(name: string, times: readonly number[]): Timing {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { name, rounds: sorted.length, minMs: at(0), medianMs: at(0.5), p95Ms: at(0.95) };
}
