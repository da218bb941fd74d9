import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test as base, type FullConfig, type Page } from '@playwright/test';
import { axeFindings } from '#test/e2e/fake-window.ts';
import { findHeadlessShell } from '#test/e2e/find-browser.ts';
import { createFakeMain } from '#test/fakes/fake-main.ts';
import { serveWindow } from '#test/fakes/window-server.ts';
import { scriptThatDresses } from './dress.ts';
import { NOW, type Scene, type Sight } from './scene.ts';

export const BUILT_WINDOW = path.resolve(import.meta.dirname, '../../out/renderer');
const DRESS = scriptThatDresses();
/** Which browser the kept pictures are of: its name and its major version. */
const TAKEN_WITH = path.join(import.meta.dirname, 'pictures/browser.txt');

const LARGE = { width: 1080, height: 720 };
const SMALL = { width: 760, height: 520 };
/** Each sight is seen in both sizes and both themes, in an order that changes one at a time. */
const FORMS = [
  { size: LARGE, colorScheme: 'light' },
  { size: LARGE, colorScheme: 'dark' },
  { size: SMALL, colorScheme: 'dark' },
  { size: SMALL, colorScheme: 'light' },
] as const;

/** A page with the tests' fonts, whose clock stands still, and whose complaints fail the test. */
export const test = base.extend<{ complaints: string[] }>({
  complaints: [
    async ({ page, browser }, use, { config }) => {
      const obstacle = areRetaken(config)
        ? noteBrowser(browser.version())
        : obstacleToCompare(browser.version());
      base.skip(obstacle !== null, obstacle ?? '');
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        // The browser notes by itself that a call failed; that is the scene.
        const isNote = /responded with a status of|net::ERR/.test(message.text());
        if (message.type() === 'error' && !isNote) complaints.push(message.text());
      });
      await page.addInitScript(DRESS);
      await page.clock.setFixedTime(NOW);
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

/** Photographs each scene and compares it with the kept pictures. */
export function photographScenes(scenes: readonly Scene[]): void {
  for (const scene of scenes) {
    test(scene.name, async ({ page }) => {
      const main = createFakeMain(scene.state(), () => NOW);
      const { url, close } = await serveWindow(main, BUILT_WINDOW);
      await page.goto(url);
      await page.getByRole('main').first().waitFor();
      await page.locator('[aria-busy="true"] h1').waitFor({ state: 'detached' });
      for (const sight of [scene, ...(scene.next ?? [])]) {
        await page.setViewportSize(LARGE);
        await sight.act?.(page, main);
        await photograph(page, sight);
      }
      close();
    });
  }
}

/** With `--update-snapshots`. */
function areRetaken({ updateSnapshots }: FullConfig): boolean {
  return updateSnapshots === 'all' || updateSnapshots === 'changed';
}

function noteBrowser(version: string): null {
  mkdirSync(path.dirname(TAKEN_WITH), { recursive: true });
  writeFileSync(TAKEN_WITH, `${nameOf(version)}\n`);
  return null;
}

/** Why a difference would say nothing of the window. */
function obstacleToCompare(version: string): string | null {
  const taken = existsSync(TAKEN_WITH) ? readFileSync(TAKEN_WITH, 'utf8').trim() : 'none';
  if (process.platform === 'linux' && taken === nameOf(version)) return null;
  return `photographs: the kept pictures are of ${taken} on Linux; npm run photographs -- --update-snapshots takes them with this one`;
}

function nameOf(version: string): string {
  return `${path.basename(findHeadlessShell() ?? '')} ${version.split('.')[0]}`;
}

/** Of the page as it stands, in each form; where they are taken anew, axe looks at it, too. */
export async function photograph(page: Page, { name, look }: Sight): Promise<void> {
  // One goes away by itself, at some moment.
  await expect(page.locator('[class*="_toast_"]')).toHaveCount(0);
  for (const { size, colorScheme } of FORMS) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    await look?.(page);
    // Nothing is under the pointer by chance.
    await page.mouse.move(0, 0);
    await page.waitForFunction(arePlotsDrawn);
    await page.evaluate(nextFrame);
    await comparePicture(page, `${name}-${size.width}-${colorScheme}`);
    if (size === LARGE && areRetaken(test.info().config))
      expect.soft(await axeFindings(page)).toEqual([]);
  }
}

/** With the kept one of that name, or keeps it. */
export async function comparePicture(page: Page, name: string): Promise<void> {
  await expect.soft(page).toHaveScreenshot(`${name}.webp`);
  if (areRetaken(test.info().config)) pack(test.info().snapshotPath(`${name}.webp`));
}

/** Half as large without a loss: it stays in the repository for ever. */
function pack(picture: string): void {
  const { status } = spawnSync('cwebp', ['-quiet', '-lossless', '-z', '6', picture, '-o', picture]);
  if (status !== 0) throw new Error('cwebp is needed to keep pictures: apt-get install webp');
}

/** Until the browser has drawn what the page is now: a picture taken before that, after a change of size, may be blank. */
function nextFrame(): Promise<unknown> {
  return new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
}

/** They follow a change of the window's width after a moment. */
function arePlotsDrawn(): boolean {
  return [...document.querySelectorAll('figure > div > svg[width]')].every(
    (plot) => plot.getAttribute('width') === `${Math.floor(plot.parentElement?.clientWidth ?? 0)}`,
  );
}
