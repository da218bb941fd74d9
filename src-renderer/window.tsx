import { createRoot } from 'react-dom/client';
import type { Connection } from './api/connect.ts';
import { App } from './app.tsx';
import { keepFocus } from './frame/keep-focus.ts';
import { RefusedScreen } from './frame/link-screens.tsx';
import { createClipboard, pageClipboardWorld } from './state/clipboard.ts';
import { followPlaces } from './state/follow-places.ts';
import type { Mirror } from './state/mirror.ts';
import { createReports } from './state/reports.ts';
import { createScreen } from './state/screen.ts';
import { pageSeenWorld, staySignedIn } from './state/stay-signed-in.ts';
import { createSwitching } from './state/switching.ts';
import { createTicker, pageTickerWorld } from './state/ticker.ts';
import { createToasts } from './state/toasts.ts';
import { WorldContext } from './state/world.ts';

/** All of the window that a person sees, over what `main.ts` hears from main. */
export function showWindow(given: {
  readonly page: Window;
  readonly element: HTMLElement;
  readonly connection: Connection;
  readonly mirror: Mirror;
}): void {
  const { page, element, connection, mirror } = given;
  keepFocus(page);
  const root = createRoot(element);
  if (connection.kind === 'refused') {
    root.render(<RefusedScreen />);
    return;
  }
  const { api } = connection;
  const world = {
    api,
    mirror,
    screen: createScreen(),
    switching: createSwitching(api),
    reports: createReports({ api, mirror }),
    ticker: createTicker(pageTickerWorld(page)),
    toasts: createToasts(),
    clipboard: createClipboard(pageClipboardWorld(page, api)),
  };
  root.render(
    <WorldContext value={world}>
      <App />
    </WorldContext>,
  );
  staySignedIn(api, pageSeenWorld(page));
  if (connection.isDesktop) {
    // Whoever chooses something in the tray then sees the window, and not the place: no reason for words.
    followPlaces(api, world.screen).catch(() => {});
  }
}
