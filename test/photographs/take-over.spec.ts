import type { Page } from '@playwright/test';
import { crowd } from '#test/fakes/showcase.ts';
import { photographScenes } from './photograph.ts';
import { addButton, NOW, bringToTop, button, menuItem, showcaseNow } from './scene.ts';

async function openTakeOver(page: Page): Promise<void> {
  await addButton(page).click();
  await menuItem(page, 'From my AWS files…').click();
  await page.getByText('Keys in plain text').waitFor();
}

photographScenes([
  {
    name: 'take-over',
    state: showcaseNow,
    act: openTakeOver,
    next: [
      {
        name: 'take-over-stays',
        look: async (page) => button(page, /accessKeys.csv instead/).scrollIntoViewIfNeeded(),
      },
      {
        name: 'take-over-review',
        act: async (page) => {
          await button(page, 'Show the changes').click();
          await page.getByText('kept for the build server').waitFor();
        },
      },
      {
        name: 'take-over-result',
        act: async (page) => {
          await button(page, /^Lock away/).click();
          await page.getByText('rests in the vault').waitFor();
        },
      },
      {
        name: 'take-over-undo',
        act: async (page) => {
          await button(page, 'Undo…').click();
          await button(page, 'Put back').waitFor();
        },
      },
      {
        name: 'take-over-undone',
        act: async (page) => {
          await button(page, 'Put back').click();
          await page.getByText('Your files are as they were').waitFor();
        },
      },
    ],
  },
  {
    name: 'take-over-left-out',
    state: showcaseNow,
    act: async (page) => {
      await openTakeOver(page);
      await page.getByText('prod', { exact: true }).first().click();
      await page.getByText(/is not chosen/).waitFor();
    },
    look: async (page) => bringToTop(page.getByRole('heading', { name: /^Become roles/ })),
  },
  {
    name: 'take-over-csv',
    state: showcaseNow,
    act: async (page) => {
      await openTakeOver(page);
      await page.locator('input[type=file]').setInputFiles({
        name: 'kim_accessKeys.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from('Access key ID,Secret access key'),
      });
      await page.getByText('kim, account 123456789012').waitFor();
    },
  },
  {
    name: 'take-over-nothing',
    state: () => {
      const { importPlan: _, ...state } = showcaseNow();
      return state;
    },
    act: async (page) => {
      await addButton(page).click();
      await menuItem(page, 'From my AWS files…').click();
      await page.getByText('Nothing to take over').waitFor();
    },
  },
  {
    name: 'take-over-failed',
    state: showcaseNow,
    act: async (page, main) => {
      await openTakeOver(page);
      await button(page, 'Show the changes').click();
      main.failNext('import.apply', { code: 'import/changed', facts: {} });
      await button(page, /^Lock away/).click();
      await page.getByRole('alert').waitFor();
    },
    look: async (page) => page.getByRole('alert').scrollIntoViewIfNeeded(),
  },
  {
    name: 'take-over-crowd',
    state: () => crowd(NOW, 200, 5),
    act: openTakeOver,
    look: async (page) => bringToTop(page.getByRole('heading', { name: /^Become roles/ })),
  },
]);
