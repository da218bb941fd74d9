import { describe, expect, it } from 'vitest';
import { whenQuiet, type QuietWorld } from '#renderer/frame/when-quiet.ts';

function setUp() {
  const timers = new Set<() => void>();
  const inputs = new Set<() => void>();
  let isChoosing = false;
  let count = 0;
  const world: QuietWorld = {
    onInput(listener) {
      inputs.add(listener);
      return () => void inputs.delete(listener);
    },
    isChoosing: () => isChoosing,
    setTimer(_ms, ring) {
      timers.add(ring);
      return () => void timers.delete(ring);
    },
  };
  const cancel = whenQuiet(world, () => (count += 1));
  return {
    cancel,
    count: () => count,
    /** All timers that are set ring. */
    passTime() {
      const due = Array.from(timers);
      timers.clear();
      for (const ring of due) ring();
    },
    type: () => [...inputs].forEach((hear) => hear()),
    choose: (on: boolean) => (isChoosing = on),
    timers: () => timers.size,
    listeners: () => inputs.size,
  };
}

describe('waiting until nobody types or clicks', () => {
  it('takes one moment where nobody does, and happens once', () => {
    const { passTime, count, timers, listeners } = setUp();
    passTime();
    expect([count(), timers(), listeners()]).toEqual([1, 0, 0]);
  });

  it('begins anew with each key', () => {
    const { type, timers, passTime, count } = setUp();
    type();
    type();
    expect([count(), timers()]).toEqual([0, 1]);
    passTime();
    expect(count()).toBe(1);
  });

  it('goes on while a menu is open', () => {
    const { choose, passTime, count } = setUp();
    choose(true);
    passTime();
    passTime();
    expect(count()).toBe(0);
    choose(false);
    passTime();
    expect(count()).toBe(1);
  });

  it('leaves nothing behind when it is cancelled', () => {
    const { cancel, passTime, count, timers, listeners } = setUp();
    cancel();
    passTime();
    expect([count(), timers(), listeners()]).toEqual([0, 0, 0]);
  });
});
