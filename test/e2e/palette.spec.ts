import { expect, type Page } from '@playwright/test';
import { crowd, showcase } from '#test/fakes/showcase.ts';
import { axeFindings, axeFindingsInBothSchemes, test } from './fake-window.ts';
import { paletteOf } from './views/palette.ts';
import { switchOf } from './views/switch.ts';
import { windowOf } from './views/window.ts';

test('by keyboard alone, from anywhere: find a role by an abbreviation and switch to it', async ({
  openFakeWindow,
}) => {
  const { page } = await openFakeWindow(showcase(Date.now()));
  const palette = paletteOf(page);
  await windowOf(page).goTo('Settings');
  // Fetched before anybody asks for it: letters that follow its key would be lost until it is there.
  await expect.poll(() => scriptsOf(page)).toContainEqual(expect.stringMatching(/palette-/));
  await palette.open();
  await expect(palette.field).toBeFocused();
  await page.keyboard.type('prdbill');
  await expect(palette.marked).toHaveText(/^prod-billing/);
  await page.keyboard.press('Enter');
  await expect(palette.dialog).toBeHidden();
  await expect(switchOf(page).active('prod-billing')).toBeVisible();
  await expect(switchOf(page).row('prod-billing')).toHaveAttribute('aria-selected', 'true');

  // What was used is offered first the next time.
  await palette.open();
  await expect(palette.heading('Recent')).toBeVisible();
  await expect(palette.marked).toHaveText(/^prod-billing\s*active/);
});

test('Enter means the first of what stands in the field, however it came there', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(showcase(Date.now()));
  const palette = paletteOf(page);
  await palette.open();
  await palette.field.fill('logs-archive');
  await palette.field.fill('ci-rep');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Enter');
  await expect
    .poll(() => main.calls.filter(({ procedure }) => procedure === 'targets.switch'))
    .toEqual([{ procedure: 'targets.switch', input: { target: 'ci-reports' } }]);
});

test('the arrows go through all that is found and around; Escape closes and gives the focus back', async ({
  openFakeWindow,
}) => {
  const { page } = await openFakeWindow(showcase(Date.now()));
  const palette = paletteOf(page);
  await switchOf(page).select('ci-reports');
  await palette.open();
  await page.keyboard.type('staging');
  const count = await palette.options.count();
  expect(count).toBeGreaterThan(2);
  await expect(palette.options.first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowUp');
  await expect(palette.options.last()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(palette.options.first()).toHaveAttribute('aria-selected', 'true');
  await expect(palette.field).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(palette.dialog).toBeHidden();
  await expect(switchOf(page).row('ci-reports')).toBeFocused();
});

test('an account shows its targets', async ({ openFakeWindow }) => {
  const { page } = await openFakeWindow(showcase(Date.now()));
  const palette = paletteOf(page);
  await palette.open();
  await page.keyboard.type('5678-9012-3456');
  await palette
    .heading('Accounts')
    .getByRole('option', { name: /acme-prod/ })
    .click();
  await expect(switchOf(page).filter).toHaveValue('567890123456');
  await expect
    .poll(() => switchOf(page).firstRows(9))
    .toEqual(['prod-readonly', 'prod-admin', 'prod-billing']);
});

test('there is more to do with a target: pin it, and back', async ({ openFakeWindow }) => {
  const { page } = await openFakeWindow(showcase(Date.now()));
  const palette = paletteOf(page);
  await palette.open();
  await page.keyboard.type('ml-staging');
  await page.keyboard.press('ArrowRight');
  await expect(palette.heading('ml-staging')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(palette.field).toHaveValue('ml-staging');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.type('pin');
  await page.keyboard.press('Enter');
  await expect(palette.dialog).toBeHidden();
  await expect.poll(() => switchOf(page).firstRows(1)).toEqual(['ml-staging']);
});

test('actions: go to a view, add a user, copy a code, rotate a key, stop everything', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(showcase(Date.now()));
  const palette = paletteOf(page);
  await palette.run('keys');
  await expect(page.getByRole('heading', { name: 'Keys', level: 1 })).toBeVisible();
  await palette.run('mfa code dana');
  await expect(windowOf(page).news(/code/i).first()).toBeVisible();
  expect(main.calls.some(({ procedure }) => procedure === 'mfa.copyCode')).toBe(true);
  await palette.run('stop all');
  await expect(windowOf(page).news('Stopped 3 sessions')).toBeVisible();
  await palette.run('rotate sandbox');
  await expect(windowOf(page).dialog(/Rotate/)).toBeVisible();
  // A dialog is answered first.
  await page.keyboard.press('Control+k');
  await expect(palette.dialog).toBeHidden();
  await page.keyboard.press('Escape');
  await palette.run('add iam user');
  await expect(windowOf(page).dialog('Add an IAM user')).toBeVisible();
});

test('what an action fails with is said where it was chosen', async ({ openFakeWindow }) => {
  const { page, main } = await openFakeWindow(showcase(Date.now()));
  const palette = paletteOf(page);
  await palette.open();
  main.failNext('targets.stopAll', { code: 'vault/locked', facts: { backend: 'keychain' } });
  await page.keyboard.type('stop all');
  await page.keyboard.press('Enter');
  await expect(palette.dialog.getByRole('alert')).toContainText('The keychain is locked');
  await expect(palette.field).toBeFocused();
});

test('locked, it finds the way to unlock and nothing else', async ({ openFakeWindow }) => {
  const { page } = await openFakeWindow({
    ...showcase(Date.now()),
    vault: { kind: 'file', state: 'unlocked', failure: null },
    passphrase: 'correct horse',
  });
  const palette = paletteOf(page);
  await switchOf(page).row('dana').waitFor();
  await palette.run('lock latchkey');
  await expect(palette.dialog).toBeHidden();
  const passphrase = page.getByLabel('Passphrase', { exact: true });
  await expect(passphrase).toBeFocused();

  await palette.open();
  await expect(palette.options).toHaveText(['Unlock Latchkey']);
  await page.keyboard.type('prod');
  await expect(palette.options).toHaveCount(0);
  await expect(palette.dialog.getByText('Latchkey is locked.')).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await palette.field.fill('');
  await page.keyboard.press('Enter');
  await expect(palette.dialog).toBeHidden();
  await expect(passphrase).toBeFocused();
});

test('hostile names are text', async ({ openFakeWindow, complaints }) => {
  const state = showcase(Date.now());
  const hostile = '<img src=x onerror=alert(1)>';
  const targets = (state.targets ?? []).map((target) => ({ ...target, accountAlias: hostile }));
  const { page } = await openFakeWindow({ ...state, targets });
  page.on('dialog', () => complaints.push('a name ran as a script'));
  const palette = paletteOf(page);
  await palette.open();
  await page.keyboard.type('onerror');
  await expect(palette.options.first()).toContainText(hostile);
  await expect(palette.dialog.locator('img, script')).toHaveCount(0);
});

test('ten thousand roles: the palette holds few and finds all', async ({ openFakeWindow }) => {
  const { page } = await openFakeWindow(crowd(Date.now(), 2000, 5));
  const palette = paletteOf(page);
  await expect(page.getByText('10,001 targets')).toBeVisible();
  await palette.open();
  await page.keyboard.type('billing prod 1997');
  await expect(palette.marked).toHaveText(/^data-prod-1997-Billing/);
  expect(await page.evaluate(() => document.querySelectorAll('*').length)).toBeLessThan(3000);
});

test('axe finds nothing in it, light and dark: at rest, found, nothing found, more', async ({
  openFakeWindow,
}) => {
  // Axe looks at every state in turn.
  test.slow();
  const { page } = await openFakeWindow({
    ...showcase(Date.now()),
    habits: { pinned: ['prod-billing'], uses: [{ item: 'target:prod-readonly', heat: 5 }] },
  });
  const palette = paletteOf(page);
  await switchOf(page).row('dana').waitFor();
  await palette.open();
  for (const text of ['', 'prod', 'nothing like that']) {
    await palette.field.fill(text);
    await expect(palette.dialog.getByRole('status')).toBeAttached();
    expect(await axeFindingsInBothSchemes(page)).toEqual([]);
  }
  await palette.field.fill('ml-staging');
  await page.keyboard.press('ArrowRight');
  await palette.heading('ml-staging').waitFor();
  expect(await axeFindingsInBothSchemes(page)).toEqual([]);
});

function scriptsOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
}
