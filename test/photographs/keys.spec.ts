import type { Page } from '@playwright/test';
import { failOffline, keysNow, lookAtKeysOf, openKeys } from './keys-scenes.ts';
import { photographScenes } from './photograph.ts';
import { dialogs, bringToTop, button, menuItem, type Sight } from './scene.ts';

const keysOf = (identity: string): Sight => ({
  name: `keys-of-${identity}`,
  look: lookAtKeysOf(identity),
});

async function openKeyMenu(page: Page): Promise<void> {
  await openKeys(page);
  await button(page, /^More for AKIA/)
    .first()
    .click();
}

photographScenes([
  dialogs(keysNow, [
    {
      name: 'key-delete',
      act: async (page) => {
        await openKeys(page);
        await button(page, 'Delete…').first().click();
        await page.locator('button:enabled', { hasText: /^Delete$/ }).waitFor();
      },
    },
    {
      name: 'key-deactivate-used',
      act: async (page) => {
        await openKeyMenu(page);
        await menuItem(page, 'Deactivate…').click();
        await page.getByText('What stops working').waitFor();
      },
    },
    {
      name: 'thresholds',
      act: async (page) => {
        await openKeys(page);
        await button(page, 'More for dana').first().click();
        await menuItem(page, 'When it is due…').click();
        await page.getByText('Its own days', { exact: true }).click();
        await page.getByRole('textbox', { name: 'Due at', exact: true }).fill('120');
      },
    },
  ]),
  {
    name: 'keys',
    state: keysNow,
    act: openKeys,
    next: [
      keysOf('dana'),
      keysOf('dana-sandbox'),
      keysOf('dana-hardware'),
      keysOf('deploy-bot'),
      keysOf('forgotten-trial'),
      keysOf('old-laptop'),
      keysOf('release-bot'),
      keysOf('acme-root'),
      {
        name: 'keys-picture-table',
        act: async (page) => {
          await button(page, 'Show all 16 keys').click();
          await button(page, 'Show as a table: Keys over time').click();
        },
        look: async (page) => bringToTop(page.getByRole('table', { name: 'Keys over time' })),
      },
    ],
  },
  {
    name: 'keys-not-read',
    state: () => ({
      ...keysNow(),
      identities: (keysNow().identities ?? []).map((identity) =>
        identity.name === 'dana' ? { ...identity, keys: null } : identity,
      ),
    }),
    act: openKeys,
    look: lookAtKeysOf('dana'),
  },
  {
    name: 'keys-offline',
    state: keysNow,
    act: async (page, main) => {
      await openKeys(page);
      failOffline(main, 'identities.refresh');
      await button(page, 'Read the keys of dana again').click();
      await page.getByRole('alert').waitFor();
    },
    look: lookAtKeysOf('dana'),
  },
  {
    name: 'keys-snooze',
    state: keysNow,
    act: async (page) => {
      await openKeys(page);
      await button(page, /^Remind me later: The access key of dana is/).click();
    },
  },
  {
    name: 'keys-menu',
    state: keysNow,
    act: openKeyMenu,
  },
]);
