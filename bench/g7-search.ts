import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { BROWSER_FLAGS, findBrowser } from '#test/e2e/find-browser.ts';
import { MANY_ROLES } from './many-roles.ts';
import { setUpLatchkey, startPractice } from './practice-latchkey.ts';
import type { Goal } from './report.ts';
import { timingOf, type Timing } from './rounds.ts';
import type { BenchmarkOutput } from './run.ts';
import { PROJECT, serve, withPage } from './served-page.ts';

const LEAST = 'least virtualised page';
const WINDOW = 'list of the window';
/** Typed key by key, then deleted key by key: each of them changes how many are found, on both pages. */
const QUERIES = ['4487', 'd-37', 'ado', 'l-s', 'pr', 'bi', '968', 'da', '7525', 'po', 'lo', '2275'];
const ROUNDS = 6;
/** A quick typist's. */
const BETWEEN_KEYS_MS = 80;
const MIB = 2 ** 20;

/** G7: from a key in the search over ten thousand roles to the frame that shows what is found. */
export async function benchSearch(output: BenchmarkOutput): Promise<void> {
  const executablePath = findBrowser();
  if (executablePath === null) return output.note('There is no Chromium: nothing was measured.');
  const folder = await mkdtemp(path.join(os.tmpdir(), 'latchkey-bench-'));
  try {
    const practice = await startPractice();
    const homes = [path.join(folder, 'home'), path.join(folder, 'least-home')] as const;
    for (const home of homes) await setUpLatchkey(home, practice, MANY_ROLES);
    practice.close();
    const apps = [
      await serve(PROJECT, homes[0]),
      await serve(await withPage('least-list', path.join(folder, 'least')), homes[1]),
    ] as const;
    const browser = await chromium.launch({ executablePath, args: [...BROWSER_FLAGS] });
    try {
      const window = await open(browser, await apps[0].address());
      const least = await open(browser, await apps[1].address());
      await comparePages(window, least, output);
    } finally {
      await browser.close();
      for (const app of apps) await app.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function open(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1080, height: 720 } });
  await page.addInitScript(TIME_KEYS);
  await page.goto(url);
  await page
    .locator('[role="grid"][aria-rowcount="10001"], [role="grid"][aria-rowcount="10000"]')
    .waitFor();
  return page;
}

async function comparePages(window: Page, least: Page, output: BenchmarkOutput): Promise<void> {
  const times = { [LEAST]: [] as number[], [WINDOW]: [] as number[] };
  let nodes = 0;
  for (let round = -1; round < ROUNDS; round++) {
    for (const [name, page] of [
      [LEAST, least],
      [WINDOW, window],
    ] as const) {
      await page.bringToFront();
      const found = await typeAll(page);
      if (round >= 0) times[name]?.push(...found);
    }
    nodes = Math.max(nodes, await window.evaluate(() => document.querySelectorAll('*').length));
  }
  const timings = [timingOf(LEAST, times[LEAST] ?? []), timingOf(WINDOW, times[WINDOW] ?? [])];
  output.show({
    job: 'a key in the search over 10,000 roles, until what is found is on the screen',
    timings,
    goals: [
      p95AtMost(timings, 1.1),
      { text: 'elements of the page ≤ 6,000', found: nodes, unit: 'nodes', isMet: nodes <= 6000 },
      await heapAtMost(window, 16),
    ],
  });
}

/** The ms of each key. */
async function typeAll(page: Page): Promise<readonly number[]> {
  const field = page.locator('input[type="search"]').first();
  const times: number[] = [];
  for (const query of QUERIES) {
    await field.focus();
    for (const key of [...query, ...[...query].map(() => 'Backspace')]) {
      await page.evaluate(() => (window.name = ''));
      await page.keyboard.press(key);
      await page.waitForFunction(() => window.name !== '', null, { polling: 20, timeout: 5000 });
      times.push(Number(await page.evaluate(() => window.name)));
      await page.waitForTimeout(BETWEEN_KEYS_MS);
    }
  }
  return times;
}

function p95AtMost([least, window]: readonly Timing[], limit: number): Goal {
  const found = (window?.p95Ms ?? Number.NaN) / (least?.p95Ms ?? Number.NaN);
  return { text: `p95 ≤ ${limit} × ${LEAST}`, found, unit: '×', isMet: found <= limit };
}

async function heapAtMost(page: Page, limit: number): Promise<Goal> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const found = usedSize / MIB;
  return { text: `heap of the page ≤ ${limit} MiB`, found, unit: 'MiB', isMet: found <= limit };
}

/**
 * From the key's own time stamp to the first task after the frame in which the list has another number
 * of rows, into `window.name`. As text: what tsx makes of a function does not run in a page.
 */
const TIME_KEYS = `
  const rows = () => document.querySelector('[role="grid"]')?.getAttribute('aria-rowcount');
  addEventListener('keydown', ({ timeStamp }) => {
    const before = rows();
    const look = () => {
      if (rows() === before) return requestAnimationFrame(look);
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => (window.name = String(performance.now() - timeStamp));
      port2.postMessage(null);
    };
    requestAnimationFrame(look);
  }, { capture: true });
`;
