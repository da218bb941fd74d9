import { expect, type Locator, type Page } from '@playwright/test';
import { windowOf } from './window.ts';

/** The Activity view: its list, its filters and what it says of the selected entry. */
export function activityOf(page: Page) {
  const list = page.getByRole('grid', { name: 'What happened' });
  return {
    async open(): Promise<void> {
      await windowOf(page).goTo('Activity');
      await page.getByRole('heading', { name: 'Activity', exact: true }).waitFor();
    },
    list,
    /** By the words of its row. */
    entry: (words: string | RegExp): Locator => list.getByRole('row', { name: words }),
    kind: (name: string): Locator =>
      page.getByRole('radiogroup', { name: 'What happened' }).getByRole('radio', { name }),
    find: page.getByRole('searchbox', { name: 'Find in the log' }),
    panel: page.getByRole('region', { name: 'The selected entry' }),
    async isShown(words: string): Promise<void> {
      await expect(page.getByRole('status').filter({ hasText: words })).toBeVisible();
    },
  };
}
