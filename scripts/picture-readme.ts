/** Takes the README's pictures of the built window: `npm run build && npx tsx scripts/picture-readme.ts`. */
import path from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { BROWSER_FLAGS, findBrowser } from '../test/e2e/find-browser.ts';
import { createFakeMain, type FakeMainState } from '../test/fakes/fake-main.ts';
import { showcaseReport } from '../test/fakes/showcase-report.ts';
import { serveWindow } from '../test/fakes/window-server.ts';
import { scriptThatDresses } from '../test/photographs/dress.ts';
import { keysNow, openKeys } from '../test/photographs/keys-scenes.ts';
import { button, NOW, openView, row, showcaseNow } from '../test/photographs/scene.ts';

interface Picture {
  readonly name: string;
  readonly colorScheme: 'light' | 'dark';
  readonly state: FakeMainState;
  readonly act: (page: Page) => Promise<void>;
}

const PICTURES: readonly Picture[] = [
  {
    name: 'switch-light-1080',
    colorScheme: 'light',
    state: showcaseNow(),
    act: (page) => row(page, 'prod-readonly').click(),
  },
  { name: 'keys-light-1080', colorScheme: 'light', state: keysNow(), act: openKeys },
  {
    name: 'report-dark-1080',
    colorScheme: 'dark',
    state: { ...showcaseNow(), report: showcaseReport(NOW) },
    act: async (page) => {
      await openView(page, /^Report/);
      await button(page, 'Get the report').click();
      await page.getByRole('grid').waitFor();
      await page.mouse.move(0, 0);
    },
  },
];

const root = path.resolve(import.meta.dirname, '..');
const browser = await chromium.launch({
  executablePath: findBrowser() ?? chromium.executablePath(),
  args: [...BROWSER_FLAGS],
});
for (const { name, colorScheme, state, act } of PICTURES) {
  const page = await browser.newPage({
    viewport: { width: 1080, height: 720 },
    colorScheme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'UTC',
  });
  await page.addInitScript(scriptThatDresses());
  await page.clock.setFixedTime(NOW);
  const server = await serveWindow(
    createFakeMain(state, () => NOW),
    path.join(root, 'out/renderer'),
  );
  await page.goto(server.url);
  await act(page);
  await page.screenshot({ path: path.join(root, `docs/images/${name}.png`) });
  await page.close();
  server.close();
}
await browser.close();
