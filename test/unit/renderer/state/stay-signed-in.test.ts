import { describe, expect, it } from 'vitest';
import { staySignedIn } from '#renderer/state/stay-signed-in.ts';
import type { Api } from '#renderer/api/api.ts';

function start(isVisible: () => boolean, answer: () => Promise<unknown>) {
  const ticks: (() => void)[] = [];
  let asked = 0;
  const list = () => {
    asked += 1;
    return answer();
  };
  const api = { endpoints: { list } } as unknown as Pick<Api, 'endpoints'>;
  staySignedIn({
    api,
    isVisible,
    every: (ms, tick) => void (ms < 15 * 60_000 && ticks.push(tick)),
  });
  return { tick: () => ticks.forEach((tick) => tick()), asked: () => asked };
}

describe('a window of browser mode', () => {
  it('stays signed in while it can be seen, and asks for nothing while hidden', () => {
    let isVisible = true;
    const window = start(
      () => isVisible,
      async () => [],
    );
    window.tick();
    expect(window.asked()).toBe(1);
    isVisible = false;
    window.tick();
    expect(window.asked()).toBe(1);
  });

  it('does not mind when main does not answer', async () => {
    const window = start(
      () => true,
      () => Promise.reject(new Error('gone')),
    );
    window.tick();
    await Promise.resolve();
    expect(window.asked()).toBe(1);
  });
});
