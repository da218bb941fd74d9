import { randomBytes } from 'node:crypto';
import { protocol } from 'electron';
import { pageReply, type PageAssets } from '../page-assets.ts';
import { isOurFile } from './our-page.ts';

/** Makes `app:` a scheme like https. Electron takes this before it is ready, and only then. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Answers `app://ui/…` from files read beforehand: no path of a request ever reaches the disk. */
export function serveApp(assets: PageAssets): void {
  protocol.handle('app', (request) => {
    if (request.method !== 'GET' || !isOurFile(request.url)) {
      return new Response(null, { status: 404 });
    }
    const nonce = randomBytes(16).toString('base64url');
    const { status, headers, bytes } = pageReply(assets, new URL(request.url).pathname, nonce);
    return new Response(new Uint8Array(bytes), { status, headers });
  });
}
