import type { Locator, Page } from '@playwright/test';

/** What a stranger sees first, and the way to a vault. */
export function firstRunOf(page: Page) {
  const button = (name: string | RegExp) => page.getByRole('button', { name });
  return {
    door(
      title: 'Add an IAM user' | 'Use what is in my AWS files' | 'Try it with a practice account',
    ): Locator {
      return button(new RegExp(`^${title}`));
    },
    async useKeychain(): Promise<void> {
      await page.getByRole('radio', { name: /^This computer’s keychain/ }).check({ force: true });
      await button('Use this vault').click();
    },
    async useFile(passphrase: string): Promise<void> {
      await page.getByRole('radio', { name: /^An encrypted file/ }).check({ force: true });
      await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(passphrase);
      await page.getByRole('textbox', { name: 'Passphrase again', exact: true }).fill(passphrase);
      await button('Use this vault').click();
    },
    practiceAddress(): Locator {
      return page.getByRole('link', { name: 'Open the practice account' });
    },
  };
}
