import { createApi, type Api } from './api.ts';
import { openBrowserSession } from './browser-session.ts';
import { createFetchLink } from './fetch-link.ts';
import { createPortLink } from './port-link.ts';

export type Connection =
  | {
      readonly kind: 'open';
      readonly api: Api;
      /** Whether the desktop app serves it. */
      readonly isDesktop: boolean;
      onRefused(listener: () => void): void;
    }
  /** Browser mode without a session: the address was opened a second time, or Latchkey was restarted. */
  | { readonly kind: 'refused' };

/**
 * Picks the transport once: fetch in a browser, whose page is always `http:` on loopback, else a
 * message port: the desktop's page is `app://ui/`, which the Electron stand-in shows as `https:`.
 */
export async function connect(page: Window): Promise<Connection> {
  if (page.location.protocol !== 'http:') {
    const api = createApi(createPortLink(page));
    return { kind: 'open', api, isDesktop: true, onRefused: () => {} };
  }
  const token = await openBrowserSession(page);
  if (token === null) return { kind: 'refused' };
  const listeners: (() => void)[] = [];
  const refuse = () => listeners.forEach((listener) => listener());
  const api = createApi(
    createFetchLink({ origin: page.location.origin, token, onRefused: refuse }),
  );
  return {
    kind: 'open',
    api,
    isDesktop: false,
    onRefused: (listener) => listeners.push(listener),
  };
}
