import { expect } from '@playwright/test';
import type { FakeMain } from '#test/fakes/fake-main.ts';
import { crowd, showcase } from '#test/fakes/showcase.ts';
import { axeFindings, axeFindingsInBothSchemes, test } from './fake-window.ts';
import { settingsOf } from './views/settings.ts';
import { switchOf } from './views/switch.ts';
import { windowOf } from './views/window.ts';

test('both files are there with their state, and each oddity with its line and one sentence', async ({
  openFakeWindow,
}) => {
  const { page } = await openFakeWindow(showcase(Date.now()));
  const settings = settingsOf(page);
  await settings.open();
  await expect(settings.file('Credentials file')).toContainText('/home/dana/.aws/credentials');
  await expect(settings.file('Config file')).toContainText('not written to');
  await expect(settings.lint('Other users may look into the file (mode 0644).')).toBeVisible();
  await expect(settings.lint('config, line 20')).toContainText('Mend it by hand');
  await expect(settings.owned('staging-readonly')).toContainText('changed elsewhere');
  await expect(settings.owned('ml-staging')).toContainText('removed elsewhere');
});

test('a fix is shown before it is done, and is gone from the list afterwards', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(showcase(Date.now()));
  const settings = settingsOf(page);
  await settings.open();
  await settings.showFix('config, line 12');
  const dialog = windowOf(page).dialog('Mend the file');
  await expect(dialog.getByRole('figure')).toContainText('region = eu-west-1');
  expect(main.calls.some(({ procedure }) => procedure === 'profiles.fixLint')).toBe(false);
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(settings.lint('config, line 12')).toHaveCount(0);
  await expect(settings.file('Config file')).not.toContainText('not written to');
  expect(main.calls.findLast(({ procedure }) => procedure === 'profiles.fixLint')?.input).toEqual({
    id: 'config:duplicate-key:12',
    hash: 'duplicate',
  });
});

test('a backup is put back after a look at what changes', async ({ openFakeWindow }) => {
  const { page, main } = await openFakeWindow(showcase(Date.now()));
  const settings = settingsOf(page);
  await settings.open();
  await settings.putBack('switch prod-readonly');
  const dialog = windowOf(page).dialog('Put the files back');
  await expect(dialog.getByRole('figure')).toContainText('[prod-readonly]');
  await dialog.getByRole('button', { name: 'Put back', exact: true }).click();
  await expect(settings.backup('Before “undo”')).toBeVisible();
  expect(undosOf(main)).toEqual([{ backup: 'b4' }]);
});

test('putting back what somebody else has changed since says so and has to be insisted on', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(showcase(Date.now()));
  const settings = settingsOf(page);
  await settings.open();
  await settings.putBack('lock away 2 keys');
  const dialog = windowOf(page).dialog('Put the files back');
  await expect(dialog.getByText('Somebody else has changed the file since')).toBeVisible();
  await dialog.getByRole('button', { name: 'Put back all the same' }).click();
  await expect(dialog).toBeHidden();
  expect(undosOf(main)).toEqual([{ backup: 'b3', insist: true }]);
});

test('the exact lines that switching would write are shown, and nothing is written', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(showcase(Date.now()));
  const settings = settingsOf(page);
  await settings.open();
  await settings.showWhatSwitchingWouldChange('prod-billing');
  const dialog = windowOf(page).dialog('What switching to prod-billing would change');
  await expect(dialog.getByRole('figure')).toContainText('[prod-billing]');
  expect(main.calls.some(({ procedure }) => procedure === 'targets.switch')).toBe(false);
});

test('a section of ours that somebody changed is shown, and replaced only when told so', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(showcase(Date.now()));
  const view = switchOf(page);
  await view.filter.fill('staging-readonly');
  const failure = windowOf(page).failure(/changed the profile/);
  await failure.getByRole('button', { name: 'Show the difference' }).click();
  const dialog = windowOf(page).dialog('Somebody else changed the profile staging-readonly');
  await expect(dialog.getByRole('figure')).toContainText('for the nightly job');
  await dialog.getByRole('button', { name: 'Leave it as it is' }).click();
  await expect(dialog).toBeHidden();
  expect(main.calls.some(({ procedure }) => procedure === 'targets.switch')).toBe(false);

  await failure.getByRole('button', { name: 'Show the difference' }).click();
  await dialog.getByRole('button', { name: 'Replace the section' }).click();
  await expect(view.active('staging-readonly')).toBeVisible();
  expect(main.calls.findLast(({ procedure }) => procedure === 'targets.switch')?.input).toEqual({
    target: 'staging-readonly',
    replaceChanged: true,
  });
});

test('a section that somebody changed leads to another profile name too', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(showcase(Date.now()));
  await switchOf(page).filter.fill('staging-readonly');
  await windowOf(page)
    .failure(/changed the profile/)
    .getByRole('button', { name: 'Show the difference' })
    .click();
  await page.getByRole('button', { name: 'Choose another name…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Change profile' }).click();
  await expect(dialog).toHaveCount(0);
  expect(main.calls.findLast(({ procedure }) => procedure === 'targets.setProfile')?.input).toEqual(
    { target: 'staging-readonly', profile: 'staging-readonly-latchkey' },
  );
});

test('a file that somebody emptied is offered back over every view', async ({ openFakeWindow }) => {
  const { page, main } = await openFakeWindow(showcase(Date.now()));
  await switchOf(page).row('dana').waitFor();
  const { awsFiles } = main.snapshot();
  main.change({
    awsFiles: awsFiles.map((file) =>
      file.kind === 'credentials' ? { ...file, restorable: { backup: 'b4' } } : file,
    ),
  });
  await page.getByRole('button', { name: 'Look and put back' }).click();
  await windowOf(page)
    .dialog('Put the files back')
    .getByRole('button', { name: 'Put back', exact: true })
    .click();
  await expect(page.getByRole('button', { name: 'Look and put back' })).toHaveCount(0);
});

test('empty states say what would be there', async ({ openFakeWindow }) => {
  const { page } = await openFakeWindow({
    ...showcase(Date.now()),
    lints: [],
    backups: [],
    profileDiffs: {},
  });
  await settingsOf(page).open();
  await expect(page.getByText(/Every AWS tool reads both files alike/)).toBeVisible();
  await expect(page.getByText(/^None at the moment/)).toBeVisible();
  await expect(page.getByText('Nothing has changed since the newest backup.')).toBeVisible();
  await expect(page.getByText('Latchkey has not changed your AWS files yet.')).toBeVisible();
});

test('with thousands of oddities and profiles only the first are drawn, and more on demand', async ({
  openFakeWindow,
}) => {
  const { page } = await openFakeWindow(crowd(Date.now(), 200, 5));
  const settings = settingsOf(page);
  await settings.open();
  await expect(settings.lint(/./)).toHaveCount(50);
  await page.getByRole('button', { name: 'Show 500 more' }).first().click();
  await expect(settings.lint(/./)).toHaveCount(550);
});

test('axe finds nothing in the view and its dialogs, light and dark', async ({
  openFakeWindow,
}) => {
  test.slow();
  const { page } = await openFakeWindow(showcase(Date.now()));
  const settings = settingsOf(page);
  await settings.open();
  await settings.lint(/./).first().waitFor();
  expect(await axeFindingsInBothSchemes(page)).toEqual([]);
  await settings.showFix('config, line 12');
  await page.getByRole('figure').waitFor();
  expect(await axeFindingsInBothSchemes(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await settings.putBack('lock away 2 keys');
  await page.getByRole('button', { name: 'Put back all the same' }).waitFor();
  expect(await axeFindingsInBothSchemes(page)).toEqual([]);
});

/** Those that were meant, without the looks before. */
function undosOf(main: FakeMain): readonly unknown[] {
  return main.calls
    .filter(({ procedure }) => procedure === 'profiles.undo')
    .map(({ input }) => input as { readonly preview?: boolean })
    .filter(({ preview }) => preview !== true);
}

test('when Latchkey locks itself is chosen in the settings, and each choice stands at once', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow({
    ...showcase(Date.now()),
    app: { surface: 'desktop' },
  });
  await settingsOf(page).open();
  const withComputer = page.getByRole('checkbox', { name: /^Lock with the computer/ });
  const keeps = page.getByRole('checkbox', { name: /^Keep running sessions going/ });
  const idle = page.getByRole('button', { name: /Lock when idle/ });
  await expect(withComputer).toBeChecked();
  await page.getByText('Lock with the computer').click();
  await expect(withComputer).not.toBeChecked();
  await page.getByText('Keep running sessions going').click();
  await expect(keeps).not.toBeChecked();
  await idle.click();
  await page.getByRole('option', { name: 'After 15 min' }).click();
  await expect(idle).toContainText('After 15 min');
  expect(main.snapshot().settings.lock).toEqual({
    withComputer: false,
    afterIdleMinutes: 15,
    keepsSessions: false,
  });
  expect(await axeFindings(page)).toEqual([]);
});

test('a window that says nothing of the computer offers no locking with it', async ({
  openFakeWindow,
}) => {
  const { page } = await openFakeWindow(showcase(Date.now()));
  await settingsOf(page).open();
  await expect(page.getByRole('checkbox', { name: /^Keep running/ })).toBeVisible();
  await expect(page.getByRole('checkbox', { name: /^Lock with the computer/ })).toHaveCount(0);
});
