import { accessSync, constants } from 'node:fs';
import { chromium } from '@playwright/test';

/** The Chromium or Chrome on this machine, Playwright's own download included; null where there is none. */
export function findBrowser(environment: NodeJS.ProcessEnv = process.env): string | null {
  const candidates = [environment['CHROMIUM_PATH'], ...INSTALLED, chromium.executablePath()];
  return candidates.find((candidate) => candidate !== undefined && isExecutable(candidate)) ?? null;
}

/**
 * The same engine without a browser around it, where Debian's package of it is installed; else the browser.
 * Today's headless Chromium draws its toolbars, in pages of their own, at each window that nobody sees:
 * without them the specs over a fake main take two thirds of the time.
 */
export function findHeadlessShell(): string | null {
  return isExecutable(HEADLESS_SHELL) ? HEADLESS_SHELL : findBrowser();
}

const HEADLESS_SHELL = '/usr/bin/chromium-headless-shell';

/** What a browser needs to start in a container, as root, with the network closed. */
export const BROWSER_FLAGS: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const INSTALLED: readonly string[] = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

function isExecutable(filePath: string): boolean {
  try {
    accessSync(filePath, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
