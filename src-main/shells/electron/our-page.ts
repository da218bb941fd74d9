/** The page of the desktop app. Nothing else is ever loaded, and nobody else may ask. */
export const pageUrl = 'app://ui/';

/** Whether a document is our page, at whatever place in it. */
export function isOurPage(address: string): boolean {
  return address.split('#', 1)[0] === pageUrl;
}

/** Whether a page may request it: only what the in-memory map of the app's own files answers. */
export function isOurFile(address: string): boolean {
  return address.startsWith(pageUrl);
}

/** Whether it is a file that our page has made, as an export: no other origin's page can make one by that name. */
export function isOurBlob(address: string): boolean {
  return address.startsWith(`blob:${pageUrl}`);
}

/** As much of Electron's `WebFrameMain` as the sender check needs. */
export interface AskingFrame {
  readonly url: string;
  readonly parent: AskingFrame | null;
}

/** Whether a message to main comes from our page itself: no frame inside it, no other document. */
export function isFromOurPage(frame: AskingFrame | null): boolean {
  return frame !== null && frame.parent === null && isOurPage(frame.url);
}
