import type { Locator, Page } from '@playwright/test';

/** The window's frame: its views, and what is said over all of them. */
export function windowOf(page: Page) {
  return {
    async goTo(
      view: 'Switch' | 'Keys' | 'MFA' | 'Report' | 'Activity' | 'Settings',
    ): Promise<void> {
      await page
        .getByRole('navigation', { name: 'Views' })
        .getByRole('button', { name: new RegExp(`^${view}`) })
        .click();
    },
    /** Locks the file vault. */
    async lock(): Promise<void> {
      await page.getByRole('button', { name: 'Lock', exact: true }).click();
    },
    /** A failure where it happened. */
    failure(title: string | RegExp): Locator {
      return page.getByRole('alert').filter({ hasText: title });
    },
    /** Short good news. */
    news(text: string | RegExp): Locator {
      return page.getByRole('status').filter({ hasText: text });
    },
    dialog(title: string | RegExp): Locator {
      return page.getByRole('dialog', { name: title });
    },
  };
}
