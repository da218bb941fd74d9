/** Takes the README's picture of the built window: `npm run build && npx tsx scripts/picture-readme.ts`. */
import path from 'node:path';
import { chromium } from '@playwright/test';
import { BROWSER_FLAGS, findBrowser } from '../test/e2e/find-browser.ts';
import { createFakeMain } from '../test/fakes/fake-main.ts';
import { serveWindow } from '../test/fakes/window-server.ts';
import { scriptThatDresses } from '../test/photographs/dress.ts';
import { NOW, row, showcaseNow } from '../test/photographs/scene.ts';

const root = path.resolve(import.meta.dirname, '..');
const PICTURE = path.join(root, 'docs/images/switch-light-1080.png');

const browser = await chromium.launch({
  executablePath: findBrowser() ?? chromium.executablePath(),
  args: [...BROWSER_FLAGS],
});
const page = await browser.newPage({
  viewport: { width: 1080, height: 720 },
  colorScheme: 'light',
  reducedMotion: 'reduce',
  locale: 'en-GB',
  timezoneId: 'UTC',
});
await page.addInitScript(scriptThatDresses());
await page.clock.setFixedTime(NOW);
const server = await serveWindow(
  createFakeMain(showcaseNow(), () => NOW),
  path.join(root, 'out/renderer'),
);
await page.goto(server.url);
await row(page, 'prod-readonly').click();
await page.screenshot({ path: PICTURE });
await browser.close();
server.close();
