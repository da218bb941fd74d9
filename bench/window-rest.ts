import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { chromium, type Browser, type Page } from '@playwright/test';
import { HOUR_MS } from '#shared/time.ts';
import { BROWSER_FLAGS, findBrowser } from '#test/e2e/find-browser.ts';
import { createFakeMain } from '#test/fakes/fake-main.ts';
import { countdowns } from '#test/fakes/showcase.ts';
import { serveWindow } from '#test/fakes/window-server.ts';
import { roleName, setUpLatchkey, startPractice } from './practice-latchkey.ts';
import { timingOf } from './rounds.ts';
import type { BenchmarkOutput } from './run.ts';
import { PROJECT, serve } from './served-page.ts';

const LIVE = 20;
/** Each second is another text only in a session's last minute: it begins when all has settled. */
const LAST_MINUTE_MS = 72_000;
const SETTLE_MS = 15_000;
const REST_MS = 50_000;
const ROUNDS = 20;
const WARM_UP = 3;

/** What the window costs while nobody does anything, and how soon one window shows what another has done. */
export async function benchWindowAtRest(output: BenchmarkOutput): Promise<void> {
  const executablePath = findBrowser();
  if (executablePath === null) {
    output.note('There is no Chromium: nothing is measured.');
    return;
  }
  const browser = await chromium.launch({ executablePath, args: [...BROWSER_FLAGS] });
  try {
    await showRest(browser, output);
    await showStep(browser, output);
  } finally {
    await browser.close();
  }
}

async function showRest(browser: Browser, output: BenchmarkOutput): Promise<void> {
  const blank = await browser.newPage();
  const floor = await shareOfCore(blank);
  await blank.close();

  const goalOf = async (text: string, leftMs: number) => {
    const found = await shareWith(browser, leftMs);
    return {
      text: `${text}: CPU of its renderer ≤ 1 % of a core`,
      found,
      unit: '%',
      isMet: found <= 1,
    } as const;
  };
  output.show({
    job: `the window at rest, ${LIVE} countdowns on screen`,
    timings: [],
    goals: [
      // As sessions mostly are: their text is another one each minute, their ring each ten seconds.
      await goalOf('an hour left', HOUR_MS),
      await goalOf('all in their last minute, by seconds', LAST_MINUTE_MS),
    ],
  });
  output.note(`The renderer of a blank page takes ${floor.toFixed(2)} % in the same time.`);
}

/** In %, in a window high enough for all countdowns to be on the screen. */
async function shareWith(browser: Browser, leftMs: number): Promise<number> {
  const main = createFakeMain(countdowns(Date.now(), LIVE, leftMs));
  const server = await serveWindow(main, path.join(PROJECT, 'out/renderer'));
  const page = await browser.newPage({ viewport: { width: 1080, height: 1300 } });
  await page.goto(server.url);
  await page.getByRole('row').nth(LIVE).waitFor();
  const share = await shareOfCore(page);
  await page.close();
  server.close();
  return share;
}

/** In %, of the page's own process: the browser draws its toolbars in others. */
async function shareOfCore(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const seconds = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'ProcessTime')?.value ?? Number.NaN;
  };
  await delay(SETTLE_MS);
  const before = await seconds();
  await delay(REST_MS);
  const used = (await seconds()) - before;
  await session.detach();
  return (used * 1000 * 100) / REST_MS;
}

/** From the press of “Pin” in one window to the frame in which the other one shows it. */
async function showStep(browser: Browser, output: BenchmarkOutput): Promise<void> {
  const home = await mkdtemp(path.join(os.tmpdir(), 'latchkey-bench-'));
  try {
    const practice = await startPractice();
    await setUpLatchkey(home, practice, LIVE);
    practice.close();
    const app = await serve(PROJECT, home);
    const [one, other] = [await browser.newPage(), await browser.newPage()] as const;
    for (const page of [one, other]) {
      await page.goto(await app.address());
      await page.getByRole('row', { name: new RegExp(`^${roleName(0)},`) }).waitFor();
    }
    const times: number[] = [];
    for (let round = -WARM_UP; round < ROUNDS; round += 1) {
      const ms = await timeToOther(one, other, round % 2 !== 0);
      if (round >= 0) times.push(ms);
    }
    await app.close();
    const timing = timingOf('the other window shows it', times);
    output.show({
      job: `a pin in one window, until another shows it (${LIVE} roles, latchkey serve)`,
      timings: [timing],
      goals: [
        { text: 'p95 ≤ 200 ms', found: timing.p95Ms, unit: 'ms', isMet: timing.p95Ms <= 200 },
      ],
    });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

async function timeToOther(one: Page, other: Page, isPinned: boolean): Promise<number> {
  const row = `[role="row"][aria-label^="${roleName(0)},"]`;
  const shown = other.evaluate<number>(`new Promise((resolve) => {
    const now = () => performance.timeOrigin + performance.now();
    const look = () => requestAnimationFrame(() => {
      const isPinned = document.querySelector('${row}')?.getAttribute('aria-label').endsWith('pinned');
      if (isPinned === ${isPinned}) setTimeout(() => resolve(now())); else look();
    });
    look();
  })`);
  const pressed = await one.evaluate<number>(`(() => {
    document.querySelector('${row}').focus();
    return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => {
      const pin = [...document.querySelectorAll('button')].find(
        (button) => button.getAttribute('aria-label') === '${isPinned ? 'Pin' : 'Unpin'} ${roleName(0)}',
      );
      const at = performance.timeOrigin + performance.now();
      pin.click();
      resolve(at);
    })));
  })()`);
  return (await shown) - pressed;
}
