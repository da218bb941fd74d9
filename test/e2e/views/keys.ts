import type { Locator, Page } from '@playwright/test';
import { pictureOf } from './picture.ts';
import { windowOf } from './window.ts';

/** The Keys view, and what one does to keys there. */
export function keysOf(page: Page) {
  const user = (identity: string): Locator =>
    page.getByRole('article', { name: identity, exact: true });
  return {
    async open(): Promise<void> {
      await windowOf(page).goTo('Keys');
    },
    user,
    key: (accessKeyId: string): Locator =>
      page
        .getByRole('listitem')
        .filter({ has: page.getByRole('heading', { name: accessKeyId, exact: true }) }),
    rotation: (identity: string): Locator =>
      page.getByRole('region', { name: `Rotation of ${identity}` }),
    /** All keys on one axis of time. */
    picture: pictureOf(page, 'Keys over time'),
    dialog: page.getByRole('dialog'),
    /** Asks before something is done for ever. */
    question: page.getByRole('alertdialog'),
    async choose(accessKeyId: string, action: string): Promise<void> {
      await page.getByRole('button', { name: `More for ${accessKeyId}` }).click();
      await page.getByRole('menuitem', { name: action }).click();
    },
    /** Opens the first look of a rotation, and waits for what it finds. */
    async lookAtRotation(identity: string): Promise<void> {
      await user(identity)
        .getByRole('button', { name: /^Rotate/ })
        .first()
        .click();
      await page.getByRole('list', { name: 'What is fine' }).waitFor();
    },
    step: (text: string | RegExp): Locator =>
      page.getByRole('list', { name: 'Steps' }).getByRole('listitem').filter({ hasText: text }),
  };
}
