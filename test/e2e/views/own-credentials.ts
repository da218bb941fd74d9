import type { Locator, Page } from '@playwright/test';
import { keysOf } from './keys.ts';

/** What an identity's user has in AWS besides keys: the two dialogs, and the way to them. */
export function ownCredentialsOf(page: Page) {
  const dialog = page.getByRole('dialog');
  const choose = async (identity: string, action: string) => {
    await page.getByRole('button', { name: `More for ${identity}`, exact: true }).click();
    await page.getByRole('menuitem', { name: action }).click();
  };
  return {
    dialog,
    /** Asks before something is done. */
    question: page.getByRole('alertdialog'),
    async openList(identity: string): Promise<void> {
      await keysOf(page).open();
      await choose(identity, 'Other credentials…');
    },
    async openPassword(identity: string): Promise<void> {
      await keysOf(page).open();
      await choose(identity, 'Change the console password…');
    },
    kind: (title: string): Locator => dialog.getByRole('region', { name: title }),
    credential: (id: string): Locator => dialog.getByRole('listitem').filter({ hasText: id }),
    async change(id: string, action: string): Promise<void> {
      await dialog.getByRole('button', { name: `More for ${id}` }).click();
      await page.getByRole('menuitem', { name: action }).click();
    },
    rule: (words: string): Locator =>
      dialog
        .getByRole('region', { name: 'A new password has' })
        .getByRole('listitem')
        .filter({ hasText: words }),
    async typePasswords(passwords: {
      readonly old?: string;
      readonly fresh?: string;
      readonly again?: string;
    }): Promise<void> {
      const field = (name: string) => dialog.getByRole('textbox', { name, exact: true });
      if (passwords.old !== undefined) await field('Old password').fill(passwords.old);
      if (passwords.fresh !== undefined) await field('New password').fill(passwords.fresh);
      if (passwords.again !== undefined) await field('New password again').fill(passwords.again);
    },
    submit: dialog.getByRole('button', { name: 'Change it' }),
  };
}
