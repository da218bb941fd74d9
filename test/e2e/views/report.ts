import type { Locator, Page } from '@playwright/test';
import { windowOf } from './window.ts';

/** The Report view: how it is asked for, and what one looks for in it. */
export function reportOf(page: Page) {
  const table = page.getByRole('grid', { name: 'Users of the account' });
  return {
    async open(): Promise<void> {
      await windowOf(page).goTo('Report');
      await page.getByRole('heading', { name: /^Report/ }).waitFor();
    },
    /** Asks with whoever is chosen. */
    async ask(): Promise<void> {
      await page.getByRole('button', { name: 'Get the report' }).click();
    },
    async choose(target: string): Promise<void> {
      await page.getByRole('combobox', { name: 'Ask with' }).fill(target);
      await page.getByRole('option', { name: new RegExp(`^${target}`) }).click();
    },
    code: page.getByLabel(/^Code from/),
    table,
    user: (name: string): Locator => table.getByRole('row', { name, exact: true }),
    /** The names from top to bottom, as far as they are in view. */
    names: (): Promise<readonly string[]> =>
      table
        .locator('[data-index]')
        .evaluateAll((rows) =>
          rows
            .toSorted((a, b) => Number(a.dataset['index']) - Number(b.dataset['index']))
            .map((row) => row.getAttribute('aria-label') ?? ''),
        ),
    bar: (picture: string, label: string): Locator =>
      page.getByRole('figure', { name: picture }).getByRole('button', { name: label }),
    finding: (words: string): Locator =>
      page.getByRole('radiogroup', { name: 'What to see to' }).getByRole('radio', { name: words }),
    find: page.getByRole('searchbox', { name: 'Find a user' }),
    column: (name: string): Locator => table.getByRole('columnheader', { name }),
    panel: page.getByRole('region', { name: 'The selected user' }),
    async choosing(action: string): Promise<void> {
      await page.getByRole('button', { name: 'More for the report' }).click();
      await page.getByRole('menuitem', { name: action }).click();
    },
    shown: (words: string | RegExp): Locator => page.getByRole('status').filter({ hasText: words }),
  };
}
