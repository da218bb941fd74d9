import type { Page } from '@playwright/test';
import { qrPng } from '#main/practice/qr-png.ts';
import { dropOf, type Thing } from '#test/e2e/views/drop.ts';
import { firstRun } from '#test/fakes/showcase.ts';
import { photographScenes } from './photograph.ts';
import { addButton, dialogs, button, menuItem, showcaseNow } from './scene.ts';

const ID = 'AKIAPRESENT7EXAMPLE0';
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const ADDRESS =
  'otpauth://totp/Amazon%20Web%20Services:dana@acme-sandbox?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

const csv = (user: string, name = 'accessKeys.csv'): Thing => ({
  files: [
    { name, content: `User name,Access key ID,Secret access key\n"${user}",${ID},${SECRET}\n` },
  ],
});
const EXPORT: Thing = {
  text: `export AWS_ACCESS_KEY_ID=${ID}\nexport AWS_SECRET_ACCESS_KEY=${SECRET}\n`,
};
/** As long as a file’s and a user’s name can be, with letters that do not show. */
const LONG = `${'a-very-long-name-without-end.'.repeat(5)}\u202Egnp`;

const drop = (thing: Thing) => async (page: Page) => {
  await dropOf(page).drop(thing);
  await dropOf(page).dialog.waitFor();
};
const goOn = async (page: Page) => dropOf(page).goOn.click();

/** What is dragged over the window, dropped on it and pasted into it. */
photographScenes([
  dialogs(showcaseNow, [
    { name: 'drop-key', act: drop(csv('jordan')) },
    { name: 'drop-key-of-identity', act: drop(csv('ci-reports')) },
    {
      name: 'drop-key-pasted',
      act: async (page) => {
        await dropOf(page).paste(EXPORT);
        await dropOf(page).dialog.waitFor();
      },
    },
    { name: 'drop-key-long', act: drop(csv(LONG, `${LONG}.csv`)) },
    {
      name: 'drop-key-form',
      act: async (page) => {
        await drop(csv('jordan'))(page);
        await goOn(page);
      },
    },
    {
      name: 'drop-key-replace',
      act: async (page) => {
        await drop(csv('ci-reports'))(page);
        await goOn(page);
      },
    },
    {
      name: 'drop-seed',
      act: drop({ files: [{ name: 'qr.png', content: qrPng(ADDRESS) }] }),
    },
    { name: 'drop-refused', act: drop({ text: 'Lunch at noon?' }) },
    {
      name: 'drop-bad-csv',
      act: drop({
        files: [{ name: 'accessKeys.csv', content: 'Access key ID,Secret access key\nx,y\n' }],
      }),
    },
  ]),
  { name: 'drop-over', state: showcaseNow, act: async (page) => over(page) },
  { name: 'drop-over-first-run', state: firstRun, act: async (page) => over(page) },
  {
    name: 'drop-over-locked',
    state: () => ({ ...showcaseNow(), vault: { kind: 'file', state: 'locked', failure: null } }),
    act: async (page) => over(page),
  },
  {
    name: 'drop-key-left-behind',
    state: showcaseNow,
    act: async (page) => {
      await drop(csv('jordan'))(page);
      await goOn(page);
      await button(page, 'Add IAM user').click();
      await page.getByRole('dialog', { name: 'One thing is left to do' }).waitFor();
    },
  },
  {
    name: 'drop-refused-in-form',
    state: showcaseNow,
    act: async (page) => {
      await addButton(page).click();
      await menuItem(page, 'IAM user…').click();
      await page.getByText('Or drop an accessKeys.csv').waitFor();
      await dropOf(page).drop({ text: 'export AWS_SESSION_TOKEN=FwoGZXIvYXdzE' });
      await page.getByRole('alert').waitFor();
    },
  },
  { name: 'drop-first-run', state: firstRun, act: drop(csv('jordan')) },
]);

async function over(page: Page): Promise<void> {
  await dropOf(page).dragOver(csv('jordan'));
}
