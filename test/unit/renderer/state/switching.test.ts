import { createRouterClient } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import type { Api } from '#renderer/api/api.ts';
import { createSwitching, IDLE_TASK } from '#renderer/state/switching.ts';
import { createFakeMain } from '#test/fakes/fake-main.ts';
import { showcase } from '#test/fakes/showcase.ts';
import { eventually } from '#test/fixtures/eventually.ts';

const NOW = Date.parse('2026-11-24T09:00:00Z');

function start() {
  const main = createFakeMain(showcase(NOW), () => NOW);
  main.setSwitchDelay(0);
  const switching = createSwitching(createRouterClient(main.router) as Api);
  const task = (target: string) => switching.store.getState()[target];
  const switches = () => main.calls.filter(({ procedure }) => procedure === 'targets.switch');
  return { main, switching, task, switches };
}

describe('switching from the window', () => {
  it('says that it runs, and leaves nothing behind when it went well', async () => {
    const { main, switching, task } = start();
    const running = switching.start('prod-billing');
    expect(task('prod-billing')?.running).toBe('switch');
    await running;
    expect(task('prod-billing')).toEqual({ running: null, failure: null, codeNeeded: null });
    expect(main.snapshot().targets.find(({ name }) => name === 'prod-billing')?.session.state).toBe(
      'active',
    );
  });

  it('cannot be started twice for one target', async () => {
    const { switching, switches } = start();
    await Promise.all([
      switching.start('prod-billing'),
      switching.start('prod-billing'),
      switching.stop('prod-billing'),
    ]);
    expect(switches()).toHaveLength(1);
  });

  it('runs for two targets at once', async () => {
    const { switching, switches } = start();
    await Promise.all([switching.start('prod-billing'), switching.start('prod-admin')]);
    expect(switches()).toHaveLength(2);
  });

  it('keeps the failure with the target', async () => {
    const { main, switching, task } = start();
    main.failNext('targets.switch', { code: 'vault/locked', facts: { backend: 'keychain' } });
    await switching.start('prod-billing');
    expect(task('prod-billing')?.failure).toEqual({
      code: 'vault/locked',
      facts: { backend: 'keychain' },
    });
    await switching.start('prod-billing');
    expect(task('prod-billing')?.failure).toBeNull();
  });

  it('asks for the code of a device whose seed is elsewhere, and sends it', async () => {
    const { main, switching, task, switches } = start();
    main.askForCode('dana-hardware', 'GAHT12345678');
    await switching.start('dana-hardware');
    expect(task('dana-hardware')).toEqual({
      running: null,
      failure: null,
      codeNeeded: 'GAHT12345678',
    });
    await switching.start('dana-hardware', { mfaCode: '123456' });
    expect(task('dana-hardware')?.codeNeeded).toBeNull();
    expect(switches().at(-1)?.input).toEqual({ target: 'dana-hardware', mfaCode: '123456' });
  });

  it('keeps asking for a code when AWS refused one', async () => {
    const { main, switching, task } = start();
    main.askForCode('dana-hardware', 'GAHT12345678');
    await switching.start('dana-hardware');
    main.failNext('targets.switch', {
      code: 'mfa/code-refused',
      facts: { serial: 'GAHT12345678', generated: false },
    });
    await switching.start('dana-hardware', { mfaCode: '000000' });
    expect(task('dana-hardware')).toMatchObject({
      codeNeeded: 'GAHT12345678',
      failure: { code: 'mfa/code-refused' },
    });
  });

  it('does what stood in the way first, then switches', async () => {
    const { switching, switches } = start();
    const order: string[] = [];
    await switching.retryAfter('prod-billing', async () => {
      order.push(`unlock, ${switches().length} switches before`);
    });
    expect(order).toEqual(['unlock, 0 switches before']);
    expect(switches()).toHaveLength(1);
  });

  it('does not switch when what stood in the way is still there', async () => {
    const { switching, switches, task } = start();
    await switching.retryAfter('prod-billing', () => Promise.reject(new Error('still locked')));
    expect(switches()).toHaveLength(0);
    expect(task('prod-billing')?.failure?.code).toBe('app/unreachable');
  });

  it('stops, and can be told to replace a section that somebody else changed', async () => {
    const { main, switching } = start();
    await switching.stop('dana', { replaceChanged: true });
    expect(main.snapshot().targets.find(({ name }) => name === 'dana')?.session).toEqual({
      state: 'none',
    });
    expect(main.calls.at(-1)).toEqual({
      procedure: 'targets.stop',
      input: { target: 'dana', replaceChanged: true },
    });
  });

  it('stops what is there already, though the reply to the switch is still on its way', async () => {
    const main = createFakeMain(showcase(NOW), () => NOW);
    main.setSwitchDelay(0);
    const api = createRouterClient(main.router) as Api;
    const sessionState = () =>
      main.snapshot().targets.find(({ name }) => name === 'prod-billing')?.session.state;
    let deliverReply = () => {};
    const held = new Promise<void>((resolve) => (deliverReply = resolve));
    const targets = {
      switch: (input: Parameters<Api['targets']['switch']>[0]) =>
        api.targets.switch(input).finally(() => held),
      stop: (input: Parameters<Api['targets']['stop']>[0]) => api.targets.stop(input),
    };
    const switching = createSwitching({ targets } as Api);
    const switched = switching.start('prod-billing');
    await eventually(() => expect(sessionState()).toBe('active'));
    await switching.stop('prod-billing');
    expect(sessionState()).toBe('none');
    deliverReply();
    await switched;
    expect(switching.store.getState()['prod-billing']).toEqual(IDLE_TASK);
  });
});
