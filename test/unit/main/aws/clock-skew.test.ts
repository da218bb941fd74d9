import { beforeEach, describe, expect, it } from 'vitest';
import { type ClockSkew, createClockSkew } from '#main/aws/clock-skew.ts';
import { HOUR_MS, MINUTE_MS } from '#shared/time.ts';
import { createFakeClock, type FakeClock } from '#test/fakes/fake-clock.ts';

const START = Date.parse('2026-11-24T09:00:00Z');

let clock: FakeClock;
let skew: ClockSkew;

beforeEach(() => {
  clock = createFakeClock(START);
  skew = createClockSkew(clock);
});

const dateOf = (epochMs: number) => new Date(epochMs).toUTCString();

describe('AWS’s time', () => {
  it('is ours before the first reply', async () => {
    await clock.advance(HOUR_MS);
    expect(skew.awsNow()).toBe(START + HOUR_MS);
    expect(skew.skewMs()).toBeNull();
    expect(skew.isDoubtful()).toBe(false);
  });

  it('is what a reply says, and goes on from there', async () => {
    skew.observe(dateOf(START - HOUR_MS));
    await clock.advance(MINUTE_MS);
    expect(skew.awsNow()).toBe(START - HOUR_MS + MINUTE_MS);
    expect(skew.skewMs()).toBe(HOUR_MS);
  });

  it.each([-10_000, -HOUR_MS, -10 * 365 * 24 * HOUR_MS])(
    'goes on as before when the wall clock is set by %i ms, and is in doubt',
    async (ms) => {
      skew.observe(dateOf(START));
      clock.jump(ms);
      await clock.advance(MINUTE_MS);
      expect(skew.awsNow()).toBe(START + MINUTE_MS);
      expect(skew.isDoubtful()).toBe(true);
    },
  );

  it.each([10_000, HOUR_MS, 10 * 365 * 24 * HOUR_MS])(
    'may be %i ms later when the wall clock says so, for the machine may have slept, and is in doubt',
    (ms) => {
      skew.observe(dateOf(START));
      clock.jump(ms);
      expect(skew.awsNow()).toBe(START + ms);
      expect(skew.isDoubtful()).toBe(true);
    },
  );

  it.each([-HOUR_MS, HOUR_MS])('is sure again after the next reply, %i ms later', async (ms) => {
    skew.observe(dateOf(START));
    clock.jump(ms);
    await clock.advance(MINUTE_MS);
    skew.observe(dateOf(START + MINUTE_MS));
    expect(skew.awsNow()).toBe(START + MINUTE_MS);
    expect(skew.isDoubtful()).toBe(false);
    expect(skew.skewMs()).toBe(ms);
  });

  it('does not go back by seconds that a reply cannot tell', () => {
    skew.observe(dateOf(START));
    clock.jump(-3000);
    expect(skew.awsNow()).toBe(START);
    expect(skew.isDoubtful()).toBe(false);
  });
});

it('tells of a change, and of none where there is none to see', async () => {
  let told = 0;
  skew.onChange(() => (told += 1));
  skew.observe(dateOf(START));
  await clock.advance(900);
  skew.observe(dateOf(START));
  skew.observe(undefined);
  skew.observe('yesterday');
  expect(told).toBe(1);
  skew.observe(dateOf(START + HOUR_MS));
  expect(told).toBe(2);
});
