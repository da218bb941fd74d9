import type { Page } from '@playwright/test';

/** The window's first minutes: the doors, the vault, the first IAM user. */
export function firstRunView(page: Page) {
  return {
    async chooseDoor(name: 'Add an IAM user' | 'Use what is in my AWS files' | 'Try it with a practice account') {
      await page.getByRole('button', { name }).click();
    },
    /** There is no keychain where the specs run. */
    async chooseFileVault(passphrase: string) {
      await page.getByRole('radio', { name: /encrypted file/ }).check({ force: true });
      await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(passphrase);
      await page.getByRole('textbox', { name: 'Passphrase again', exact: true }).fill(passphrase);
      await page.getByRole('button', { name: 'Use this vault' }).click();
    },
  };
}
