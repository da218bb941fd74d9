import type { Page } from '@playwright/test';

/** What stands in front of everything while the vault is locked. */
export function lockOf(page: Page) {
  return {
    title: page.getByRole('heading', { name: /is locked$/ }),
    async unlock(passphrase: string): Promise<void> {
      await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(passphrase);
      await page.getByRole('button', { name: 'Unlock' }).click();
    },
  };
}
