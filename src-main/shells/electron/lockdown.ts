import type { App, Event, Session, WebContents } from 'electron';
import { isOurBlob, isOurFile, isOurPage } from './our-page.ts';

/**
 * A page gets no permission, no device, and nothing from outside the app. What it has made itself it may offer
 * for download: Electron asks the user where to.
 */
export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, grant) => grant(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }));
  session.setUSBProtectedClassesHandler(({ protectedClasses }) => protectedClasses);
  session.setDisplayMediaRequestHandler((_request, answer) => answer(null));
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event, item) => {
    if (!isOurBlob(item.getURL())) event.preventDefault();
  });
  session.webRequest.onBeforeRequest(({ url }, answer) =>
    answer({ cancel: !isOurFile(url) && !isOurBlob(url) }),
  );
}

/** No page opens a window, embeds another, or leaves for a different document. */
export function lockPages(app: App): void {
  app.on('web-contents-created', (_event, contents) => lockContents(contents));
}

function lockContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('will-navigate', stayOnOurPage);
  contents.on('will-frame-navigate', stayOnOurPage);
  contents.on('will-redirect', stayOnOurPage);
}

function stayOnOurPage(details: Event<{ url: string; isMainFrame: boolean }>): void {
  if (!details.isMainFrame || !isOurPage(details.url)) details.preventDefault();
}
