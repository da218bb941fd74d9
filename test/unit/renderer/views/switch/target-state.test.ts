import { describe, expect, it } from 'vitest';
import { isAtWork, ringOf, targetState } from '#renderer/views/switch/target-state.ts';
import { IDLE_TASK } from '#renderer/state/switching.ts';
import type { Target } from '#shared/contract/things.ts';
import { HOUR_MS, instantOf, MINUTE_MS } from '#shared/time.ts';
import { createFakeMain } from '#test/fakes/fake-main.ts';
import { showcase } from '#test/fakes/showcase.ts';

const NOW = Date.parse('2026-11-24T09:00:00Z');
const base = createFakeMain(showcase(NOW), () => NOW)
  .snapshot()
  .targets.find(({ name }) => name === 'prod-billing')!;
const withSession = (session: Target['session'], more: Partial<Target> = {}): Target => ({
  ...base,
  session,
  ...more,
});
const active = (leftMs: number) =>
  withSession({
    state: 'active',
    startedAt: instantOf(NOW - HOUR_MS),
    expiresAt: instantOf(NOW + leftMs),
    deliveredTo: null,
  });
const FAILURE = { code: 'aws/throttled', facts: { action: 'sts:AssumeRole' } };

describe('how a target stands', () => {
  it('is active until the moment that AWS named, and not a second longer', () => {
    expect(targetState(active(1000), NOW).kind).toBe('active');
    expect(targetState(active(0), NOW).kind).toBe('expired');
  });

  it('waits for a code, and says until when', () => {
    const until = instantOf(NOW + 12_000);
    expect(
      targetState(withSession({ state: 'starting', waitingForCodeUntil: until }), NOW),
    ).toEqual({ kind: 'waiting', untilMs: NOW + 12_000 });
    expect(
      targetState(withSession({ state: 'starting', waitingForCodeUntil: null }), NOW).kind,
    ).toBe('starting');
  });

  it('has failed when its last try failed and nothing is active', () => {
    const failed = { failure: FAILURE, failedAt: instantOf(NOW) };
    expect(targetState(withSession({ state: 'none' }, failed), NOW).kind).toBe('failed');
    expect(targetState(withSession({ state: 'none' }), NOW).kind).toBe('none');
    expect(targetState({ ...active(HOUR_MS), ...failed }, NOW).kind).toBe('active');
  });

  it('shows the part that is left, and warns in the last ten minutes', () => {
    expect(ringOf(targetState(active(HOUR_MS), NOW), NOW)).toEqual({ fraction: 0.5, tone: 'ok' });
    expect(ringOf(targetState(active(9 * MINUTE_MS), NOW), NOW).tone).toBe('warn');
  });

  it('draws the ring of a session anew each ten seconds, not each second', () => {
    const state = targetState(active(HOUR_MS), NOW);
    const after = (seconds: number) => ringOf(state, NOW + seconds * 1000).fraction;
    expect(after(9)).toBe(after(0));
    expect(after(10)).toBeLessThan(after(9));
  });

  it('can be stopped as soon as it is active, and waits for what is still under way', () => {
    const ofActive = targetState(active(HOUR_MS), NOW);
    expect(isAtWork(ofActive, { ...IDLE_TASK, running: 'switch' })).toBe(false);
    expect(isAtWork(ofActive, { ...IDLE_TASK, running: 'stop' })).toBe(true);
    const ofNone = targetState(withSession({ state: 'none' }), NOW);
    expect(isAtWork(ofNone, { ...IDLE_TASK, running: 'switch' })).toBe(true);
    expect(isAtWork(ofNone, IDLE_TASK)).toBe(false);
  });
});
