import type { Page } from '@playwright/test';
import { crowd } from '#test/fakes/showcase.ts';
import { keysNow } from './keys-scenes.ts';
import { photographScenes } from './photograph.ts';
import { dialogs, NOW, bringToTop, button, showcaseNow, openView } from './scene.ts';

async function openSettings(page: Page): Promise<void> {
  await openView(page, /^Settings/);
  await page.getByRole('list', { name: 'AWS files' }).waitFor();
}

const lookAtAwsFiles = async (page: Page) =>
  bringToTop(page.getByRole('heading', { name: 'AWS files' }));

photographScenes([
  dialogs(showcaseNow, [
    {
      name: 'settings-fix',
      act: async (page) => {
        await openSettings(page);
        await button(page, /config, line 12/).click();
      },
    },
    {
      name: 'settings-fix-mode',
      act: async (page) => {
        await openSettings(page);
        await button(page, /credentials, line 1$/).click();
      },
    },
    {
      name: 'settings-put-back',
      act: async (page) => {
        await openSettings(page);
        await button(page, /switch prod-readonly/).click();
        await button(page, 'Put back').last().waitFor();
      },
    },
    {
      name: 'settings-put-back-changed',
      act: async (page) => {
        await openSettings(page);
        await button(page, /lock away 2 keys/).click();
        await button(page, 'Put back all the same').waitFor();
      },
    },
  ]),
  {
    name: 'settings',
    state: showcaseNow,
    act: openSettings,
    next: [
      { name: 'settings-files', look: lookAtAwsFiles },
      {
        name: 'settings-end',
        look: async (page) => button(page, /fix duplicate-key/).scrollIntoViewIfNeeded(),
      },
      {
        name: 'settings-middle',
        act: async (page) => button(page, 'Changes since the newest backup').click(),
        look: async (page) => bringToTop(button(page, 'Changes since the newest backup')),
      },
    ],
  },
  {
    name: 'settings-desktop',
    state: () => ({ ...showcaseNow(), app: { surface: 'desktop' } }),
    act: openSettings,
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
    look: async (page) => page.getByText('These lines, and nothing else').scrollIntoViewIfNeeded(),
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
    act: openSettings,
    look: lookAtAwsFiles,
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
    act: openSettings,
    look: lookAtAwsFiles,
  },
  {
    name: 'settings-crowd',
    state: () => crowd(NOW, 200, 5),
    act: openSettings,
    look: lookAtAwsFiles,
  },
  {
    name: 'settings-reminders',
    state: keysNow,
    act: openSettings,
    look: async (page) => bringToTop(page.getByRole('heading', { name: 'Key reminders' })),
  },
]);
