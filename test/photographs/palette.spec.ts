import type { Page } from '@playwright/test';
import { photographScenes } from './photograph.ts';
import { menuItem, showcaseNow } from './scene.ts';

async function search(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Search' }).getByRole('combobox').fill(text);
}

/** Finding things: the palette, and what the list shows of it. */
photographScenes([
  {
    name: 'palette-empty',
    state: showcaseNow,
    act: async (page) => {
      await search(page, '');
      await page.getByRole('option').first().waitFor();
    },
  },
  {
    name: 'palette-found',
    state: showcaseNow,
    act: async (page) => {
      await search(page, 'prd');
      await page.getByRole('option').first().waitFor();
    },
  },
  {
    name: 'palette-nothing',
    state: showcaseNow,
    act: async (page) => {
      await search(page, 'zzzz qqqq');
      await page.getByRole('status').filter({ hasText: 'zzzz qqqq' }).waitFor();
    },
  },
  {
    name: 'pinned-and-found',
    state: showcaseNow,
    act: async (page) => {
      const row = page.getByRole('row', { name: /^prod-billing,/ });
      await row.getByRole('button', { name: 'More for prod-billing' }).click();
      await menuItem(page, 'Pin').click();
      await page.keyboard.press('/');
      await page.keyboard.type('prod');
    },
  },
]);
