import type { Page } from '@playwright/test';
import type { FakeMainState } from '#test/fakes/fake-main.ts';
import { showcaseCredentials, STRICT_POLICY } from '#test/fakes/showcase-credentials.ts';
import { keysNow, openKeys } from './keys-scenes.ts';
import { photographScenes } from './photograph.ts';
import { dialogs, button, menuItem, NOW } from './scene.ts';

const withCredentials = (): FakeMainState => ({
  ...keysNow(),
  ownCredentials: showcaseCredentials(NOW),
  passwordPolicy: STRICT_POLICY,
});

async function openOfDana(page: Page, action: string): Promise<void> {
  await openKeys(page);
  await page.getByRole('button', { name: 'More for dana', exact: true }).click();
  await menuItem(page, action).click();
}

/** What a user has besides keys, and one's own password. */
photographScenes([
  dialogs(withCredentials, [
    {
      name: 'credentials',
      act: async (page) => {
        await openOfDana(page, 'Other credentials…');
        await page.getByText('shop.example.com').waitFor();
      },
    },
    {
      name: 'credentials-password',
      act: async (page) => {
        await openOfDana(page, 'Change the console password…');
        await page.getByRole('textbox', { name: 'Old password' }).fill('old');
        await page.getByRole('textbox', { name: 'New password', exact: true }).fill('Half-good');
        await button(page, 'Change it').click();
      },
    },
    {
      name: 'credentials-delete',
      act: async (page) => {
        await openOfDana(page, 'Other credentials…');
        await button(page, 'More for ACCA12345678901EXAMPLE').click();
        await menuItem(page, 'Delete…').click();
        await page.getByText('What stops working').waitFor();
      },
    },
  ]),
]);
