import './styles/tokens.css';
import './styles/base.css';
import { createRoot } from 'react-dom/client';
import { connect } from './api/connect.ts';
import { App } from './app.tsx';
import { stayOnPage } from './drop/stay-on-page.ts';
import { RefusedScreen } from './frame/link-screens.tsx';
import { createClipboard, pageClipboardWorld } from './state/clipboard.ts';
import { createMirror, followMain } from './state/mirror.ts';
import { createReports } from './state/reports.ts';
import { createScreen } from './state/screen.ts';
import { staySignedIn } from './state/stay-signed-in.ts';
import { createSwitching } from './state/switching.ts';
import { createTicker, pageTickerWorld } from './state/ticker.ts';
import { createToasts } from './state/toasts.ts';
import { followPlaces } from './state/follow-places.ts';
import { WorldContext } from './state/world.ts';

async function start(page: Window, element: HTMLElement): Promise<void> {
  stayOnPage(page);
  const root = createRoot(element);
  const connection = await connect(page);
  if (connection.kind === 'refused') {
    root.render(<RefusedScreen />);
    return;
  }
  const { api } = connection;
  const mirror = createMirror();
  connection.onRefused(() => mirror.setState({ link: 'refused' }));
  const world = {
    api,
    mirror,
    screen: createScreen(),
    switching: createSwitching(api),
    reports: createReports({ api, mirror }),
    ticker: createTicker(pageTickerWorld(page)),
    toasts: createToasts((ms, ring) => void page.setTimeout(ring, ms)),
    clipboard: createClipboard(pageClipboardWorld(page, api)),
  };
  root.render(
    <WorldContext value={world}>
      <App />
    </WorldContext>,
  );
  staySignedIn({
    api,
    isVisible: () => page.document.visibilityState === 'visible',
    every: (ms, tick) => void page.setInterval(tick, ms),
  });
  if (connection.isDesktop) {
    // Whoever chooses something in the tray then sees the window, and not the place: no reason for words.
    followPlaces(api, world.screen).catch(() => {});
  }
  const pause = (ms: number) => new Promise<void>((resolve) => void page.setTimeout(resolve, ms));
  await followMain({ api, mirror, signal: new AbortController().signal, pause });
}

const element = document.getElementById('root');
if (element !== null) void start(window, element);
