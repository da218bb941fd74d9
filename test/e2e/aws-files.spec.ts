import { appendFile, chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from '@playwright/test';
import { createSystemClock } from '#main/platform/clock.ts';
import type { PracticeAccount } from '#main/practice/practice-account.ts';
import { startPracticeAccount } from '#main/practice/start-practice-account.ts';
import { writeWhole } from '#test/fixtures/write-whole.ts';
import { callerIdentity } from './caller-identity.ts';
import { test, type CleanEnvironment } from './fixtures.ts';
import { firstRunOf } from './views/first-run.ts';
import { formsOf } from './views/forms.ts';
import { settingsOf } from './views/settings.ts';
import { switchOf } from './views/switch.ts';
import { takeOverOf } from './views/take-over.ts';
import { windowOf } from './views/window.ts';

const PASSPHRASE = 'several words are easiest';

let account: PracticeAccount;
test.beforeAll(async () => {
  account = await startPracticeAccount({ clock: createSystemClock() });
});
test.afterAll(async () => {
  await account.close();
});

test('a plaintext key is locked away, its profile goes on working, and undo gives the file back to the byte', async ({
  openWindow,
  environment,
}) => {
  test.slow();
  const files = await giveFiles(environment);
  const before = await readBoth(files);
  const page = await openWindow();
  const takeOver = takeOverOf(page);
  await firstRunOf(page).door('Use what is in my AWS files').click();
  await firstRunOf(page).useFile(PASSPHRASE);
  await takeOver.useEndpoint({ name: 'practice', stsUrl: account.url, iamUrl: account.url });

  await expect(takeOver.part('Keys in plain text')).toContainText('dana, account 111122223333');
  await expect(takeOver.target('Become roles', 'dev')).toBeChecked();
  await takeOver.showChanges();
  await expect(takeOver.changesOf('credentials')).toContainText('aws_secret_access_key = ••');
  expect(await page.content()).not.toContain(dana().secretAccessKey);
  expect(await readBoth(files)).toEqual(before);

  await takeOver.apply();
  await expect(page.getByText('One key rests in the vault now.')).toBeVisible();
  const taken = await readBoth(files);
  expect(taken.credentials).not.toContain(dana().secretAccessKey);
  expect(taken.credentials).toContain('# kept for later');
  expect(taken.config).not.toContain('role_arn');
  expect(await callerIdentity({ profile: 'dana', environment })).toEqual({
    arn: 'arn:aws:iam::111122223333:user/dana',
  });

  await takeOver.undo.click();
  await expect(takeOver.changesOf('credentials')).toContainText('aws_secret_access_key = ••');
  await takeOver.putBack();
  await expect(page.getByText('Your files are as they were')).toBeVisible();
  expect(await readBoth(files)).toEqual(before);
  await takeOver.finish();
  await expect(switchOf(page).row('dana')).toBeVisible();
});

test('what another program changes is in the window by itself, and its oddity is mended', async ({
  openWindow,
  environment,
}) => {
  const files = await giveFiles(environment, '[dev]\nregion = eu-west-1\n');
  const page = await openWindow();
  const settings = settingsOf(page);
  await addDana(page);
  await settings.open();
  await expect(page.getByText(/Every AWS tool reads both files alike/)).toBeVisible();

  await appendFile(files.credentials, 'region = eu-central-1\n');
  const lint = settings.lint('The setting stands in its section twice');
  await expect(lint).toBeVisible();
  await expect(settings.file('Credentials file')).toContainText('not written to');

  await settings.showFix('The setting stands in its section twice');
  await windowOf(page).dialog('Mend the file').getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByText(/Every AWS tool reads both files alike/)).toBeVisible();
  const mended = await readFile(files.credentials, 'utf8');
  expect(mended.match(/region/g)).toHaveLength(1);

  await settings.putBack('duplicate-key');
  const dialog = windowOf(page).dialog('Put the files back');
  await dialog.getByRole('button', { name: 'Put back', exact: true }).click();
  await expect(lint).toBeVisible();
  expect(await readFile(files.credentials, 'utf8')).toBe(
    '[dev]\nregion = eu-west-1\nregion = eu-central-1\n',
  );
});

test('a file that others may read is narrowed', async ({ openWindow, environment }) => {
  test.skip(process.platform === 'win32', 'Windows has no such modes');
  const files = await giveFiles(environment, '[dev]\nregion = eu-west-1\n');
  await chmod(files.credentials, 0o644);
  const page = await openWindow();
  const settings = settingsOf(page);
  await addDana(page);
  await settings.open();
  await settings.showFix('Other users may look into the file');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByText(/Every AWS tool reads both files alike/)).toBeVisible();
  expect((await stat(files.credentials)).mode & 0o777).toBe(0o600);
});

test('a section of ours that somebody changed is left until the user has seen how, and decides', async ({
  openWindow,
  environment,
}) => {
  test.slow();
  const files = await giveFiles(environment, '');
  const page = await openWindow();
  const list = switchOf(page);
  const settings = settingsOf(page);
  await addDana(page);
  await list.switchTo('dana');
  await expect(list.active('dana')).toBeVisible();

  const written = await readFile(files.credentials, 'utf8');
  const changed = `${written.trimEnd()}\n# put here by hand\nregion = eu-north-1\n`.replace(
    /^region = us-east-1\n/m,
    '',
  );
  await writeWhole(files.credentials, changed);
  const failure = windowOf(page).failure(/changed the profile dana/);
  await failure.getByRole('button', { name: 'Show the difference' }).click();
  const dialog = windowOf(page).dialog('Somebody else changed the profile dana');
  await expect(dialog.getByRole('figure')).toContainText('region = eu-north-1');
  await dialog.getByRole('button', { name: 'Leave it as it is' }).click();
  await settings.open();
  await expect(settings.owned(/^dana.*credentials/)).toContainText('changed elsewhere');
  expect(await readFile(files.credentials, 'utf8')).toBe(changed);

  await settings
    .owned(/^dana.*credentials/)
    .getByRole('button', { name: /^Show the difference/ })
    .click();
  await dialog.getByRole('button', { name: 'Replace the section' }).click();
  await expect(failure).toHaveCount(0);
  await settings.open();
  await expect(settings.owned(/^dana.*credentials/)).toContainText('as written');
  expect(await readFile(files.credentials, 'utf8')).not.toContain('eu-north-1');
});

async function addDana(page: Parameters<typeof formsOf>[0]): Promise<void> {
  await firstRunOf(page).door('Add an IAM user').click();
  await firstRunOf(page).useFile(PASSPHRASE);
  await formsOf(page).addIdentity({
    name: 'dana',
    accessKeyId: dana().accessKeyId,
    secretAccessKey: dana().secretAccessKey,
    endpoint: { name: 'practice', stsUrl: account.url, iamUrl: account.url },
  });
  await switchOf(page).row('dana').waitFor();
}

interface Files {
  readonly credentials: string;
  readonly config: string;
}

async function giveFiles(
  { HOME }: CleanEnvironment,
  credentials = credentialsOfDana(),
): Promise<Files> {
  const folder = path.join(HOME, '.aws');
  await mkdir(folder, { mode: 0o700 });
  const files = {
    credentials: path.join(folder, 'credentials'),
    config: path.join(folder, 'config'),
  };
  await writeFile(files.credentials, credentials, { mode: 0o600 });
  await writeFile(files.config, credentials === credentialsOfDana() ? CONFIG : '', { mode: 0o600 });
  return files;
}

async function readBoth({ credentials, config }: Files) {
  return {
    credentials: await readFile(credentials, 'latin1'),
    config: await readFile(config, 'latin1'),
  };
}

function dana() {
  return account.users.find(
    ({ userName }) => userName === 'dana',
  ) as PracticeAccount['users'][number];
}

/** With what a person leaves in such a file: comments, a line end of Windows, none at the end. */
function credentialsOfDana(): string {
  return `# kept for later\n[dana]\naws_access_key_id = ${dana().accessKeyId}\naws_secret_access_key = ${dana().secretAccessKey}\n\n[local]\r\n# not AWS at all\naws_access_key_id = test`;
}

const CONFIG = `[profile dev]
role_arn = arn:aws:iam::222233334444:role/Developer
source_profile = dana
region = eu-west-1
`;
