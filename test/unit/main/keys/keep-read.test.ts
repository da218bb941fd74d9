import { describe, expect, it, onTestFinished } from 'vitest';
import { keepRead } from '#main/keys/keep-read.ts';
import { AppError } from '#shared/errors.ts';
import { HOUR_MS, instantOf, MINUTE_MS, SECOND_MS } from '#shared/time.ts';
import { createFakeClock } from '#test/fakes/fake-clock.ts';
import { createMemoryStateStore } from '#test/fakes/memory-state-store.ts';
import { aKey, aState, anIdentity, anInventory } from '../things.ts';

const offline = new AppError('aws/unreachable', { url: 'u', reason: 'no-route', sent: false });

function world({ readAt = null as string | null, names = ['alice'] } = {}) {
  const clock = createFakeClock();
  const keys = readAt === null ? null : anInventory([aKey()], { readAt });
  const state = createMemoryStateStore(
    aState({ identities: names.map((name) => anIdentity({ name, profile: name, keys })) }),
  );
  const started = clock.now();
  const reads: { readonly name: string; readonly minute: number }[] = [];
  const answers: { outage: AppError | null; isUnlocked: boolean } = {
    outage: null,
    isUnlocked: true,
  };
  const unexpected: unknown[] = [];
  const kept = keepRead({
    state,
    keys: {
      read: async (name) => {
        reads.push({ name, minute: Math.round((clock.now() - started) / MINUTE_MS) });
        return answers.outage;
      },
    },
    isUnlocked: () => answers.isUnlocked,
    skew: { awsNow: clock.now },
    clock,
    random: () => 0.5,
    onUnexpected: (error) => unexpected.push(error),
  });
  onTestFinished(() => {
    kept.close();
    expect(unexpected).toEqual([]);
  });
  const minutes = () => reads.map(({ minute }) => minute);
  return { clock, state, reads, minutes, answers, kept };
}

describe('keys that are read by themselves', () => {
  it('are read soon after the start, and every six hours', async () => {
    const { clock, minutes } = world();
    await clock.advance(5 * SECOND_MS);
    expect(minutes()).toEqual([]);
    await clock.advance(13 * HOUR_MS);
    expect(minutes()).toEqual([2, 362, 722]);
  });

  it('are not read at the start where that was done an hour ago', async () => {
    const now = createFakeClock().now();
    const { clock, minutes } = world({ readAt: instantOf(now - HOUR_MS) });
    await clock.advance(4.9 * HOUR_MS);
    expect(minutes()).toEqual([]);
    await clock.advance(0.2 * HOUR_MS);
    expect(minutes()).toHaveLength(1);
  });

  it('are asked for less and less often while AWS cannot be reached, and not once for each identity', async () => {
    const { clock, reads, minutes, answers } = world({ names: ['a', 'b', 'c'] });
    answers.outage = offline;
    await clock.advance(60 * MINUTE_MS);
    expect(minutes()).toEqual([2, 3, 5, 8, 15, 29, 57]);
    expect(new Set(reads.map(({ name }) => name))).toEqual(new Set(['a']));
    answers.outage = null;
    await clock.advance(65 * MINUTE_MS);
    expect(reads.slice(-3).map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });

  it('are left alone while the vault is locked, and read when it is open again', async () => {
    const { clock, reads, answers } = world();
    answers.isUnlocked = false;
    await clock.advance(HOUR_MS);
    expect(reads).toEqual([]);
    answers.isUnlocked = true;
    await clock.advance(2 * MINUTE_MS);
    expect(reads).toHaveLength(1);
  });

  it('are read when the computer has slept past the time', async () => {
    const { clock, reads } = world();
    await clock.advance(2 * MINUTE_MS);
    clock.suspend(10 * HOUR_MS);
    await clock.advance(MINUTE_MS);
    expect(reads).toHaveLength(2);
  });

  it('are read soon when another key has come in their place', async () => {
    const { clock, state, reads } = world();
    await clock.advance(2 * MINUTE_MS);
    await state.update((current) => ({
      ...current,
      identities: [anIdentity({ accessKeyId: 'AKIAI44QH8DHBEXAMPLE' })],
    }));
    await clock.advance(2 * MINUTE_MS);
    expect(reads).toHaveLength(2);
  });

  it('are read in time although the clock was a year ahead for a while', async () => {
    const { clock, reads } = world();
    clock.jump(365 * 24 * HOUR_MS);
    await clock.advance(2 * MINUTE_MS);
    clock.jump(-365 * 24 * HOUR_MS);
    const before = reads.length;
    await clock.advance(7 * HOUR_MS);
    expect(reads.length).toBeGreaterThan(before);
  });
});
