import { createFakeMain } from '#test/fakes/fake-main.ts';
import { BUILT_WINDOW, photograph, test } from './photograph.ts';
import { NOW, showcaseNow } from './scene.ts';
import { serveWindow } from '#test/fakes/window-server.ts';

const serve = () =>
  serveWindow(
    createFakeMain(showcaseNow(), () => NOW),
    BUILT_WINDOW,
  );

test('refused', async ({ page }) => {
  const { url, close } = await serve();
  await page.goto(url.replace(/#.*$/, ''));
  await page.getByRole('heading').waitFor();
  await photograph(page, { name: 'refused' });
  close();
});

test('connecting', async ({ page }) => {
  const { url, close } = await serve();
  // An answer that does not come.
  await page.route('**/api/rpc/**', () => {});
  await page.goto(url);
  await page.getByRole('main').waitFor();
  await photograph(page, { name: 'connecting' });
  close();
});

test('interrupted', async ({ page }) => {
  const { url, close } = await serve();
  await page.goto(url);
  await page.getByRole('grid').waitFor();
  close();
  await page.getByText('Latchkey does not answer.').waitFor();
  await photograph(page, { name: 'interrupted' });
});
