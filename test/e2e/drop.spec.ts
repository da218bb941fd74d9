import { expect, type Page } from '@playwright/test';
import { qrPng } from '#main/practice/qr-png.ts';
import type { FakeMain } from '#test/fakes/fake-main.ts';
import { firstRun, showcase } from '#test/fakes/showcase.ts';
import { axeFindings, axeFindingsInBothSchemes, test } from './fake-window.ts';
import { dropOf, type Thing } from './views/drop.ts';
import { firstRunOf } from './views/first-run.ts';
import { lockOf } from './views/lock.ts';
import { switchOf } from './views/switch.ts';
import { windowOf } from './views/window.ts';

const ID = 'AKIAPRESENT7EXAMPLE0';
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const SEED = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const ADDRESS = `otpauth://totp/Amazon%20Web%20Services:dana@acme-sandbox?secret=${SEED}`;
const EXPORT = `export AWS_ACCESS_KEY_ID=${ID}\nexport AWS_SECRET_ACCESS_KEY=${SECRET}\n`;

const file = (name: string, content: string | Buffer): Thing => ({ files: [{ name, content }] });
const CSV = file('accessKeys.csv', `\uFEFFAccess key ID,Secret access key\r\n${ID},${SECRET}\r\n`);
const CSV_OF = (user: string) =>
  file('credentials.csv', `User name,Access key ID,Secret access key\n${user},${ID},${SECRET}\n`);

const callOf = (main: FakeMain, name: string) =>
  main.calls.find(({ procedure }) => procedure === name)?.input;

/** The secret is on no part of the page, in no address, and with nothing that the window keeps. */
async function expectSecretHidden(page: Page): Promise<void> {
  for (const secret of [SECRET, SEED]) {
    expect(await page.content()).not.toContain(secret);
    expect(page.url()).not.toContain(encodeURIComponent(secret));
    expect(
      await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }])),
    ).not.toContain(secret);
  }
}

test('a dropped accessKeys.csv is shown, then fills in the form of a new identity', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(showcase(Date.now()));
  const drop = dropOf(page);
  await drop.drop(CSV);
  await expect(drop.dialog).toHaveAccessibleName('You dropped accessKeys.csv');
  await expect(drop.fact('Access key id')).toHaveText(ID);
  await expect(drop.fact('Secret access key')).toHaveText('there, and hidden');
  await expect(drop.dialog).toContainText('accessKeys.csv still lies where it was');
  await expectSecretHidden(page);
  expect(callOf(main, 'identities.add')).toBeUndefined();

  await drop.goOn.click();
  const form = windowOf(page).dialog('Add an IAM user');
  await expect(form.getByLabel('Access key id')).toHaveValue(ID);
  await form.getByLabel(/^Name/).fill('newcomer');
  await expectSecretHidden(page);
  await form.getByRole('button', { name: 'Add IAM user' }).click();

  const left = windowOf(page).dialog('One thing is left to do');
  await expect(left).toContainText('Delete it now');
  expect(callOf(main, 'identities.add')).toMatchObject({
    name: 'newcomer',
    accessKeyId: ID,
    secretAccessKey: SECRET,
  });
  await left.getByRole('button', { name: 'Done' }).click();
  await expect(switchOf(page).row('newcomer')).toBeVisible();
  await expectSecretHidden(page);
});

test('a key of a user that is here is offered to that identity, by keyboard alone', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(showcase(Date.now()));
  const drop = dropOf(page);
  await switchOf(page).row('dana').waitFor();
  await drop.paste({ text: `${EXPORT}# UserName: none\n` });
  await expect(drop.dialog).toHaveAccessibleName('What you pasted');
  await page.keyboard.press('Escape');
  await expect(drop.dialog).toBeHidden();

  await drop.paste({
    text: JSON.stringify({
      AccessKey: { UserName: 'ci-reports', AccessKeyId: ID, SecretAccessKey: SECRET },
    }),
  });
  await expect(drop.fact('User name')).toHaveText('ci-reports');
  await expect(
    drop.dialog.getByRole('radio', { name: /^Give it to an identity that is here/ }),
  ).toBeChecked();
  await expect(drop.identity).toHaveText(/ci-reports/);
  await drop.goOn.focus();
  await page.keyboard.press('Enter');
  await expect(drop.dialog).toHaveAccessibleName('Another key for ci-reports');
  const use = drop.dialog.getByRole('button', { name: 'Use this key' });
  await use.focus();
  await page.keyboard.press('Enter');
  await expect(windowOf(page).news('ci-reports signs in with the new key')).toBeVisible();
  await expect(drop.dialog).toBeHidden();
  expect(callOf(main, 'identities.replaceKey')).toEqual({
    name: 'ci-reports',
    accessKeyId: ID,
    secretAccessKey: SECRET,
  });
});

test('one can say no to the guess, and go back', async ({ openFakeWindow }) => {
  const { page } = await openFakeWindow(showcase(Date.now()));
  const drop = dropOf(page);
  await drop.drop(CSV_OF('ci-reports'));
  await drop.choose('Add a new identity');
  await drop.goOn.click();
  await expect(drop.dialog).toHaveAccessibleName('Add an IAM user');
  // That name is taken already.
  await expect(drop.dialog.getByLabel(/^Name/)).toHaveValue('');
  await drop.dialog.getByRole('button', { name: 'Back' }).click();
  await expect(drop.dialog).toHaveAccessibleName('You dropped credentials.csv');
  await drop.dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(drop.dialog).toBeHidden();
});

test('a seed, as a picture or an address, asks whose MFA it is', async ({ openFakeWindow }) => {
  const { page, main } = await openFakeWindow(showcase(Date.now()));
  const drop = dropOf(page);
  for (const bring of [
    async () => drop.drop(file('code.png', qrPng(ADDRESS))),
    async () => drop.paste({ text: ADDRESS }),
  ]) {
    await bring();
    await expect(drop.fact('Device')).toHaveText('Amazon Web Services:dana@acme-sandbox');
    await expect(drop.identity).toHaveText(/dana-sandbox/);
    await expectSecretHidden(page);
    await drop.goOn.click();
    await expect(drop.dialog).toHaveAccessibleName('MFA device of dana-sandbox');
    await expect(drop.dialog.getByLabel(/^Seed/)).toHaveValue(ADDRESS);
    await drop.dialog.getByRole('button', { name: 'Back' }).click();
    await drop.dialog.getByRole('button', { name: 'Cancel' }).click();
  }
  await drop.paste({ text: SEED });
  await drop.identity.click();
  await page.getByRole('option', { name: /^ci-reports/ }).click();
  await drop.goOn.click();
  await drop.dialog.getByRole('button', { name: 'Save' }).click();
  await expect(drop.dialog).toBeHidden();
  expect(callOf(main, 'mfa.add')).toEqual({ identity: 'ci-reports', seed: SEED });
});

test('a seed can come with a new identity', async ({ openFakeWindow }) => {
  const { page } = await openFakeWindow(showcase(Date.now()));
  const drop = dropOf(page);
  await drop.paste({ text: ADDRESS });
  await drop.choose('Add a new identity');
  await drop.goOn.click();
  await expect(drop.dialog.getByRole('radio', { name: /^Latchkey makes the codes/ })).toBeChecked();
  await expect(drop.dialog.getByLabel(/^Seed/)).toHaveValue(ADDRESS);
});

test('what is not taken is said in a sentence, and nothing of it is kept', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(showcase(Date.now()));
  const drop = dropOf(page);
  await switchOf(page).row('dana').waitFor();
  const before = main.calls.length;
  const session = EXPORT.replace('AKIA', 'ASIA') + 'export AWS_SESSION_TOKEN=FwoGZXIvYXdzE\n';
  const things: readonly [Thing, string][] = [
    [{ text: session }, 'These are short-lived credentials'],
    [{ text: 'Lunch at noon?' }, 'There is no access key and no MFA seed in it'],
    [file('empty.csv', ''), 'There is nothing in it'],
    [file('huge.csv', 'x'.repeat(70_000)), 'It is too large'],
    [file('key.docx', Buffer.from([0x50, 0x4b, 3, 4, 0, 0xff, 0xfe])), 'Latchkey cannot read this'],
    [file('lunch.png', qrPng('https://example.com/')), 'That QR code is not one of an MFA device.'],
    [
      file('accessKeys.csv', `Access key ID,Secret access key\n${SECRET},${ID}\n`),
      'This is not an accessKeys.csv of AWS',
    ],
    [
      {
        files: [
          { name: 'a.csv', content: EXPORT },
          { name: 'b.csv', content: EXPORT },
        ],
      },
      'These are several files',
    ],
  ];
  for (const [thing, said] of things) {
    await drop.drop(thing);
    await expect(drop.refusal).toContainText(said);
    await expect(drop.dialog).toContainText('Nothing of it was kept.');
    await expectSecretHidden(page);
    await drop.dialog.getByRole('button', { name: 'Close' }).last().click();
    await expect(drop.dialog).toBeHidden();
  }
  expect(main.calls.length).toBe(before);
});

test('UTF-16, as PowerShell writes files, is read', async ({ openFakeWindow }) => {
  const { page } = await openFakeWindow(showcase(Date.now()));
  const drop = dropOf(page);
  await drop.drop(file('key.json', Buffer.from(`\uFEFF${EXPORT}`, 'utf16le')));
  await expect(drop.fact('Access key id')).toHaveText(ID);
});

test('names from outside are shown as what they are, and run nothing', async ({
  openFakeWindow,
}) => {
  const { page } = await openFakeWindow(showcase(Date.now()));
  const drop = dropOf(page);
  const evil = '<img src=x onerror=alert(1)>\u202Egnp.exe';
  await drop.drop(
    file(evil, `User name,Access key ID,Secret access key\n"<b>x</b>\u202Eroot",${ID},${SECRET}\n`),
  );
  await expect(drop.dialog).toHaveAccessibleName(
    String.raw`You dropped <img src=x onerror=alert(1)>\u{202e}gnp.exe`,
  );
  await expect(drop.fact('User name')).toHaveText(String.raw`<b>x</b>\u{202e}root`);
  await expect(drop.dialog.locator('img, b')).toHaveCount(0);
  await drop.choose('Add a new identity');
  await drop.goOn.click();
  await expect(drop.dialog.getByLabel(/^Name/)).toHaveValue('b-x-/b-root');
});

test('text pasted into a field stays text, and a field takes no file', async ({
  openFakeWindow,
}) => {
  const { page } = await openFakeWindow(showcase(Date.now()));
  const drop = dropOf(page);
  const search = page.getByRole('searchbox');
  await search.focus();
  await drop.paste({ text: EXPORT }, search);
  await expect(drop.dialog).toBeHidden();
  // A file would make the browser leave the page.
  await drop.drop(CSV, search);
  await expect(drop.fact('Access key id')).toHaveText(ID);
});

test('the window shows where to drop, and stays where it is whatever is dropped', async ({
  openFakeWindow,
}) => {
  const { page } = await openFakeWindow(showcase(Date.now()));
  const drop = dropOf(page);
  await switchOf(page).row('dana').waitFor();
  await drop.dragOver(CSV);
  await expect(drop.veil).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await drop.dragAway();
  await expect(drop.veil).toBeHidden();

  // A dialog that wants something else takes nothing, and the page does not go to the file either.
  await windowOf(page).goTo('Switch');
  await switchOf(page).openMenu('prod-readonly', 'Edit role…');
  expect(
    await page.evaluate(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['x'], 'x.html'));
      return ['dragover', 'drop'].map((type) =>
        document.body.dispatchEvent(
          new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }),
        ),
      );
    }),
  ).toEqual([false, false]);
  await expect(page.getByRole('dialog')).toHaveCount(1);
});

test('an open form takes what is dropped anywhere, says what it was, and keeps what is typed', async ({
  openFakeWindow,
}) => {
  const { page } = await openFakeWindow(showcase(Date.now()));
  const drop = dropOf(page);
  await switchOf(page).openAdd('IAM user…');
  await drop.dialog.getByLabel(/^Name/).fill('mine');
  await expect(drop.dialog).toContainText('Or drop an accessKeys.csv');
  await drop.drop(CSV_OF('someone'));
  await expect(drop.dialog.getByLabel('Access key id')).toHaveValue(ID);
  await expect(drop.dialog.getByLabel(/^Name/)).toHaveValue('mine');
  await expect(drop.dialog).toContainText(
    `Filled in from credentials.csv: ${ID}, its secret, user someone.`,
  );
  await drop.dialog.getByRole('button', { name: 'Read from a file…' }).focus();
  await drop.paste({ text: ADDRESS });
  await expect(drop.dialog.getByLabel(/^Seed/)).toHaveValue(ADDRESS);
  await drop.paste({ text: 'nothing' });
  await expect(drop.refusal).toContainText('There is no access key and no MFA seed in it');
  await expect(drop.dialog.getByLabel('Access key id')).toHaveValue(ID);
  expect(await axeFindings(page)).toEqual([]);
});

test('at the first run what is dropped waits for the vault, and fills in the form', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(firstRun());
  const drop = dropOf(page);
  const first = firstRunOf(page);
  await first.door('Add an IAM user').waitFor();
  await expect(page.getByText('Or drop an accessKeys.csv here')).toBeVisible();
  await drop.drop(CSV_OF('dana'));
  await drop.goOn.click();
  await first.useFile('correct horse battery');
  await expect(page.getByLabel('Access key id')).toHaveValue(ID);
  await expect(page.getByLabel(/^Name/)).toHaveValue('dana');
  await expectSecretHidden(page);
  await page.getByRole('button', { name: 'Add IAM user' }).click();
  await expect(switchOf(page).row('dana')).toBeVisible();
  expect(callOf(main, 'identities.add')).toMatchObject({ secretAccessKey: SECRET });
});

test('a locked Latchkey looks at nothing', async ({ openFakeWindow }) => {
  const { page, main } = await openFakeWindow({
    ...showcase(Date.now()),
    vault: { kind: 'file', state: 'locked', failure: null },
    passphrase: 'open sesame please',
  });
  const drop = dropOf(page);
  await lockOf(page).title.waitFor();
  await drop.drop(CSV);
  await expect(drop.refusal).toContainText('Latchkey is locked');
  await drop.dialog.getByRole('button', { name: 'Close' }).last().click();
  await lockOf(page).unlock('open sesame please');
  await switchOf(page).row('dana').waitFor();
  await expect(drop.dialog).toBeHidden();
  expect(callOf(main, 'identities.add')).toBeUndefined();
});

test('a lock takes what was shown away for good', async ({ openFakeWindow }) => {
  const { page, main } = await openFakeWindow(showcase(Date.now()));
  const drop = dropOf(page);
  await drop.drop(CSV);
  await drop.goOn.waitFor();
  const { vault } = main.snapshot();
  main.change({ vault: { ...vault, state: 'locked' } });
  await expect(lockOf(page).title).toBeVisible();
  await expect(drop.dialog).toBeHidden();
  main.change({ vault });
  await switchOf(page).row('dana').waitFor();
  await expect(drop.dialog).toBeHidden();
});

test('axe finds nothing in what was understood, light and dark', async ({ openFakeWindow }) => {
  const { page } = await openFakeWindow(showcase(Date.now()));
  const drop = dropOf(page);
  await drop.drop(CSV_OF('ci-reports'));
  await drop.goOn.waitFor();
  expect(await axeFindingsInBothSchemes(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await drop.drop({ text: 'nothing' });
  await drop.refusal.waitFor();
  expect(await axeFindingsInBothSchemes(page)).toEqual([]);
});
