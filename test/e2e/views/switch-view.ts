import { expect, type Page } from '@playwright/test';

/** The list of targets and the panel of the selected one. */
export function switchView(page: Page) {
  const row = (name: string) => page.getByRole('row', { name: new RegExp(`^${name}\\b`) });
  return {
    row,
    panel: page.getByRole('complementary', { name: 'Details' }),
    openAddRole: async () => {
      await page.getByRole('button', { name: 'Add something' }).click();
      await page.getByRole('menuitem', { name: 'Role…' }).click();
    },
    switchTo: (name: string) => page.getByRole('button', { name: `Switch to ${name}` }).click(),
    stop: (name: string) => page.getByRole('button', { name: `Stop ${name}` }).click(),
    async expectActive(name: string) {
      // A used code means waiting for the next one, half a minute at most.
      await expect(page.getByRole('button', { name: `Stop ${name}` })).toBeVisible({ timeout: 45_000 });
    },
    async expectInactive(name: string) {
      await expect(page.getByRole('button', { name: `Switch to ${name}` })).toBeVisible();
    },
  };
}
