import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Clock } from '#main/platform/clock.ts';
import type { Environment } from '#main/platform/home.ts';
import { SECOND_MS } from '#shared/time.ts';

export interface OpenBrowserParts {
  readonly clock: Clock;
  readonly environment: Environment;
  readonly platform: NodeJS.Platform;
  /** Where the file goes that leads the browser on; the system's own folder if absent. */
  readonly temporaryFolder?: string | undefined;
}

/** How long the file stays. A browser that starts from cold needs seconds to read it. */
export const REDIRECT_LIFE_MS = 10 * SECOND_MS;

/**
 * Opens a launch URL in the user's browser, and says whether that could be done. Every user of the
 * machine can read argv, so the browser is given a file of ours that leads on to the URL (security.md §2.2, 5).
 */
export async function openBrowser(url: string, parts: OpenBrowserParts): Promise<boolean> {
  // mkdtemp makes the folder with mode 0700.
  const folder = await mkdtemp(path.join(parts.temporaryFolder ?? os.tmpdir(), 'latchkey-open-'));
  const remove = () => rm(folder, { recursive: true, force: true }).catch(() => {});
  const file = path.join(folder, 'open.html');
  await writeFile(file, redirectPage(url), { mode: 0o600, flag: 'wx' });
  const environment = withoutSecrets(parts.environment);
  for (const command of browserCommands(parts, pathToFileURL(file).href)) {
    if (await starts(command, environment)) {
      void parts.clock.sleep(REDIRECT_LIFE_MS).then(remove, remove);
      return true;
    }
  }
  await remove();
  return false;
}

/** The commands to try in turn, each as program and arguments; none where there is no screen to open a browser on. */
export function browserCommands(
  { environment, platform }: Pick<OpenBrowserParts, 'environment' | 'platform'>,
  fileUrl: string,
): readonly (readonly string[])[] {
  const own = commandsOf(environment['BROWSER'] ?? '', fileUrl);
  switch (platform) {
    case 'darwin':
      return [...own, ['open', fileUrl]];
    case 'win32':
      // `start` is a word of the shell and would need its quoting.
      return [...own, ['rundll32.exe', 'url.dll,FileProtocolHandler', fileUrl]];
    default:
      return environment['DISPLAY'] || environment['WAYLAND_DISPLAY']
        ? [...own, ['xdg-open', fileUrl]]
        : own;
  }
}

/** `BROWSER` as xdg-open reads it: commands between colons, `%s` where the address goes, else at the end. No shell. */
function commandsOf(setting: string, fileUrl: string): readonly (readonly string[])[] {
  return setting
    .split(path.delimiter)
    .map((command) => command.split(' ').filter((word) => word !== ''))
    .filter((words) => words.length > 0)
    .map((words) =>
      words.some((word) => word.includes('%s'))
        ? words.map((word) => word.replaceAll('%s', fileUrl))
        : [...words, fileUrl],
    );
}

/** A browser outlives us and passes its environment on: it gets no credentials and no passphrase. */
export function withoutSecrets(environment: Environment): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !/^(?:AWS|LATCHKEY)_/i.test(name)),
  );
}

function redirectPage(url: string): string {
  const escaped = url.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return [
    '<!doctype html>',
    '<meta charset="utf-8">',
    '<meta name="referrer" content="no-referrer">',
    `<meta http-equiv="refresh" content="0;url=${escaped}">`,
    `<title>Latchkey</title>`,
    `<p><a href="${escaped}">Open Latchkey</a></p>`,
  ].join('\n');
}

/** Whether the command runs: a browser may stay in the foreground, so one that is still there after a while has started. */
function starts(
  command: readonly string[],
  environment: Record<string, string | undefined>,
): Promise<boolean> {
  const [program = '', ...args] = command;
  return new Promise((resolve) => {
    const child = spawn(program, args, { env: environment, stdio: 'ignore', detached: true });
    const patience = setTimeout(() => resolve(true), STARTED_AFTER_MS);
    const settle = (didStart: boolean) => {
      clearTimeout(patience);
      resolve(didStart);
    };
    child.once('error', () => settle(false));
    child.once('exit', (code) => settle(code === 0));
    child.unref();
  });
}

const STARTED_AFTER_MS = 2 * SECOND_MS;
