import { ACTIVITY_KEPT } from '#shared/contract/activity-kept.ts';
import { DAY_MS, epochMsOf, instantOf } from '#shared/time.ts';
import type { Head } from './chain.ts';
import { type ChainEntry, readChain } from './read-chain.ts';

/** So many more than are kept may stand there, so that it is not cut with each new one. */
const SLACK = { entries: 1000, days: 1 } as const;

/** Whether it is time to drop the oldest; `beginning` is what the log begins with, as far as it was read. */
export function isCutDue(beginning: string, head: Head, nowMs: number): boolean {
  const [oldest] = readChain(beginning).entries;
  if (oldest === undefined) return false;
  if (head.n - oldest.n >= ACTIVITY_KEPT.entries + SLACK.entries) return true;
  return isOlder(oldest, nowMs, ACTIVITY_KEPT.days + SLACK.days);
}

/** After which entry the log is to go on; null where all of it is kept. The last entry always is. */
export function lastToDrop(entries: readonly ChainEntry[], nowMs: number): Head | null {
  const tooMany = entries.length - ACTIVITY_KEPT.entries;
  let count = 0;
  while (
    count < entries.length - 1 &&
    (count < tooMany || isOlder(entries[count] as ChainEntry, nowMs, ACTIVITY_KEPT.days))
  )
    count += 1;
  const last = entries[count - 1];
  return last === undefined ? null : { n: last.n, hash: last.hash };
}

/** What stands behind that entry, byte for byte. */
export function textAfter(text: string, { hash }: Head): string {
  const end = `"hash":"${hash}"}\n`;
  return text.slice(text.indexOf(end) + end.length);
}

function isOlder({ body }: ChainEntry, nowMs: number, days: number): boolean {
  const { at } = body;
  // By its form, since a time that somebody has written there may be none.
  return typeof at === 'string' && at < instantOf(nowMs - days * DAY_MS) && epochMsOf(at) > 0;
}
