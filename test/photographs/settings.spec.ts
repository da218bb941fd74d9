import type { Page } from '@playwright/test';
import { crowd } from '#test/fakes/showcase.ts';
import { keysNow } from './keys-scenes.ts';
import { photographScenes } from './photograph.ts';
import { NOW, button, showcaseNow } from './scene.ts';

async function openSettings(page: Page): Promise<void> {
  await button(page, 'Settings').click();
  await page.getByRole('list', { name: 'AWS files' }).waitFor();
}

async function openAwsFiles(page: Page): Promise<void> {
  await openSettings(page);
  await page
    .getByRole('heading', { name: 'AWS files' })
    .evaluate((title) => title.scrollIntoView());
}

photographScenes([
  { name: 'settings', state: showcaseNow, act: openSettings },
  {
    name: 'settings-desktop',
    state: () => ({ ...showcaseNow(), app: { surface: 'desktop' } }),
    act: openSettings,
  },
  { name: 'settings-files', state: showcaseNow, act: openAwsFiles },
  {
    name: 'settings-middle',
    state: showcaseNow,
    act: async (page) => {
      await openSettings(page);
      await button(page, 'Changes since the newest backup').click();
      await button(page, 'Changes since the newest backup').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'settings-end',
    state: showcaseNow,
    act: async (page) => {
      await openSettings(page);
      await button(page, /fix duplicate-key/).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'settings-fix',
    state: showcaseNow,
    act: async (page) => {
      await openSettings(page);
      await button(page, /config, line 12/).click();
    },
  },
  {
    name: 'settings-fix-mode',
    state: showcaseNow,
    act: async (page) => {
      await openSettings(page);
      await button(page, /credentials, line 1$/).click();
    },
  },
  {
    name: 'settings-put-back',
    state: showcaseNow,
    act: async (page) => {
      await openSettings(page);
      await button(page, /switch prod-readonly/).click();
      await button(page, 'Put back').last().waitFor();
    },
  },
  {
    name: 'settings-put-back-changed',
    state: showcaseNow,
    act: async (page) => {
      await openSettings(page);
      await button(page, /lock away 2 keys/).click();
      await button(page, 'Put back all the same').waitFor();
    },
  },
  {
    name: 'settings-would-change',
    state: showcaseNow,
    act: async (page) => {
      await openSettings(page);
      await page.getByRole('combobox').scrollIntoViewIfNeeded();
      await page.getByRole('combobox').fill('prod-billing');
      await page.getByRole('option', { name: /^prod-billing/ }).click();
      await button(page, 'Show').last().click();
      await page.getByText('These lines, and nothing else').waitFor();
    },
  },
  {
    name: 'settings-empty',
    state: () => ({
      ...showcaseNow(),
      lints: [],
      backups: [],
      profileDiffs: {},
      awsFiles: showcaseNow().awsFiles!.map((file) => ({
        ...file,
        exists: false,
        changedAt: null,
        lintCount: 0,
        rewritten: null,
      })),
    }),
    act: openAwsFiles,
  },
  {
    name: 'settings-troubled',
    state: () => ({
      ...showcaseNow(),
      lints: [],
      awsFiles: showcaseNow().awsFiles!.map((file) =>
        file.kind === 'config'
          ? {
              ...file,
              failure: {
                code: 'files/unreadable',
                facts: { path: file.path, reason: 'you may not read it' },
              },
            }
          : { ...file, rewritten: null, restorable: { backup: 'b3' } },
      ),
    }),
    act: openAwsFiles,
  },
  { name: 'settings-crowd', state: () => crowd(NOW, 200, 5), act: openAwsFiles },
  {
    name: 'settings-reminders',
    state: keysNow,
    act: async (page) => {
      await button(page, 'Settings').click();
      await page
        .getByRole('heading', { name: 'Key reminders' })
        .evaluate((title) => title.scrollIntoView());
    },
  },
]);
