import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test as base, type FullConfig, type Page } from '@playwright/test';
import { axeFindings } from '#test/e2e/fake-window.ts';
import { createFakeMain } from '#test/fakes/fake-main.ts';
import { serveWindow } from '#test/fakes/window-server.ts';
import { scriptForFonts } from './fonts.ts';
import { NOW, type Scene } from './scene.ts';

export const BUILT_WINDOW = path.resolve(import.meta.dirname, '../../out/renderer');
const FONTS = scriptForFonts();
/** The major version of the browser that the kept pictures are of. */
const TAKEN_WITH = path.join(import.meta.dirname, 'pictures/chromium-version.txt');

/** Large and light, small and dark: each scene is seen in both sizes and both themes. */
const FORMS = [
  { width: 1080, height: 720, colorScheme: 'light' },
  { width: 760, height: 520, colorScheme: 'dark' },
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
      await page.addInitScript(FONTS);
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
      await scene.act?.(page, main);
      await photograph(page, scene.name);
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
  writeFileSync(TAKEN_WITH, `${majorOf(version)}\n`);
  return null;
}

/** Why a difference would say nothing of the window. */
function obstacleToCompare(version: string): string | null {
  const taken = existsSync(TAKEN_WITH) ? readFileSync(TAKEN_WITH, 'utf8').trim() : 'none';
  if (process.platform === 'linux' && taken === majorOf(version)) return null;
  return `photographs: the kept pictures are of Chromium ${taken} on Linux; npm run photographs -- --update-snapshots takes them with this one`;
}

function majorOf(version: string): string {
  return version.split('.')[0] ?? '';
}

/** Of the page as it stands, in each form; where they are taken anew, axe looks at it, too. */
export async function photograph(page: Page, name: string): Promise<void> {
  for (const { colorScheme, ...size } of FORMS) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    await expect.soft(page).toHaveScreenshot(`${name}-${size.width}-${colorScheme}.png`);
  }
  if (areRetaken(test.info().config)) expect.soft(await axeFindings(page)).toEqual([]);
}
