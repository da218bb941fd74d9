import { AppError } from '#shared/errors.ts';
import { epochMsOf, HOUR_MS, MINUTE_MS, SECOND_MS } from '#shared/time.ts';
import type { ClockSkew } from '../aws/clock-skew.ts';
import type { Clock } from '../platform/clock.ts';
import { repeat } from '../platform/repeat.ts';
import type { StateStore } from '../state/state-store.ts';
import type { Keys } from './keys.ts';

const LOOK_EVERY_MS = 30 * SECOND_MS;
const READ_EVERY_MS = 6 * HOUR_MS;
/** A start of the computer has other things to do first. */
const FIRST_READ_MS = 10 * SECOND_MS;
const FIRST_RETRY_MS = MINUTE_MS;
const LONGEST_RETRY_MS = HOUR_MS;

export interface KeptRead {
  close(): void;
}

/**
 * Reads the keys of each identity every six hours, one after the other, for as long as Latchkey runs: soon
 * after the start where the last reading is older than that. While AWS cannot be asked it is asked less and less
 * often, and what is known stays. It needs nobody: no code is made for it, and nothing happens while the vault is locked.
 */
export function keepRead(deps: {
  readonly state: Pick<StateStore, 'current'>;
  readonly keys: Pick<Keys, 'read'>;
  readonly isUnlocked: () => boolean;
  readonly skew: Pick<ClockSkew, 'awsNow'>;
  readonly clock: Clock;
  /** From 0 to 1: many computers that start together do not ask together. */
  readonly random: () => number;
  readonly onUnexpected: (error: unknown) => void;
}): KeptRead {
  const { state, keys, skew, clock } = deps;
  const plans = new Map<string, Plan>();
  /** Counts for all of them: they mostly have one AWS. */
  let failed = 0;
  let nextTryMs = 0;

  const isDue = (name: string, accessKeyId: string, readAt: string | null): boolean => {
    const nowMs = skew.awsNow();
    const known = plans.get(name);
    // A clock that was ahead would put the next reading off for as long; another key is not known yet.
    const isGood = known?.accessKeyId === accessKeyId && known.dueMs <= nowMs + READ_EVERY_MS * 1.1;
    if (isGood) return nowMs >= known.dueMs;
    const lastMs = readAt === null ? Number.NEGATIVE_INFINITY : epochMsOf(readAt);
    const isFresh = lastMs <= nowMs && nowMs - lastMs < READ_EVERY_MS;
    const soonMs = nowMs + FIRST_READ_MS + deps.random() * MINUTE_MS;
    const dueMs =
      isFresh && known === undefined ? Math.max(soonMs, lastMs + READ_EVERY_MS) : soonMs;
    plans.set(name, { accessKeyId, dueMs });
    return false;
  };

  const look = async () => {
    const { identities } = state.current();
    const names = new Set(identities.map(({ name }) => name));
    for (const name of plans.keys()) if (!names.has(name)) plans.delete(name);
    for (const { name, accessKeyId, keys: known } of identities) {
      if (kept.ended.aborted || !deps.isUnlocked()) return;
      const isNow = isDue(name, accessKeyId, known?.readAt ?? null);
      if (!isNow || clock.monotonic() < nextTryMs) continue;
      if (!(await read(name, accessKeyId))) return;
    }
  };

  /** Whether AWS could be asked. */
  const read = async (name: string, accessKeyId: string): Promise<boolean> => {
    const outage = await readOrSkip(name);
    if (outage !== null) {
      const waitMs = Math.min(FIRST_RETRY_MS * 2 ** failed, LONGEST_RETRY_MS);
      failed += 1;
      nextTryMs = clock.monotonic() + waitMs * (1 - deps.random() / 4);
      return false;
    }
    failed = 0;
    const dueMs = skew.awsNow() + READ_EVERY_MS * (0.9 + deps.random() / 5);
    plans.set(name, { accessKeyId, dueMs });
    return true;
  };

  /** What is wrong with one identity, a secret that is missing, is told where somebody wants it. */
  const readOrSkip = async (name: string): Promise<AppError | null> => {
    try {
      return await keys.read(name);
    } catch (error) {
      if (error instanceof AppError) return null;
      throw error;
    }
  };

  const kept = repeat(deps, LOOK_EVERY_MS, look);
  return { close: kept.close };
}

interface Plan {
  /** Of the key that was read: another one is read anew. */
  readonly accessKeyId: string;
  /** By AWS's time, which goes on while the machine sleeps. */
  readonly dueMs: number;
}
