import { describe, expect, it } from 'vitest';
import { openBrowserSession } from '#renderer/api/browser-session.ts';

/** Of a page, what opening a session touches. */
function fakePage(hash: string, answer: () => Promise<Response>) {
  const stored = new Map<string, string>();
  const log: string[] = [];
  const page = {
    location: { hash, pathname: '/' },
    history: {
      replaceState: (_state: unknown, _title: string, path: string) => log.push(`address ${path}`),
    },
    sessionStorage: {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => stored.set(key, value),
    },
    fetch: (path: string, init: RequestInit) => {
      log.push(`${init.method} ${path} ${init.body as string}`);
      return answer();
    },
  };
  return { page: page as unknown as Window, stored, log };
}

const token = async () => Response.json({ token: 'session-token' });

describe('opening a session in a browser', () => {
  it('takes the secret off the address before it sends it', async () => {
    const { page, log } = fakePage('#one-time', token);
    expect(await openBrowserSession(page)).toBe('session-token');
    expect(log).toEqual(['address /', 'POST /api/session {"secret":"one-time"}']);
  });

  it('keeps the session for a reload of the page', async () => {
    const { page, stored } = fakePage('#one-time', token);
    await openBrowserSession(page);
    const reloaded = fakePage('', token);
    for (const [key, value] of stored) reloaded.stored.set(key, value);
    expect(await openBrowserSession(reloaded.page)).toBe('session-token');
    expect(reloaded.log).toEqual([]);
  });

  it('goes on with the session it has when an address is opened a second time', async () => {
    const { page, stored } = fakePage('#used-up', async () => new Response(null, { status: 401 }));
    stored.set('latchkey-session', 'earlier');
    expect(await openBrowserSession(page)).toBe('earlier');
  });

  it('has none without a secret, with a used one, or with an answer that makes no sense', async () => {
    expect(await openBrowserSession(fakePage('', token).page)).toBeNull();
    expect(
      await openBrowserSession(
        fakePage('#x', async () => new Response(null, { status: 401 })).page,
      ),
    ).toBeNull();
    expect(await openBrowserSession(fakePage('#x', async () => Response.json({})).page)).toBeNull();
    expect(
      await openBrowserSession(
        fakePage('#x', async () => Promise.reject(new TypeError('down'))).page,
      ),
    ).toBeNull();
  });
});
