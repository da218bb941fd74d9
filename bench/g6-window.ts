import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { BROWSER_FLAGS, findBrowser } from '#test/e2e/find-browser.ts';
import { MANY_ROLES } from './many-roles.ts';
import { setUpLatchkey, startPractice } from './practice-latchkey.ts';
import { atMost } from './report.ts';
import { compare } from './rounds.ts';
import type { BenchmarkOutput } from './run.ts';
import { BARE, PROJECT, serve, withPage, type Serving } from './served-page.ts';

const NODE = 'node -e 0';
const LISTENS = 'latchkey serve listens';
const BLANK = 'blank React page';
const LIST = 'list of the window';

/** G6: how soon `latchkey serve` listens, and the list in a fresh browser can be used. */
export async function benchWindow(output: BenchmarkOutput): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'latchkey-bench-'));
  try {
    const practice = await startPractice();
    const homes = [path.join(folder, 'home'), path.join(folder, 'blank-home')] as const;
    for (const home of homes) await setUpLatchkey(home, practice, MANY_ROLES);
    practice.close();
    await compareStarts(homes[0], output);
    await comparePages(folder, homes, output);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function compareStarts(home: string, output: BenchmarkOutput): Promise<void> {
  const timings = await compare(
    [
      { name: NODE, run: () => void spawnSync(process.execPath, ['-e', '0'], { env: BARE }) },
      {
        name: LISTENS,
        async run() {
          const start = performance.now();
          // Locked: what a passphrase costs is G10's.
          const app = await serve(PROJECT, home, {});
          const ms = performance.now() - start;
          await app.close();
          return ms;
        },
      },
    ],
    { rounds: 20, warmUp: 2 },
  );
  output.show({
    job: `latchkey serve with ${MANY_ROLES.length.toLocaleString('en')} roles, from its start until it listens`,
    timings,
    goals: [atMost(timings, LISTENS, NODE, 4)],
  });
}

/** Both pages come from `latchkey serve`, each from one of its own, into a browser that has neither. */
async function comparePages(
  folder: string,
  homes: readonly [string, string],
  output: BenchmarkOutput,
): Promise<void> {
  const executablePath = findBrowser();
  if (executablePath === null) {
    output.note('There is no Chromium: the pages are left out.');
    return;
  }
  const apps = [
    await serve(PROJECT, homes[0]),
    await serve(await withPage('blank-page', path.join(folder, 'blank')), homes[1]),
  ] as const;
  const browser = await chromium.launch({ executablePath, args: [...BROWSER_FLAGS] });
  try {
    const timings = await compare(
      [
        { name: BLANK, run: () => timeUntil(browser, apps[1], '#root > p') },
        { name: LIST, run: () => timeUntil(browser, apps[0], '[role="row"]') },
      ],
      { rounds: 20, warmUp: 3 },
    );
    output.show({
      job: `the list of ${MANY_ROLES.length.toLocaleString('en')} roles, from navigation until it can be used`,
      timings,
      goals: [atMost(timings, LIST, BLANK, 2)],
    });
  } finally {
    await browser.close();
    for (const app of apps) await app.close();
  }
}

/** From navigation to the frame after the one in which the page has it, in ms. */
async function timeUntil(browser: Browser, app: Serving, selector: string): Promise<number> {
  const profile = await browser.newContext({ viewport: { width: 1080, height: 720 } });
  const page = await profile.newPage();
  await page.addInitScript(noteWhenShown(selector));
  await page.goto(await app.address());
  await page.waitForFunction(() => window.name !== '', null, { polling: 50 });
  const ms = Number(await page.evaluate(() => window.name));
  await profile.close();
  return ms;
}

/** As text: what tsx makes of a function does not run in a page. The time goes into `window.name`. */
function noteWhenShown(selector: string): string {
  return `
    const note = () => setTimeout(() => (window.name = String(performance.now())));
    const look = () =>
      requestAnimationFrame(document.querySelector(${JSON.stringify(selector)}) === null ? look : note);
    requestAnimationFrame(look);
  `;
}
