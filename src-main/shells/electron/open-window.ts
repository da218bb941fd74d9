import { BrowserWindow, nativeTheme } from 'electron';
import { pageUrl } from './our-page.ts';

/** What the window looks like before its page does: `--paper` of styles/tokens.css. */
const BACKGROUND = { light: '#ffffff', dark: '#1b1c20' };

/** Opens the one window; it is shown when its page has been drawn. */
export function openWindow(preloadFile: string): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Latchkey',
    width: 1080,
    height: 720,
    minWidth: 760,
    minHeight: 520,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      preload: preloadFile,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      // Whoever works on the page has the browser's own tools in browser mode.
      devTools: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(pageUrl);
  return window;
}

/** Brings the window to the front, as a second start of the app should. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
