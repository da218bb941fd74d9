import type { ActivityEntry, ActivityFact } from '#shared/contract/activity.ts';
import { DAY_MS, HOUR_MS, instantOf, MINUTE_MS } from '#shared/time.ts';

/** Some days of somebody who works with the showcase; the newest first. `more` happened before. */
export function showcaseActivity(
  nowMs: number,
  more: readonly ActivityFact[] = [],
): readonly ActivityEntry[] {
  const told: readonly (readonly [agoMs: number, ActivityFact])[] = [
    ...more.map((fact, at) => [4 * DAY_MS - at * MINUTE_MS, fact] as const),
    [3 * DAY_MS, { kind: 'identity-added', identity: 'dana' }],
    [3 * DAY_MS - HOUR_MS, { kind: 'mfa-set', identity: 'dana', serial: DEVICE }],
    [2 * DAY_MS, { kind: 'role-added', target: 'prod-admin' }],
    [30 * HOUR_MS, { kind: 'key-created', ...KEY }],
    [30 * HOUR_MS - MINUTE_MS, { kind: 'key-rotated', ...KEY }],
    ...session('dana', { agoMs: 26 * HOUR_MS, lastsMs: 12 * HOUR_MS, by: 'window' }),
    ...session('prod-admin', { agoMs: 9 * HOUR_MS, lastsMs: HOUR_MS, by: 'window' }),
    [
      7 * HOUR_MS,
      { kind: 'session-failed', target: 'prod-admin', scope: null, code: 'aws/access-denied' },
    ],
    [6 * HOUR_MS, { kind: 'locked' }],
    [5.5 * HOUR_MS, { kind: 'unlocked' }],
    ...session('dana', { agoMs: 5 * HOUR_MS, lastsMs: 12 * HOUR_MS, by: 'command' }),
    ...session('ml-staging', { agoMs: 4 * HOUR_MS, lastsMs: 2 * HOUR_MS, by: 'process' }),
    [3 * HOUR_MS, { kind: 'session-stopped', target: 'ml-staging' }],
    ...session('prod-readonly', { agoMs: HOUR_MS / 2, lastsMs: HOUR_MS, by: 'window' }),
  ];
  return told
    .map(([agoMs, fact], at) => ({ n: at + 1, at: instantOf(nowMs - agoMs), fact }))
    .toReversed();

  function session(
    target: string,
    how: {
      readonly agoMs: number;
      readonly lastsMs: number;
      readonly by: 'window' | 'command' | 'process';
    },
  ): readonly (readonly [number, ActivityFact])[] {
    const expiresAt = instantOf(nowMs - how.agoMs + how.lastsMs);
    const reason = target === 'dana' ? 'identity-has-mfa-device' : 'role-from-mfa-session';
    const { by } = how;
    return [
      [
        how.agoMs,
        { kind: 'session-obtained', target, scope: null, by, reason, expiresAt, profile: null },
      ],
      [how.agoMs, { kind: 'session-delivered', target, how: 'file', profile: target }],
    ];
  }
}

const DEVICE = 'arn:aws:iam::123456789012:mfa/dana-phone';
const KEY = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', userName: 'dana' } as const;

/** As many as are kept, of one target each time. */
export function crowdActivity(nowMs: number): readonly ActivityEntry[] {
  return Array.from({ length: 10_000 }, (_, at) => ({
    n: 10_000 - at,
    at: instantOf(nowMs - at * 10 * MINUTE_MS),
    fact: { kind: 'session-stopped', target: `target-${10_000 - at}` },
  }));
}
