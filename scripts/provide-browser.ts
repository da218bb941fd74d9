import { spawnSync, type SpawnSyncOptions } from 'node:child_process';
import path from 'node:path';
import { findBrowser } from '../test/e2e/find-browser.ts';

const DOWNLOAD_LIMIT_MS = 4 * 60_000;

/** A browser that starts: an installed one, else Playwright's download, else the system's package. Null when there is none to be had. */
export function provideBrowser(): string | null {
  return working() ?? (downloadFromPlaywright(), working()) ?? (installFromSystem(), working());
}

function working(): string | null {
  const browser = findBrowser();
  if (browser === null) return null;
  const { status } = spawnSync(browser, ['--version'], { timeout: 20_000, stdio: 'ignore' });
  return status === 0 ? browser : null;
}

function downloadFromPlaywright(): void {
  console.log('No browser here: trying Playwright’s download …');
  const playwright = path.resolve(import.meta.dirname, '../node_modules/playwright/cli.js');
  tryTo(process.execPath, [playwright, 'install', 'chromium']);
}

/** Only where nobody has to be asked: as root, or where sudo wants no password. */
function installFromSystem(): void {
  if (process.platform !== 'linux' || spawnSync('apt-get', ['--version']).status !== 0) return;
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && spawnSync('sudo', ['-n', 'true']).status !== 0) return;
  console.log('Trying the system’s package of Chromium …');
  const aptGet = (...args: string[]) => {
    const [program, ...rest] = isRoot ? ['apt-get', ...args] : ['sudo', '-n', 'apt-get', ...args];
    tryTo(program ?? 'apt-get', rest, {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  };
  aptGet('update', '-qq');
  aptGet('install', '-y', '-qq', '--no-install-recommends', 'chromium');
}

function tryTo(program: string, args: readonly string[], options: SpawnSyncOptions = {}): void {
  spawnSync(program, args, { timeout: DOWNLOAD_LIMIT_MS, stdio: 'ignore', ...options });
}
