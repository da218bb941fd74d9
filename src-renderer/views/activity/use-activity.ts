import { useCallback, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { ActivityCheck, ActivityChunk, ActivityEntry } from '#shared/contract/activity.ts';
import { appErrorOf } from '#shared/contract/client-errors.ts';
import { failureOf, type Failure } from '#shared/errors.ts';
import { useWorld } from '#renderer/state/world.ts';

/** The log as far as this window has heard it. */
export interface HeardActivity {
  /** The newest first. */
  readonly entries: readonly ActivityEntry[];
  /** Whether older ones are still to come. */
  readonly hasMore: boolean;
  /** Null before the first of it. */
  readonly check: ActivityCheck | null;
  readonly failure: Failure | null;
}

const NOTHING_HEARD: HeardActivity = { entries: [], hasMore: true, check: null, failure: null };

/** Follows the log while it is looked at, and again from the beginning when main is heard anew. */
export function useActivity(): HeardActivity & { tryAgain(): void } {
  const { api, mirror } = useWorld();
  const isLive = useStore(mirror, ({ link }) => link === 'live');
  const [heard, hear] = useState(NOTHING_HEARD);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (!isLive) return undefined;
    const ended = new AbortController();
    const { signal } = ended;
    const follow = async () => {
      let isFirst = true;
      for await (const chunk of await api.activity.follow({}, { signal })) {
        if (signal.aborted) return;
        const before = isFirst ? NOTHING_HEARD : null;
        isFirst = false;
        hear((known) => withChunk(before ?? known, chunk));
      }
    };
    follow().catch((error: unknown) => {
      if (!signal.aborted) hear((known) => ({ ...known, failure: failureOf(appErrorOf(error)) }));
    });
    return () => ended.abort();
  }, [api, isLive, tries]);
  const tryAgain = useCallback(() => setTries((count) => count + 1), []);
  return { ...heard, tryAgain };
}

function withChunk(known: HeardActivity, chunk: ActivityChunk): HeardActivity {
  const { place, entries, hasMore, check } = chunk;
  const isOlder = place === 'older';
  return {
    entries: isOlder ? [...known.entries, ...entries] : [...entries, ...known.entries],
    hasMore: isOlder ? hasMore : known.hasMore,
    check,
    failure: null,
  };
}
