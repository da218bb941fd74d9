import { expect, type Page } from '@playwright/test';
import { createSystemClock } from '#main/platform/clock.ts';
import type { PracticeAccount } from '#main/practice/practice-account.ts';
import { startPracticeAccount } from '#main/practice/start-practice-account.ts';
import { test } from './fixtures.ts';
import { firstRunOf } from './views/first-run.ts';
import { formsOf } from './views/forms.ts';
import { mfaOf } from './views/mfa.ts';
import { switchOf } from './views/switch.ts';
import { windowOf } from './views/window.ts';

let account: PracticeAccount;
test.beforeAll(async () => {
  account = await startPracticeAccount({ clock: createSystemClock() });
});
test.afterAll(async () => {
  await account.close();
});

test('a device is made in AWS, its seed shown to a phone, forgotten, and read back from that picture', async ({
  openWindow,
}) => {
  test.slow();
  const page = await openWindow();
  await beginAsKim(page);
  await windowOf(page).goTo('MFA');
  const mfa = mfaOf(page);

  await mfa.makeDevice('kim', 'kim-laptop');
  await expect(mfa.card('kim')).toContainText('kim-laptop');
  await expect.poll(() => mfa.code('kim')).toMatch(/^\d{6}$/);

  const picture = await mfa.showQr('kim');
  expect(picture.length).toBeGreaterThan(500);
  await mfa.forget('kim');
  await expect(mfa.card('kim')).toHaveCount(0);

  await mfa.addFromPicture('kim', picture);
  await expect(mfa.card('kim')).toContainText('kim-laptop');
  // AWS takes the codes of what was read.
  await windowOf(page).goTo('Switch');
  await switchOf(page).switchTo('kim');
  await expect(switchOf(page).active('kim')).toBeVisible({ timeout: 75_000 });
});

test('a device that is not finished shows on the rail, until it is cancelled', async ({
  openWindow,
}) => {
  const page = await openWindow();
  await beginAsKim(page);
  await windowOf(page).goTo('MFA');
  const kind = { type: 'refuse', status: 409, code: 'EntityTemporarilyUnmodifiable' } as const;
  const mend = account.addFault({ action: 'EnableMFADevice', kind });
  await mfaOf(page).beginDevice('kim', 'kim-tablet');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: 'Try again' })).toBeVisible({ timeout: 75_000 });
  mend();
  await page.keyboard.press('Escape');
  const entry = page.getByRole('button', { name: 'MFA a device is not finished' });
  await expect(entry).toBeVisible();

  await page.getByRole('button', { name: 'Finish or cancel…' }).click();
  await dialog.getByRole('button', { name: 'Cancel and delete it' }).click();
  await expect(entry).toHaveCount(0);
});

async function beginAsKim(page: Page): Promise<void> {
  const kim = account.users.find(({ userName }) => userName === 'kim');
  await firstRunOf(page).door('Add an IAM user').click();
  await firstRunOf(page).useFile('several words are easiest');
  await formsOf(page).addIdentity({
    name: 'kim',
    accessKeyId: kim?.accessKeyId ?? '',
    secretAccessKey: kim?.secretAccessKey ?? '',
    endpoint: { name: 'practice', stsUrl: account.url, iamUrl: account.url },
  });
  await switchOf(page).row('kim').waitFor();
}
