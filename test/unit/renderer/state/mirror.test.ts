import { createRouterClient } from '@orpc/server';
import { afterEach, describe, expect, it } from 'vitest';
import type { Api } from '#renderer/api/api.ts';
import { createMirror, followMain } from '#renderer/state/mirror.ts';
import { createFakeMain, type FakeMain } from '#test/fakes/fake-main.ts';
import { showcase } from '#test/fakes/showcase.ts';
import { eventually } from '#test/fixtures/eventually.ts';

const NOW = Date.parse('2026-11-24T09:00:00Z');

/** A client whose calls can be cut off, as when main goes away, and which may miss changes. */
function follow(main: FakeMain) {
  const client = createRouterClient(main.router) as Api;
  const line = { cut: () => {}, isDown: false, missing: 0 };
  const events = async (input: Record<string, never>, options?: { signal?: AbortSignal }) => {
    if (line.isDown) throw new TypeError('failed to fetch');
    const cut = new AbortController();
    line.cut = () => cut.abort(new TypeError('network error'));
    const signal =
      options?.signal === undefined ? cut.signal : AbortSignal.any([options.signal, cut.signal]);
    const changes = await client.events(input, { signal });
    return (async function* () {
      for await (const change of changes) {
        if (line.missing > 0) line.missing -= 1;
        else yield change;
      }
    })();
  };
  // The client makes its procedures as they are asked for, so it cannot be copied.
  const api = new Proxy(client, {
    get: (target, key) => (key === 'events' ? events : Reflect.get(target, key)),
  });
  const mirror = createMirror();
  const end = new AbortController();
  const pauses: number[] = [];
  const waiting: (() => void)[] = [];
  const pause = (ms: number) => {
    pauses.push(ms);
    return new Promise<void>((resolve) => waiting.push(resolve));
  };
  const done = followMain({ api, mirror, signal: end.signal, pause });
  return {
    mirror,
    pauses,
    line,
    goOn: () => waiting.shift()?.(),
    async stop() {
      end.abort();
      waiting.forEach((resolve) => resolve());
      await done;
    },
  };
}

describe('the mirror of main', () => {
  const running: { stop(): Promise<void> }[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((one) => one.stop()));
  });
  function start() {
    const main = createFakeMain(showcase(NOW), () => NOW);
    const followed = follow(main);
    running.push(followed);
    return { main, ...followed };
  }

  it('shows main’s state as soon as it is heard', async () => {
    const { main, mirror } = start();
    expect(mirror.getState()).toEqual({ link: 'connecting', snapshot: null });
    await eventually(() => expect(mirror.getState().link).toBe('live'));
    expect(mirror.getState().snapshot).toEqual(main.snapshot());
  });

  it('follows every change', async () => {
    const { main, mirror } = start();
    await eventually(() => expect(mirror.getState().link).toBe('live'));
    main.change({ clockSkewSeconds: 61 });
    main.change({ vault: { kind: 'file', state: 'locked', failure: null } });
    await eventually(() => expect(mirror.getState().snapshot).toEqual(main.snapshot()));
  });

  it('asks for everything again when it has missed a change', async () => {
    const { main, mirror, line } = start();
    await eventually(() => expect(mirror.getState().link).toBe('live'));
    line.missing = 1;
    main.change({ clockSkewSeconds: 61 });
    main.change({ vault: { kind: 'file', state: 'locked', failure: null } });
    await eventually(() => expect(mirror.getState().snapshot).toEqual(main.snapshot()));
  });

  it('keeps what it knew while main does not answer, and says so', async () => {
    const { mirror, line } = start();
    await eventually(() => expect(mirror.getState().link).toBe('live'));
    line.isDown = true;
    line.cut();
    await eventually(() => expect(mirror.getState().link).toBe('interrupted'));
    expect(mirror.getState().snapshot).not.toBeNull();
  });

  it('waits longer from failure to failure, and shows nothing stale once main is back', async () => {
    const { main, mirror, line, pauses, goOn } = start();
    await eventually(() => expect(mirror.getState().link).toBe('live'));
    line.isDown = true;
    line.cut();
    await eventually(() => expect(pauses).toHaveLength(1));
    goOn();
    await eventually(() => expect(pauses).toHaveLength(2));
    expect(pauses[1]).toBeGreaterThan(pauses[0]!);
    main.change({ clockSkewSeconds: 300 });
    line.isDown = false;
    goOn();
    await eventually(() => expect(mirror.getState().snapshot?.clockSkewSeconds).toBe(300));
    expect(mirror.getState().link).toBe('live');
  });

  it('does not try again once the session was refused', async () => {
    const { mirror, line, pauses } = start();
    await eventually(() => expect(mirror.getState().link).toBe('live'));
    mirror.setState({ link: 'refused' });
    line.cut();
    await running[0]!.stop();
    expect(pauses).toEqual([]);
    expect(mirror.getState().link).toBe('refused');
  });
});
