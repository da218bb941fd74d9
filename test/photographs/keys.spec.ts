import type { Page } from '@playwright/test';
import { failOffline, keysNow, openKeys } from './keys-scenes.ts';
import { photographScenes } from './photograph.ts';
import { button, menuItem } from './scene.ts';

/** Brings an identity's keys to the top of the page. */
async function showUser(page: Page, identity: string): Promise<void> {
  await openKeys(page);
  await page
    .getByRole('article', { name: identity, exact: true })
    .evaluate((card) => card.scrollIntoView());
}

async function openKeyMenu(page: Page): Promise<void> {
  await openKeys(page);
  await button(page, /^More for AKIA/)
    .first()
    .click();
}

photographScenes([
  { name: 'keys', state: keysNow, act: openKeys },
  ...[
    'dana-sandbox',
    'dana-hardware',
    'deploy-bot',
    'forgotten-trial',
    'old-laptop',
    'release-bot',
    'acme-root',
  ].map((identity) => ({
    name: `keys-of-${identity}`,
    state: keysNow,
    act: async (page: Page) => showUser(page, identity),
  })),
  {
    name: 'keys-not-read',
    state: () => ({
      ...keysNow(),
      identities: (keysNow().identities ?? []).map((identity) =>
        identity.name === 'dana' ? { ...identity, keys: null } : identity,
      ),
    }),
    act: openKeys,
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
  {
    name: 'key-delete',
    state: keysNow,
    act: async (page) => {
      await openKeys(page);
      await button(page, 'Delete…').first().click();
      await page.locator('button:enabled', { hasText: /^Delete$/ }).waitFor();
    },
  },
  {
    name: 'key-deactivate-used',
    state: keysNow,
    act: async (page) => {
      await openKeyMenu(page);
      await menuItem(page, 'Deactivate…').click();
      await page.getByText('What stops working').waitFor();
    },
  },
  {
    name: 'thresholds',
    state: keysNow,
    act: async (page) => {
      await openKeys(page);
      await button(page, 'More for dana').first().click();
      await menuItem(page, 'When it is due…').click();
      await page.getByText('Its own days').click();
      await page.getByRole('textbox', { name: 'Due at', exact: true }).fill('120');
    },
  },
]);
