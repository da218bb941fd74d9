import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { contentSecurityPolicy, SECURITY_HEADERS } from './security-headers.ts';

export interface PageAsset {
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

/** The built window by address: `/` is the document, the rest is as the folder has it. */
export type PageAssets = ReadonlyMap<string, PageAsset>;

/** What a build writes into the document where the nonce of each reply is to stand (`html.cspNonce` of Vite). */
const NONCE_PLACEHOLDER = '__NONCE__';

/** Reads the whole folder once, so that no request ever becomes a path. */
export async function loadPageAssets(folder: string): Promise<PageAssets> {
  const assets = new Map<string, PageAsset>();
  for (const [address, { filePath, contentType }] of await listFiles(folder)) {
    assets.set(address, { bytes: await readFile(filePath), contentType });
  }
  return assets;
}

/** A window that may never be opened. */
export interface ClosedPage {
  /** Whether a file of it is at this address. */
  has(address: string): boolean;
  /** Reads the files, the first time. */
  load(): Promise<PageAssets>;
}

/** Looks at what is there and leaves the reading to the first window: 1 MB that a Latchkey at rest need not hold (G8). */
export async function findPage(folder: string): Promise<ClosedPage> {
  let known: { has(address: string): boolean } = await listFiles(folder);
  let loading: Promise<PageAssets> | null = null;
  return {
    has: (address) => known.has(address),
    async load() {
      try {
        // There may have been a build since: what is loaded counts from now on.
        known = await (loading ??= loadPageAssets(folder));
        return await loading;
      } catch (error) {
        loading = null;
        throw error;
      }
    },
  };
}

interface PageFile {
  readonly filePath: string;
  readonly contentType: string;
}

/** By address. */
async function listFiles(folder: string): Promise<ReadonlyMap<string, PageFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map<string, PageFile>();
  for (const entry of entries) {
    const contentType = CONTENT_TYPES.get(path.extname(entry.name));
    if (!entry.isFile() || contentType === undefined) continue;
    const filePath = path.join(entry.parentPath, entry.name);
    const address = `/${path.relative(folder, filePath).split(path.sep).join('/')}`;
    files.set(address === '/index.html' ? '/' : address, { filePath, contentType });
  }
  return files;
}

/** What a window is made of. Other files of the folder, source maps above all, are not served. */
const CONTENT_TYPES: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.ico', 'image/x-icon'],
  ['.woff2', 'font/woff2'],
  ['.webmanifest', 'application/manifest+json'],
]);

export interface PageReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
}

/** The reply to a request of one address, for the loopback server and for `app://` alike; 404 for what is not in the map. */
export function pageReply(assets: PageAssets, address: string, nonce: string): PageReply {
  const asset = assets.get(address);
  if (asset === undefined) return { status: 404, headers: SECURITY_HEADERS, bytes: NOTHING };
  const headers = { ...SECURITY_HEADERS, 'content-type': asset.contentType };
  if (!asset.contentType.startsWith('text/html')) {
    return { status: 200, headers, bytes: asset.bytes };
  }
  const html = new TextDecoder().decode(asset.bytes).replaceAll(NONCE_PLACEHOLDER, nonce);
  return {
    status: 200,
    headers: { ...headers, 'content-security-policy': contentSecurityPolicy(nonce) },
    bytes: new TextEncoder().encode(html),
  };
}

const NOTHING = new Uint8Array();
