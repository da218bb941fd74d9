import { createRouterClient } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import type { Api } from '#renderer/api/api.ts';
import { createClipboard } from '#renderer/state/clipboard.ts';
import { createFakeMain } from '#test/fakes/fake-main.ts';
import { showcase } from '#test/fakes/showcase.ts';
import { eventually } from '#test/fixtures/eventually.ts';

const NOW = Date.parse('2026-11-24T09:00:00Z');

function start(options: { readonly mayRead: boolean; readonly mainCopies?: boolean }) {
  const client = createRouterClient(createFakeMain(showcase(NOW), () => NOW).router) as Api;
  const mfa = { copyCode: async () => ({ copied: true }) };
  const api =
    options.mainCopies === true
      ? new Proxy(client, {
          get: (target, key) => (key === 'mfa' ? mfa : Reflect.get(target, key)),
        })
      : client;
  const page = {
    content: 'before',
    timers: [] as { ms: number; ring: () => void }[],
    refusesReading: false,
  };
  const clipboard = createClipboard({
    api,
    writeText: async (text) => {
      page.content = text;
    },
    readText: async () => {
      if (page.refusesReading) throw new DOMException('not focused', 'NotAllowedError');
      return page.content;
    },
    mayRead: async () => options.mayRead,
    setTimer: (ms, ring) => page.timers.push({ ms, ring }),
  });
  return { clipboard, page };
}

describe('copying a code', () => {
  it('leaves it to main where main has the clipboard', async () => {
    const { clipboard, page } = start({ mayRead: true, mainCopies: true });
    expect(await clipboard.copyCode('dana')).toBe('cleared-after-30s');
    expect(page.content).toBe('before');
  });

  it('takes the code off the clipboard after 30 seconds', async () => {
    const { clipboard, page } = start({ mayRead: true });
    expect(await clipboard.copyCode('dana')).toBe('cleared-after-30s');
    expect(page.content).toMatch(/^\d{6}$/);
    expect(page.timers.map(({ ms }) => ms)).toEqual([30_000]);
    page.timers[0]?.ring();
    await eventually(() => expect(page.content).toBe(''));
  });

  it('leaves alone what the user has copied since', async () => {
    const { clipboard, page } = start({ mayRead: true });
    await clipboard.copyCode('dana');
    page.content = 'something of the user';
    page.timers[0]?.ring();
    await new Promise((resolve) => setImmediate(resolve));
    expect(page.content).toBe('something of the user');
  });

  it('says that the code stays where the browser does not let us look', async () => {
    const { clipboard, page } = start({ mayRead: false });
    expect(await clipboard.copyCode('dana')).toBe('stays');
    expect(page.timers).toEqual([]);
  });

  it('bears that the page is not in front when the time is up', async () => {
    const { clipboard, page } = start({ mayRead: true });
    await clipboard.copyCode('dana');
    const code = page.content;
    page.refusesReading = true;
    page.timers[0]?.ring();
    await new Promise((resolve) => setImmediate(resolve));
    expect(page.content).toBe(code);
  });

  it('passes on why there is no code', async () => {
    const { clipboard } = start({ mayRead: true });
    await expect(clipboard.copyCode('dana-hardware')).rejects.toMatchObject({
      data: { code: 'mfa/no-seed' },
    });
  });
});
