import { EventPublisher } from '@orpc/server';
import type {
  ActivityCheck,
  ActivityChunk,
  ActivityEntry,
  ActivityList,
} from '#shared/contract/activity.ts';

const SOUND_CHECK: ActivityCheck = {
  brokenAt: null,
  torn: 0,
  seal: 'fits',
  dropped: 0,
  failure: null,
};

/** As much of an activity log as a test says. */
export interface FakeLog {
  /** The newest first. */
  readonly entries: readonly ActivityEntry[];
  readonly check?: Partial<ActivityCheck>;
}

/** An activity log in memory, told in two pieces. */
export function createFakeActivity(log: FakeLog) {
  let entries = [...log.entries];
  const check = { ...SOUND_CHECK, ...log.check };
  const publisher = new EventPublisher<{ chunk: ActivityChunk }>();
  return {
    add(entry: ActivityEntry): void {
      entries = [entry, ...entries];
      publisher.publish('chunk', { place: 'newer', entries: [entry], hasMore: false, check });
    },
    list: (limit: number): ActivityList => ({
      entries: entries.slice(0, limit),
      hasMore: entries.length > limit,
      check,
    }),
    follow(signal: AbortSignal | undefined): AsyncGenerator<ActivityChunk> {
      const news = publisher.subscribe('chunk', signal === undefined ? {} : { signal });
      const half = Math.ceil(entries.length / 2);
      const [first, rest] = [entries.slice(0, half), entries.slice(half)];
      return (async function* () {
        yield { place: 'older', entries: first, hasMore: rest.length > 0, check };
        if (rest.length > 0) yield { place: 'older', entries: rest, hasMore: false, check };
        yield* news;
      })();
    },
  };
}
