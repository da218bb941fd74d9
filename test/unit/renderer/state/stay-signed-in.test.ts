import { describe, expect, it } from 'vitest';
import { staySignedIn } from '#renderer/state/stay-signed-in.ts';
import type { Api } from '#renderer/api/api.ts';

const SIGNED_OUT_AFTER_MS = 15 * 60_000;

function start(answer: () => Promise<unknown> = async () => []) {
  const timers = new Set<() => void>();
  const listeners: (() => void)[] = [];
  let isVisible = true;
  let asked = 0;
  const list = () => {
    asked += 1;
    return answer();
  };
  staySignedIn({ endpoints: { list } } as unknown as Pick<Api, 'endpoints'>, {
    isVisible: () => isVisible,
    onVisibilityChange: (listener) => void listeners.push(listener),
    every(ms, tick) {
      expect(ms).toBeLessThan(SIGNED_OUT_AFTER_MS);
      timers.add(tick);
      return () => void timers.delete(tick);
    },
  });
  return {
    tick: () => timers.forEach((tick) => tick()),
    show(isShown: boolean) {
      isVisible = isShown;
      for (const listener of listeners) listener();
    },
    timers: () => timers.size,
    asked: () => asked,
  };
}

describe('a window of browser mode', () => {
  it('stays signed in while it can be seen', () => {
    const window = start();
    expect(window.asked()).toBe(0);
    window.tick();
    expect(window.asked()).toBe(1);
  });

  it('has no timer while hidden, and says at once that it is seen again', () => {
    const window = start();
    window.show(false);
    expect(window.timers()).toBe(0);
    window.show(true);
    expect(window.asked()).toBe(1);
    expect(window.timers()).toBe(1);
  });

  it('does not mind when main does not answer', async () => {
    const window = start(() => Promise.reject(new Error('gone')));
    window.tick();
    await Promise.resolve();
    expect(window.asked()).toBe(1);
  });
});
