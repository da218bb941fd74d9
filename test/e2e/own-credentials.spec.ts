import { expect } from '@playwright/test';
import { showcaseCredentials, STRICT_POLICY } from '#test/fakes/showcase-credentials.ts';
import { keysShowcase } from '#test/fakes/showcase.ts';
import { axeFindingsInBothSchemes, test } from './fake-window.ts';
import { ownCredentialsOf } from './views/own-credentials.ts';
import { windowOf } from './views/window.ts';

const now = () => Date.now();
const withCredentials = () => ({
  ...keysShowcase(now()),
  ownCredentials: showcaseCredentials(now()),
  passwordPolicy: STRICT_POLICY,
});
const SSH_KEY = 'APKAEIBAERJR2EXAMPLE';
const GOOD = 'Correct-Horse-7-Battery';

test('what a user has besides keys is listed with age and status when it is asked for', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(withCredentials());
  const own = ownCredentialsOf(page);
  const asked = () => main.calls.filter(({ procedure }) => procedure === 'account.credentials');
  expect(asked()).toHaveLength(0);
  await own.openList('dana');
  await expect(own.credential(SSH_KEY)).toContainText('active');
  await expect(own.credential(SSH_KEY)).toContainText('15 days old');
  await expect(own.credential('ACCA12345678902EXAMPLE')).toContainText('expired');
  await expect(own.credential('ACCA12345678902EXAMPLE')).toContainText('bedrock.amazonaws.com');
  await expect(own.credential('shop.example.com')).toContainText('200 days old · ends');
  expect(asked()).toHaveLength(1);
});

test('what the user may not list is said, beside what there is', async ({ openFakeWindow }) => {
  const { page } = await openFakeWindow({
    ...withCredentials(),
    ownCredentials: [],
    credentialsNotTold: ['server-certificate'],
  });
  const own = ownCredentialsOf(page);
  await own.openList('dana');
  await expect(own.kind('SSH public keys')).toContainText('None.');
  await expect(own.kind('Server certificates of the account')).toContainText(
    'AWS does not let this user list them.',
  );
});

test('an SSH key is made inactive, then deleted, once it was said what breaks', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(withCredentials());
  const own = ownCredentialsOf(page);
  await own.openList('dana');
  await own.change(SSH_KEY, 'Delete…');
  await expect(own.question).toContainText('Git over SSH with CodeCommit');
  await expect(own.question).toContainText('deactivate it first');
  await expect(own.question.getByRole('button', { name: 'Delete' })).toBeDisabled();
  await own.question.getByRole('button', { name: 'Cancel' }).click();

  await own.change(SSH_KEY, 'Deactivate…');
  await own.question.getByRole('button', { name: 'Deactivate' }).click();
  await expect(own.credential(SSH_KEY)).toContainText('inactive');
  await own.change(SSH_KEY, 'Delete…');
  await own.question.getByRole('button', { name: 'Delete' }).click();
  await expect(windowOf(page).news(`${SSH_KEY} is deleted`)).toBeVisible();
  await expect(own.kind('SSH public keys')).toBeVisible();
  await expect(own.credential(SSH_KEY)).toHaveCount(0);
  expect(main.calls.findLast(({ procedure }) => procedure === 'account.delete')?.input).toEqual({
    identity: 'dana',
    kind: 'ssh-public-key',
    id: SSH_KEY,
  });
});

test('a certificate that is in use stays, and AWS’s reason is told', async ({ openFakeWindow }) => {
  const { page, main } = await openFakeWindow(withCredentials());
  const own = ownCredentialsOf(page);
  await own.openList('dana');
  main.failNext('account.delete', {
    code: 'aws/delete-conflict',
    facts: { thing: 'server-certificate', name: 'shop.example.com' },
  });
  await own.change('shop.example.com', 'Delete…');
  await own.question.getByText('Delete it although this stops working').click();
  await own.question.getByRole('button', { name: 'Delete' }).click();
  await expect(own.question.getByRole('alert')).toContainText('is still in use');
});

test('the rules for a password are shown before, and ticked off as one types', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(withCredentials());
  const own = ownCredentialsOf(page);
  await own.openPassword('dana');
  await expect(own.dialog).toContainText('The last 5 cannot come again.');
  await expect(own.rule('14 to 128 characters')).toContainText('not yet:');
  await own.typePasswords({ old: 'Old-Password-11', fresh: 'short' });
  await expect(own.rule('a small letter')).toContainText('kept:');
  await expect(own.rule('14 to 128 characters')).toContainText('not yet:');
  await own.submit.click();
  await expect(own.dialog.getByText('It does not keep all the rules.')).toBeVisible();
  await own.typePasswords({ fresh: GOOD, again: `${GOOD}.` });
  await expect(own.dialog.getByText('7 of 7 rules kept')).toBeVisible();
  await own.submit.click();
  await expect(own.dialog.getByText('The two are not the same.')).toBeVisible();
  expect(main.calls.filter(({ procedure }) => procedure === 'account.changePassword')).toEqual([]);

  await own.typePasswords({ again: GOOD });
  await own.submit.click();
  await expect(windowOf(page).news('The console password of dana is changed')).toBeVisible();
  await expect(own.dialog).toHaveCount(0);
  expect(
    main.calls.findLast(({ procedure }) => procedure === 'account.changePassword')?.input,
  ).toEqual({ identity: 'dana', oldPassword: 'Old-Password-11', newPassword: GOOD });
});

test('a password goes to AWS as it was typed, blanks at its ends too', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(withCredentials());
  const own = ownCredentialsOf(page);
  await own.openPassword('dana');
  const fresh = ` ${GOOD} `;
  await own.typePasswords({ old: ' old ', fresh, again: fresh });
  await own.submit.click();
  await expect(own.dialog).toHaveCount(0);
  expect(
    main.calls.findLast(({ procedure }) => procedure === 'account.changePassword')?.input,
  ).toMatchObject({ oldPassword: ' old ', newPassword: fresh });
});

test('what AWS refuses is told, and what was typed stays', async ({ openFakeWindow }) => {
  const { page, main } = await openFakeWindow({ ...withCredentials(), passwordPolicy: null });
  const own = ownCredentialsOf(page);
  await own.openPassword('dana');
  await expect(own.dialog).toContainText('AWS does not tell this user the account’s rules');
  main.failNext('account.changePassword', { code: 'aws/password-refused', facts: {} });
  await own.typePasswords({ old: 'Old-Password-11', fresh: GOOD, again: GOOD });
  await own.submit.click();
  await expect(own.dialog.getByRole('alert')).toContainText('breaks the account’s password policy');
  await own.submit.click();
  await expect(own.dialog).toHaveCount(0);
});

test('without a code of the device AWS tells nothing, so it is asked for first', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(withCredentials());
  main.askForCode('dana', 'arn:aws:iam::123456789012:mfa/dana-phone');
  const own = ownCredentialsOf(page);
  await own.openList('dana');
  const code = own.dialog.getByLabel('Code from dana-phone');
  await expect(code).toBeFocused();
  await code.fill('000000');
  await page.keyboard.press('Enter');
  await expect(own.dialog.getByText(/^AWS refused the MFA code/)).toBeVisible();
  await code.fill('123456');
  await page.keyboard.press('Enter');
  await expect(own.credential(SSH_KEY)).toBeVisible();
});

test('a root user, of whom IAM has neither, is offered neither', async ({ openFakeWindow }) => {
  const { page } = await openFakeWindow(withCredentials());
  await windowOf(page).goTo('Keys');
  await page.getByRole('button', { name: 'More for acme-root', exact: true }).click();
  await expect(page.getByRole('menuitem', { name: 'When it is due…' })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: 'Other credentials…' })).toHaveCount(0);
  await expect(page.getByRole('menuitem', { name: /password/ })).toHaveCount(0);
});

test('everything is reached and done by keyboard', async ({ openFakeWindow }) => {
  const { page } = await openFakeWindow(withCredentials());
  const own = ownCredentialsOf(page);
  await windowOf(page).goTo('Keys');
  await page.getByRole('button', { name: 'More for dana', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Change the console password…' }).waitFor();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(own.dialog.getByRole('textbox', { name: 'Old password' })).toBeFocused();
  await page.keyboard.type('Old-Password-11');
  await own.dialog.getByRole('textbox', { name: 'New password', exact: true }).focus();
  await page.keyboard.type(GOOD);
  await expect(own.dialog.getByText('7 of 7 rules kept')).toBeVisible();
  await own.dialog.getByRole('textbox', { name: 'New password again' }).focus();
  await page.keyboard.type(GOOD);
  await page.keyboard.press('Enter');
  await expect(windowOf(page).news('The console password of dana is changed')).toBeVisible();
});

test('axe finds nothing in the dialogs, light and dark', async ({ openFakeWindow }) => {
  test.slow();
  const { page } = await openFakeWindow(withCredentials());
  const own = ownCredentialsOf(page);
  const expectNothing = async () => expect(await axeFindingsInBothSchemes(page)).toEqual([]);
  await own.openList('dana');
  await own.credential(SSH_KEY).waitFor();
  await expectNothing();
  await own.change(SSH_KEY, 'Delete…');
  await own.question.waitFor();
  await expectNothing();
  await page.keyboard.press('Escape');
  await own.credential(SSH_KEY).waitFor();
  await page.keyboard.press('Escape');
  await own.openPassword('dana');
  await own.typePasswords({ old: 'old', fresh: 'Half-good', again: 'x' });
  await own.submit.click();
  await expectNothing();
});
