import { expect } from '@playwright/test';
import { crowd, firstRun, showcase } from '#test/fakes/showcase.ts';
import { axeFindings, axeFindingsInBothSchemes, test } from './fake-window.ts';
import { firstRunOf } from './views/first-run.ts';
import { switchOf } from './views/switch.ts';
import { takeOverOf } from './views/take-over.ts';

const CSV_SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

test('first run: what is in the AWS files is shown, every line of it, then taken over', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(firstRun());
  const takeOver = takeOverOf(page);
  await firstRunOf(page).door('Use what is in my AWS files').click();
  await firstRunOf(page).useKeychain();

  await expect(takeOver.part('Keys in plain text')).toContainText('dana, account 123456789012');
  await expect(takeOver.part('Keys in plain text')).toContainText('In default, work');
  await expect(takeOver.target('Become roles', 'prod-audit')).toBeChecked();
  await expect(takeOver.part('Stay as they are')).toContainText('IAM Identity Center');
  await takeOver.showChanges();
  await expect(takeOver.changesOf('.aws/credentials')).toContainText('aws_secret_access_key = ••');
  expect(main.calls.some(({ procedure }) => procedure === 'import.apply')).toBe(false);

  await takeOver.apply();
  await expect(page.getByText('One key rests in the vault now.')).toBeVisible();
  await takeOver.finish();
  await expect(switchOf(page).row('prod-audit')).toBeVisible();
  const applied = main.calls.findLast(({ procedure }) => procedure === 'import.apply');
  expect(applied?.input).toMatchObject({ token: expect.any(String), switchAfterwards: true });
});

test('what is left out stays, and so does what is assumed from it', async ({ openFakeWindow }) => {
  const { page, main } = await openFakeWindow(showcase(Date.now()));
  const takeOver = takeOverOf(page);
  await switchOf(page).openAdd('From my AWS files…');
  await takeOver.toggle('Become roles', 'prod');
  await expect(takeOver.target('Become roles', 'prod-audit')).not.toBeChecked();
  await expect(takeOver.target('Become roles', 'prod-audit')).toBeDisabled();
  await expect(page.getByText('Its source prod is not chosen')).toBeVisible();
  await takeOver.toggle('Become IAM users', 'work');
  await takeOver.showChanges();
  await expect(page.getByRole('button', { name: 'Lock away one key' })).toBeVisible();
  await takeOver.apply();
  await takeOver.finish();
  const applied = main.calls.findLast(({ procedure }) => procedure === 'import.apply');
  expect(applied?.input).toMatchObject({ profiles: ['default'] });
});

test('a key that AWS did not confirm is taken over only when told so', async ({
  openFakeWindow,
}) => {
  const { page } = await openFakeWindow(showcase(Date.now()));
  const takeOver = takeOverOf(page);
  await switchOf(page).openAdd('From my AWS files…');
  await expect(takeOver.part('Stay as they are')).toContainText('AWS did not confirm this key');
  await page.getByText('Take over keys too that AWS did not confirm').click();
  await expect(takeOver.target('Become IAM users', 'old-project')).toBeChecked();
});

test('it is undone as one, with the lines that come back shown first', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(showcase(Date.now()));
  const takeOver = takeOverOf(page);
  await switchOf(page).openAdd('From my AWS files…');
  await takeOver.showChanges();
  await takeOver.apply();
  await takeOver.undo.click();
  await expect(takeOver.changesOf('.aws/credentials')).toContainText('[default]');
  await takeOver.putBack();
  await expect(page.getByText('Your files are as they were')).toBeVisible();
  const undone = main.calls.filter(({ procedure }) => procedure === 'profiles.undo');
  expect(undone.map(({ input }) => input)).toContainEqual({ backup: expect.any(String) });
});

test('when the files change in between, nothing is done and one looks again', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(showcase(Date.now()));
  const takeOver = takeOverOf(page);
  await switchOf(page).openAdd('From my AWS files…');
  await takeOver.showChanges();
  main.failNext('import.apply', { code: 'import/changed', facts: {} });
  await takeOver.apply();
  const again = page.getByRole('alert').getByRole('button', { name: 'Look again' });
  await again.click();
  await expect(takeOver.part('Become IAM users')).toBeVisible();
  await takeOver.showChanges();
  await takeOver.apply();
  await expect(page.getByText('One key rests in the vault now.')).toBeVisible();
});

test('the console’s CSV is read, its secret is kept nowhere in the page, and what remains is said', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(showcase(Date.now()));
  const takeOver = takeOverOf(page);
  await switchOf(page).openAdd('From my AWS files…');
  await takeOver.chooseCsv(`Access key ID,Secret access key\nAKIAIOSFODNN7EXACSV7,${CSV_SECRET}\n`);
  await expect(takeOver.part('Keys in plain text')).toContainText('kim, account 123456789012');
  expect(await page.content()).not.toContain(CSV_SECRET);
  await takeOver.showChanges();
  await expect(page.getByText('No file changes.')).toBeVisible();
  await takeOver.apply();
  await expect(page.getByText(/delete it when this is done/)).toBeVisible();
  await expect(takeOver.undo).toBeHidden();
  const applied = main.calls.findLast(({ procedure }) => procedure === 'import.apply');
  expect(applied?.input).toMatchObject({ csv: expect.stringContaining(CSV_SECRET) });
});

test('while AWS is asked it is said how far that is; it can be cancelled, and nothing is changed', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(showcase(Date.now()));
  const takeOver = takeOverOf(page);
  main.holdAws();
  await switchOf(page).openAdd('From my AWS files…');
  await expect(page.getByText('3 of 12')).toBeVisible();
  await expect.poll(() => main.waitingForAws()).toBe(1);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect.poll(() => main.waitingForAws()).toBe(0);

  main.releaseAws();
  await switchOf(page).openAdd('From my AWS files…');
  await takeOver.showChanges();
  await expect(page.getByRole('button', { name: /^Lock away/ })).toBeVisible();
  main.holdAws();
  await takeOver.apply();
  await expect(page.getByText('Nothing is changed while AWS is asked.')).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('Cancelled. Nothing was changed.')).toBeVisible();
  main.releaseAws();
  await takeOver.apply();
  await expect(page.getByText('One key rests in the vault now.')).toBeVisible();
});

test('by keyboard alone: leave one out, look, apply', async ({ openFakeWindow }) => {
  const { page, main } = await openFakeWindow(showcase(Date.now()));
  const takeOver = takeOverOf(page);
  await switchOf(page).openAdd('From my AWS files…');
  await takeOver.target('Become IAM users', 'work').focus();
  await page.keyboard.press('Space');
  await expect(takeOver.target('Become IAM users', 'work')).not.toBeChecked();
  await page.getByRole('button', { name: 'Show the changes' }).focus();
  await page.keyboard.press('Enter');
  const heading = page.getByRole('heading', { name: 'Use what is in your AWS files' });
  await expect(heading).toBeFocused();
  // The window goes to the back, and comes to the front again.
  await heading.dispatchEvent('blur');
  await expect(heading).toBeFocused();
  expect(await heading.getAttribute('tabindex')).toBe('-1');
  await page.getByRole('button', { name: /^Lock away/ }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('One key rests in the vault now.')).toBeVisible();
  const applied = main.calls.findLast(({ procedure }) => procedure === 'import.apply');
  expect(applied?.input).toMatchObject({ profiles: ['default', 'prod', 'prod-audit'] });
});

test('5,000 role profiles are there at once, and one of them is found', async ({
  openFakeWindow,
}) => {
  const { page } = await openFakeWindow(crowd(Date.now(), 200, 5));
  const takeOver = takeOverOf(page);
  await switchOf(page).openAdd('From my AWS files…');
  const roles = takeOver.part('Become roles');
  await expect(roles.getByRole('checkbox')).toHaveCount(50);
  await roles.getByRole('button', { name: 'None under “Become roles”' }).click();
  await roles.getByRole('textbox', { name: 'Filter' }).fill('team-4321');
  await takeOver.toggle('Become roles', 'team-4321');
  await takeOver.showChanges();
  await expect(
    page.getByRole('button', { name: 'Lock away one key and take over one role' }),
  ).toBeVisible();
});

test('axe finds nothing in any step, light and dark', async ({ openFakeWindow }) => {
  test.slow();
  const { page } = await openFakeWindow(showcase(Date.now()));
  const takeOver = takeOverOf(page);
  await switchOf(page).openAdd('From my AWS files…');
  await takeOver.part('Stay as they are').waitFor();
  expect(await axeFindingsInBothSchemes(page)).toEqual([]);
  await takeOver.showChanges();
  expect(await axeFindingsInBothSchemes(page)).toEqual([]);
});
