import path from 'node:path';
import { buildGallery, GALLERY_FOLDER } from '#scripts/gallery.ts';
import { comparePicture, test } from './photograph.ts';

const FORMS = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  'more-contrast': { colorScheme: 'light', contrast: 'more' },
  'forced-colours': { colorScheme: 'dark', forcedColors: 'active' },
} as const;

test.beforeAll(buildGallery);

for (const [name, media] of Object.entries(FORMS)) {
  test(`components ${name}`, async ({ page }) => {
    await page.route('http://gallery/**', (route) =>
      route.fulfill({ path: path.join(GALLERY_FOLDER, new URL(route.request().url()).pathname) }),
    );
    await page.emulateMedia(media);
    await page.goto('http://gallery/index.html');
    const sections = page.getByRole('main').getByRole('region');
    await sections.first().waitFor();
    // As high as it is: what is photographed must not scroll under the bar.
    const height = await page
      .getByRole('main')
      .evaluate((main) => main.parentElement?.scrollHeight ?? 0);
    await page.setViewportSize({ width: 1080, height });
    await comparePicture(page, `components-${name}`);
  });
}
