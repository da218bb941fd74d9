import { describe, expect, it } from 'vitest';
import { MAX_ATTEMPTS } from '#main/aws/retry.ts';
import type { PracticeFault } from '#main/practice/practice-account.ts';
import { MINUTE_MS, SECOND_MS } from '#shared/time.ts';
import { openOutageWorld, type OutageWorld } from './outage-world.ts';

const WAYS: readonly [string, PracticeFault['kind'], string][] = [
  ['throttles with 400', { type: 'throttle', status: 400 }, 'aws/throttled'],
  ['throttles with 429', { type: 'throttle', status: 429 }, 'aws/throttled'],
  ['answers 503', { type: 'server-error', status: 503 }, 'aws/failed'],
  ['is behind a gateway that answers 502', { type: 'html', status: 502 }, 'aws/not-aws'],
];
/** The twelve of security.md F10. */
const BURSTS = WAYS.flatMap(([name, kind, code]) =>
  [1, 10, 60].map((seconds) => [name, seconds, kind, code] as const),
);

describe('while AWS', () => {
  it.each(BURSTS)('%s for %i s, a user is served after that', async (_, seconds, kind, code) => {
    const world = await openOutageWorld();
    const { account, sessions, clock } = world;
    const burst = startBurst(world, kind, seconds * SECOND_MS);
    const began = clock.monotonic();
    const first = await burst.driven(outcomeOf(sessions.switchTo('dev', {})));
    expect(account.calls.length).toBeLessThanOrEqual(MAX_ATTEMPTS);
    expect(clock.monotonic() - began).toBeLessThan(10 * SECOND_MS);
    // A second is waited out; of more the user hears, in time to do something else.
    if (seconds === 1) expect(first).toMatchObject({ kind: 'session' });
    else expect(first).toMatchObject({ code });

    await burst.end();
    expect(await sessions.switchTo('dev', {})).toMatchObject({ kind: 'session' });
    expect(sessions.lastFailure('dev')).toBeNull();
  });

  it.each(BURSTS)('%s for %i s, a code is sent once in it', async (_, seconds, kind, code) => {
    const world = await openOutageWorld();
    const { sessions, driven } = world;
    const burst = startBurst(world, kind, seconds * SECOND_MS);
    await expect(sessions.switchTo('prod', {})).rejects.toMatchObject({ code });
    await burst.end();
    await driven(sessions.switchTo('prod', {}));
    expect(world.codes()).toHaveLength(2);
    expect(new Set(world.codes()).size).toBe(2);
  });

  it.each(BURSTS)('%s for %i s, renewal comes in time', async (_, seconds, kind) => {
    const world = await openOutageWorld();
    const { account, sessions, clock, book, delivery, pass } = world;
    await sessions.switchTo('dev', {});
    world.startRenewing();
    await pass(39 * MINUTE_MS);
    const calls = account.calls.length;
    // Renewal is due half a minute from here.
    const remove = account.addFault({ kind });
    for (let passed = 0; passed < 5 * MINUTE_MS; passed += 5 * SECOND_MS) {
      await pass(5 * SECOND_MS);
      if (passed >= (30 + seconds) * SECOND_MS) remove();
      const { credentials } = book.get('dev')!;
      expect(credentials.expiresAtMs - clock.now()).toBeGreaterThan(15 * MINUTE_MS);
      expect(delivery.profiles.get('dev')?.accessKeyId).toBe(credentials.accessKeyId);
    }
    expect(book.get('dev')!.credentials.expiresAtMs - clock.now()).toBeGreaterThan(55 * MINUTE_MS);
    expect(sessions.lastFailure('dev')).toBeNull();
    expect(account.calls.length - calls).toBeGreaterThan(1);
    expect(account.calls.length - calls).toBeLessThanOrEqual(4 * MAX_ATTEMPTS);
  });
});

/** A burst from now on, for so long by the clock. */
function startBurst(
  { account, clock, driven }: OutageWorld,
  kind: PracticeFault['kind'],
  ms: number,
) {
  const until = clock.monotonic() + ms;
  const remove = account.addFault({ kind });
  const onStep = () => {
    if (clock.monotonic() >= until) remove();
  };
  return {
    /** Drives in steps that are short beside the waits between attempts. */
    driven: <T>(work: Promise<T>) => driven(work, { stepMs: 100, onStep }),
    async end() {
      await clock.advance(Math.max(until - clock.monotonic(), 0));
      onStep();
    },
  };
}

function outcomeOf(work: Promise<unknown>): Promise<unknown> {
  return work.catch((error: unknown) => error);
}
