import { expect, type Page } from '@playwright/test';
import { createSystemClock } from '#main/platform/clock.ts';
import type { PracticeAccount } from '#main/practice/practice-account.ts';
import { startPracticeAccount } from '#main/practice/start-practice-account.ts';
import { test } from './fixtures.ts';
import { firstRunOf } from './views/first-run.ts';
import { formsOf } from './views/forms.ts';
import { keysOf } from './views/keys.ts';
import { switchOf } from './views/switch.ts';

const PASSPHRASE = 'several words are easiest';
/** A new key is proven for ten seconds; the rest goes at once. */
const ROTATION_MS = 60_000;

let account: PracticeAccount;
test.beforeEach(async () => {
  account = await startPracticeAccount({ clock: createSystemClock() });
});
test.afterEach(async () => {
  await account.close();
});

test('a key is rotated, taken back while the old one is kept, and rotated for good', async ({
  openWindow,
}) => {
  test.setTimeout(4 * ROTATION_MS);
  const page = await openWindow();
  const keys = keysOf(page);
  const { accessKeyId } = await signIn(page, 'bea');
  await keys.open();
  await expect(keys.user('bea').getByText(/overdue for rotation/i)).toBeVisible();

  await keys.lookAtRotation('bea');
  await keys.dialog.getByRole('button', { name: 'Rotate', exact: true }).click();
  await expect(keys.step('Its secret is in the vault')).toBeVisible();
  // Closing its dialog stops nothing.
  await page.keyboard.press('Escape');
  const line = keys.rotation('bea');
  await expect(line).toContainText('is inactive and kept until', { timeout: ROTATION_MS });
  await expect(keys.key(accessKeyId)).toContainText('inactive');
  await expect(keys.key(accessKeyId)).toContainText('then you are asked');

  await line.getByRole('button', { name: 'Roll back…' }).click();
  await keys.dialog.getByText('Delete the new key after that').click();
  await keys.dialog.getByRole('button', { name: 'Roll back', exact: true }).click();
  await expect(keys.dialog).toContainText('Rolled back: bea', { timeout: ROTATION_MS });
  await page.keyboard.press('Escape');
  await expect(keys.key(accessKeyId)).toContainText('Latchkey uses it');
  await expect(keys.user('bea').getByText('Free')).toBeVisible();

  await keys.lookAtRotation('bea');
  await keys.dialog.getByText('Delete it at once').click();
  await keys.dialog.getByRole('button', { name: 'Rotate', exact: true }).click();
  await expect(keys.dialog).toContainText('Done: bea signs in with', { timeout: ROTATION_MS });
  await page.keyboard.press('Escape');
  await expect(keys.key(accessKeyId)).toHaveCount(0);
  await expect(keys.user('bea').getByText('Made today')).toBeVisible();
});

test('a leftover key that stands in the way of a rotation is deleted, and then it can begin', async ({
  openWindow,
}) => {
  test.slow();
  const page = await openWindow();
  const keys = keysOf(page);
  await signIn(page, 'deploy');
  await keys.open();
  const leftover = keys
    .user('deploy')
    .getByRole('listitem')
    .filter({ hasText: 'inactive' })
    .first();
  await expect(leftover).toContainText('61 days ago, s3 in eu-west-1');

  await keys.lookAtRotation('deploy');
  const rotate = keys.dialog.getByRole('button', { name: 'Rotate', exact: true });
  await expect(rotate).toBeDisabled();
  await keys.dialog.getByRole('button', { name: /^Delete AKIA/ }).click();
  await keys.question.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(keys.user('deploy').getByText('Free')).toBeVisible();
  expect(account.calls.filter(({ action }) => action === 'DeleteAccessKey')).toHaveLength(1);

  await keys.lookAtRotation('deploy');
  await expect(rotate).toBeEnabled();
});

async function signIn(page: Page, userName: string): Promise<{ readonly accessKeyId: string }> {
  const user = account.users.find((one) => one.userName === userName);
  const { accessKeyId = '', secretAccessKey = '' } = user ?? {};
  await firstRunOf(page).door('Add an IAM user').click();
  await firstRunOf(page).useFile(PASSPHRASE);
  await formsOf(page).addIdentity({
    name: userName,
    accessKeyId,
    secretAccessKey,
    endpoint: { name: 'practice', stsUrl: account.url, iamUrl: account.url },
  });
  await switchOf(page).row(userName).waitFor();
  return { accessKeyId };
}
