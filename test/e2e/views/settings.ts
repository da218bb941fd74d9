import type { Locator, Page } from '@playwright/test';
import { windowOf } from './window.ts';

/** Settings → AWS files. */
export function settingsOf(page: Page) {
  const entry = (list: string, text: string | RegExp): Locator =>
    page.getByRole('list', { name: list }).getByRole('listitem').filter({ hasText: text });
  return {
    async open(): Promise<void> {
      await windowOf(page).goTo('Settings');
    },
    file: (kind: 'Credentials file' | 'Config file') => entry('AWS files', kind),
    lint: (text: string | RegExp) => entry('Oddities in these files', text),
    owned: (profile: string | RegExp) => entry('Profiles that Latchkey wrote', profile),
    backup: (why: string | RegExp) => entry('Backups', why),
    async showFix(text: string | RegExp): Promise<void> {
      await entry('Oddities in these files', text)
        .getByRole('button', { name: /^Show the fix/ })
        .click();
    },
    async putBack(why: string | RegExp): Promise<void> {
      await entry('Backups', why)
        .getByRole('button', { name: /^Put back/ })
        .click();
    },
    async showWhatSwitchingWouldChange(target: string): Promise<void> {
      const field = page.getByRole('combobox', { name: 'What switching would change' });
      // A list that is open closes when the page below it is scrolled.
      await field.scrollIntoViewIfNeeded();
      await field.fill(target);
      await page.getByRole('option', { name: new RegExp(`^${target}`) }).click();
      await page.getByRole('button', { name: 'Show', exact: true }).click();
    },
  };
}
