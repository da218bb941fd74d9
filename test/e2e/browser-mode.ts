import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { Browser, Page } from '@playwright/test';

export interface OpenWindow {
  readonly page: Page;
  close(): Promise<void>;
}

/** Runs the production bundle of browser mode and opens its address, as its user's browser would. */
export async function startBrowserMode(
  browser: Browser,
  project: string,
  environment: Readonly<Record<string, string>>,
): Promise<OpenWindow> {
  const command = path.join(project, 'out/main/cli.js');
  const child = spawn(process.execPath, [command, 'serve', '--no-open'], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const page = await browser.newPage();
  await page.goto(await addressOf(child));
  return {
    page,
    async close() {
      await page.close();
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** The address works once; the program prints it for whoever runs it over SSH. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const read = (chunk: Buffer) => {
      printed += chunk.toString();
      const address = /http:\/\/[\w.-]+:\d+\/#[\w-]+/.exec(printed);
      if (address !== null) resolve(address[0]);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', reject);
    child.once('close', (code) =>
      reject(new Error(`latchkey serve ended with ${code}: ${printed}`)),
    );
  });
}
