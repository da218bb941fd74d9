import { expect, it } from 'vitest';
import type { ActivityEntry, ActivityFact } from '#shared/contract/activity.ts';
import { HOUR_MS, instantOf } from '#shared/time.ts';
import { sessionLanes } from '#renderer/views/activity/session-lanes.ts';
import { shownEntries } from '#renderer/views/activity/shown-entries.ts';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const ago = (hours: number) => NOW - hours * HOUR_MS;

/** Entries as the log gives them, the newest first; each `[hours ago, fact]`. */
function logOf(...told: readonly (readonly [number, ActivityFact])[]): readonly ActivityEntry[] {
  return told
    .map(([hours, fact], at) => ({ n: at + 1, at: instantOf(ago(hours)), fact }))
    .toReversed();
}
const obtained = (target: string, untilHoursAgo: number, scope: string | null = null) =>
  ({
    kind: 'session-obtained',
    target,
    scope,
    by: 'window',
    reason: null,
    expiresAt: instantOf(ago(untilHoursAgo)),
    profile: null,
  }) as const;

it('shows each session to where it ended: by its time, by a stop, or by the next one', () => {
  const log = logOf(
    [9, obtained('ada', 8)],
    [7, obtained('ada', -5)],
    [6, { kind: 'session-stopped', target: 'ada' }],
    [3, obtained('ada', 1)],
    [2, obtained('ada', -1)],
  );
  expect(sessionLanes(log, NOW)).toEqual([
    {
      target: 'ada',
      sessions: [
        { fromMs: ago(9), toMs: ago(8) },
        { fromMs: ago(7), toMs: ago(6) },
        { fromMs: ago(3), toMs: ago(2) },
        { fromMs: ago(2), toMs: ago(-1) },
      ],
      failedAtMs: [],
      runsUntilMs: ago(-1),
    },
  ]);
});

it('shows what runs first, then what was last, and nothing that was over a day ago', () => {
  const log = logOf(
    [40, obtained('gone', 30)],
    [30, obtained('long', -6)],
    [10, obtained('over', 9)],
    [5, { kind: 'session-failed', target: 'bad', scope: null, code: 'aws/throttled' }],
    [1, obtained('runs', -1)],
  );
  expect(sessionLanes(log, NOW).map(({ target }) => target)).toEqual([
    'long',
    'runs',
    'bad',
    'over',
  ]);
});

it('lets the session of a scope run beside the target’s own', () => {
  const log = logOf([3, obtained('ada', -1)], [2, obtained('ada', -2, 'readonly')]);
  const [lane] = sessionLanes(log, NOW);
  expect(lane?.sessions.map(({ toMs }) => toMs)).toEqual([ago(-1), ago(-2)]);
});

it('finds entries by what their row says, and keeps them in the order of time', () => {
  const log = logOf(
    [3, obtained('ml-staging', 2)],
    [2, { kind: 'session-stopped', target: 'prod' }],
    [1, { kind: 'key-deleted', accessKeyId: 'AKIAIOSFODNN7EXAMPLE', userName: 'mlle' }],
  );
  const numbers = (how: Partial<Parameters<typeof shownEntries>[1]>) =>
    shownEntries(log, { group: null, target: null, query: '', ...how }).map(({ n }) => n);
  expect(numbers({ query: 'mlsta' })).toEqual([1]);
  expect(numbers({ query: 'session' })).toEqual([2, 1]);
  expect(numbers({ group: 'keys' })).toEqual([3]);
  expect(numbers({ target: 'prod' })).toEqual([2]);
  expect(numbers({ target: 'prod', group: 'keys' })).toEqual([]);
});
