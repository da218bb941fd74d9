import type { Locator, Page } from '@playwright/test';

/** The command palette. */
export function paletteOf(page: Page) {
  const dialog = page.getByRole('dialog', { name: 'Search' });
  const field = dialog.getByRole('combobox');
  const options = dialog.getByRole('option');

  return {
    dialog,
    field,
    options,
    /** The option that Enter chooses. */
    marked: dialog.getByRole('option', { selected: true }),
    heading: (name: string): Locator => dialog.getByRole('group', { name }),
    option: (name: string | RegExp): Locator => dialog.getByRole('option', { name }),

    async open(): Promise<void> {
      await page.getByRole('main').waitFor();
      await page.keyboard.press('Control+k');
      await field.waitFor();
    },
    /** Opens it, types, and chooses the first. */
    async run(text: string): Promise<void> {
      await this.open();
      await page.keyboard.type(text);
      await page.keyboard.press('Enter');
    },
  };
}
