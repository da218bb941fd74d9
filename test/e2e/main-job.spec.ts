import { expect, type Page } from '@playwright/test';
import { createSystemClock } from '#main/platform/clock.ts';
import type { PracticeAccount } from '#main/practice/practice-account.ts';
import { startPracticeAccount } from '#main/practice/start-practice-account.ts';
import { callerIdentity } from './caller-identity.ts';
import { test } from './fixtures.ts';
import { firstRunOf } from './views/first-run.ts';
import { formsOf, type IdentityInput } from './views/forms.ts';
import { lockOf } from './views/lock.ts';
import { mfaOf } from './views/mfa.ts';
import { switchOf } from './views/switch.ts';
import { windowOf } from './views/window.ts';

const PASSPHRASE = 'several words are easiest';
/** A device whose code was just used makes the next call wait for the next step. */
const NEXT_CODE_MS = 45_000;

let account: PracticeAccount;
test.beforeAll(async () => {
  account = await startPracticeAccount({ clock: createSystemClock() });
});
test.afterAll(async () => {
  await account.close();
});

test('a stranger gets from nothing to a profile that the AWS SDK reads, and back', async ({
  openWindow,
  environment,
}) => {
  test.slow();
  const page = await openWindow();
  const list = switchOf(page);
  await begin(page);
  await formsOf(page).addIdentity(dana());
  await list.row('dana').waitFor();

  await list.openAdd('Role…');
  await formsOf(page).addRole({
    name: 'dev',
    source: 'dana',
    roleArn: roleArnOf('acme-dev-developer'),
  });
  await list.switchTo('dev');
  await expect(list.active('dev')).toBeVisible({ timeout: NEXT_CODE_MS });
  expect(await callerIdentity({ profile: 'dev', environment })).toEqual({
    arn: 'arn:aws:sts::222233334444:assumed-role/Developer/dana',
  });

  await windowOf(page).goTo('MFA');
  expect(await mfaOf(page).code('dana')).toMatch(/\d{6}/);
  await windowOf(page).goTo('Switch');

  await list.stop('dev');
  await expect(list.active('dev')).toBeHidden();
  // The Region went with the profile, so it is given: what is missing now are the credentials.
  const after = await callerIdentity({ profile: 'dev', environment, region: 'us-east-1' });
  expect(after).toEqual({ error: 'CredentialsProviderError' });
});

test('what was typed stays when it was wrong, and the failure says where', async ({
  openWindow,
}) => {
  const page = await openWindow();
  await begin(page);
  await formsOf(page).addIdentity({ ...dana(), seed: 'GEZDGNBV1Y3TQOJQ' });
  await expect(page.getByText(/position 9/)).toBeVisible();
  await expect(page.getByRole('textbox', { name: /^Name/ }).first()).toHaveValue('dana');
  await expect(page.getByRole('textbox', { name: /^Access key id/ })).toHaveValue(
    dana().accessKeyId,
  );
});

test('a locked vault shows its lock screen, and opens with the passphrase again', async ({
  openWindow,
}) => {
  const page = await openWindow();
  const lock = lockOf(page);
  await begin(page);
  await formsOf(page).addIdentity(dana());
  await switchOf(page).row('dana').waitFor();
  await windowOf(page).lock();
  await expect(lock.title).toBeVisible();
  await lock.unlock('not the passphrase at all');
  await expect(page.getByText('The passphrase is wrong')).toBeVisible();
  await lock.unlock(PASSPHRASE);
  await expect(switchOf(page).row('dana')).toBeVisible();
});

async function begin(page: Page): Promise<void> {
  await firstRunOf(page).door('Add an IAM user').click();
  await firstRunOf(page).useFile(PASSPHRASE);
}

function dana(): IdentityInput {
  const {
    accessKeyId = '',
    secretAccessKey = '',
    mfaSeed,
  } = account.users.find(({ userName }) => userName === 'dana') ?? {};
  return {
    name: 'dana',
    accessKeyId,
    secretAccessKey,
    seed: mfaSeed ?? '',
    endpoint: { name: 'practice', stsUrl: account.url, iamUrl: account.url },
  };
}

function roleArnOf(name: string): string {
  return account.roles.find((role) => role.name === name)?.roleArn ?? '';
}
