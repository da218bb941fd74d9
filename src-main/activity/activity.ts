import { setTimeout as delay } from 'node:timers/promises';
import type {
  ActivityCheck,
  ActivityChunk,
  ActivityFact,
  ActivityList,
} from '#shared/contract/activity.ts';
import { shownFailure } from '#shared/contract/shown-failure.ts';
import { type AppError, failureOf, isAppError } from '#shared/errors.ts';
import type { Instant } from '#shared/time.ts';
import { watchFiles } from '../aws-files/watch.ts';
import type { Clock } from '../platform/clock.ts';
import type { Sealer } from '../secrets/vault.ts';
import { type ActivityPlaces, createAppendActivity, type Happened } from './activity-file.ts';
import { createSeals } from './seal.ts';

/** Puts on record what happened. Returns at once, never throws, and nobody waits until it is written. */
export type RecordActivity = (fact: ActivityFact) => void;

/** What was obtained, by which target, delivered where, why (docs/decisions/0010). */
export interface Activity {
  readonly record: RecordActivity;
  /** When all that was put on record is written, or could not be; gives why. Before the end of the process. */
  settled(): Promise<AppError | null>;
  /** What happened since then, the newest first. Throws `state/unusable`. */
  list(asked: { readonly since: Instant | null; readonly limit: number }): Promise<ActivityList>;
  /** All of it, then what happens, until the signal ends it or `isOver`. */
  follow(signal: AbortSignal | undefined, isOver: () => boolean): AsyncGenerator<ActivityChunk>;
}

/** What happens at once is written at once, after what it belongs to. */
const SOON_MS = 100;
const CHUNK = 500;

export function createActivity(deps: {
  readonly places: ActivityPlaces;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly onUnexpected: (error: unknown) => void;
}): Activity {
  const { places, clock } = deps;
  const seals = createSeals(deps.sealer);
  const append = createAppendActivity(places, { clock, seals });
  let waiting: Happened[] = [];
  let writing: Promise<void> = Promise.resolve();
  let soon: AbortController | null = null;
  let failure: AppError | null = null;
  const listeners = new Set<() => void>();

  const write = async () => {
    soon = null;
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) return;
    try {
      await append(batch);
      failure = null;
    } catch (error) {
      if (isAppError(error)) failure = error;
      else deps.onUnexpected(error);
      // Written with what happens next, where that can be.
      waiting = [...batch, ...waiting].slice(-MOST_WAITING);
    }
    for (const notify of listeners) notify();
  };
  const writeSoon = () => {
    if (soon !== null) return;
    const own = new AbortController();
    soon = own;
    writing = writing
      .then(() => delay(SOON_MS, undefined, { signal: own.signal, ref: false }))
      .catch(() => {})
      .then(write);
  };

  const read = async () => (await import('./read-log.ts')).readLog({ places, seals, clock });
  const checkOf = (check: Omit<ActivityCheck, 'failure'>): ActivityCheck => ({
    ...check,
    failure: failure === null ? null : shownFailure(failureOf(failure)),
  });

  return {
    record(fact) {
      waiting.push({ atMs: clock.now(), fact });
      writeSoon();
    },
    async settled() {
      soon?.abort();
      await writing;
      return failure;
    },
    async list({ since, limit }) {
      soon?.abort();
      await writing;
      const { entries, check } = await read();
      const wanted = entries.filter(({ at }) => since === null || at >= since).toReversed();
      return {
        entries: wanted.slice(0, limit),
        hasMore: wanted.length > limit,
        check: checkOf(check),
      };
    },
    async *follow(signal, isOver) {
      let wake = () => {};
      let isStale = false;
      const hasEnded = () => signal?.aborted === true || isOver();
      const notify = () => {
        isStale = true;
        wake();
      };
      listeners.add(notify);
      signal?.addEventListener('abort', notify);
      const watching = watchFiles([places.activityFile], notify);
      try {
        let reading = await read();
        const all = reading.entries.toReversed();
        for (let at = 0; at === 0 || at < all.length; at += CHUNK) {
          const entries = all.slice(at, at + CHUNK);
          const hasMore = at + CHUNK < all.length;
          yield { place: 'older', entries, hasMore, check: checkOf(reading.check) };
        }
        let told = checkOf(reading.check);
        for (;;) {
          if (!isStale) await new Promise<void>((resolve) => (wake = resolve));
          isStale = false;
          if (hasEnded()) return;
          reading = await reading.more();
          const entries = reading.entries.toReversed();
          const check = checkOf(reading.check);
          if (entries.length === 0 && JSON.stringify(check) === JSON.stringify(told)) continue;
          told = check;
          yield { place: 'newer', entries, hasMore: false, check };
        }
      } finally {
        watching.close();
        listeners.delete(notify);
        signal?.removeEventListener('abort', notify);
      }
    },
  };
}

const MOST_WAITING = 1000;
