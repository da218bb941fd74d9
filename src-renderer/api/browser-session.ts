const KEY = 'latchkey-session';

/**
 * The session token of this page, or null when there is none to be had. The one-time secret comes in
 * the URL's fragment, which never leaves the browser; it is taken off the address before anything
 * else happens, and exchanged once.
 */
export async function openBrowserSession(page: Window): Promise<string | null> {
  const secret = page.location.hash.slice(1);
  if (secret === '') return page.sessionStorage.getItem(KEY);
  page.history.replaceState(null, '', page.location.pathname);
  const token = await exchange(page, secret);
  if (token === null) return page.sessionStorage.getItem(KEY);
  page.sessionStorage.setItem(KEY, token);
  return token;
}

async function exchange(page: Window, secret: string): Promise<string | null> {
  const response = await page
    .fetch('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ secret }),
      cache: 'no-store',
      credentials: 'omit',
    })
    .catch(() => null);
  if (response === null || !response.ok) return null;
  const reply: unknown = await response.json();
  return typeof reply === 'object' &&
    reply !== null &&
    'token' in reply &&
    typeof reply.token === 'string'
    ? reply.token
    : null;
}
