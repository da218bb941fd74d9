import { expect } from '@playwright/test';
import { crowd, showcase } from '#test/fakes/showcase.ts';
import { axeFindings, axeFindingsInBothSchemes, test } from './fake-window.ts';
import { switchOf } from './views/switch.ts';
import { windowOf } from './views/window.ts';

test('by keyboard alone: find a role, switch to it, read about it, stop it', async ({
  openFakeWindow,
}) => {
  const { page } = await openFakeWindow(showcase(Date.now()));
  const view = switchOf(page);
  await view.row('dana').waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('billing 5678');
  await expect(view.row('prod-billing')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(view.active('prod-billing')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(view.row('prod-billing')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(view.active('prod-billing')).toBeHidden();
  await page.keyboard.press('/');
  await expect(view.filter).toBeFocused();
});

test('Enter on a row switches to it, arrows and End move through the list', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(showcase(Date.now()));
  const view = switchOf(page);
  await view.select('ci-reports');
  await page.keyboard.press('Enter');
  await expect(view.active('ci-reports')).toBeVisible();
  await expect(view.panel.getByRole('status')).toHaveText('ci-reports: active');
  await page.keyboard.press('End');
  await expect(page.getByRole('row').last()).toBeFocused();
  await page.keyboard.press('Home');
  await expect(page.getByRole('row').first()).toBeFocused();
  expect(main.calls.filter(({ procedure }) => procedure === 'targets.switch')).toHaveLength(1);
});

test('what is pinned is first, in every window, until it is let go', async ({ openFakeWindow }) => {
  const { page, openAnother } = await openFakeWindow(showcase(Date.now()));
  const view = switchOf(page);
  await view.openMenu('prod-billing', 'Pin');
  await expect.poll(() => view.firstRows(1)).toEqual(['prod-billing']);
  await view.select('ci-reports');
  await view.panel.getByRole('button', { name: 'Pin ci-reports' }).click();
  await expect.poll(() => view.firstRows(2)).toEqual(['prod-billing', 'ci-reports']);
  await expect(view.row('ci-reports')).toHaveAttribute('aria-label', /, pinned$/);

  const other = switchOf(await openAnother());
  await expect.poll(() => other.firstRows(2)).toEqual(['prod-billing', 'ci-reports']);
  await other.openMenu('prod-billing', 'Unpin');
  await expect.poll(() => view.firstRows(1)).toEqual(['ci-reports']);
});

test('a pin that cannot be kept says why, with what was to be pinned', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(showcase(Date.now()));
  main.failNext('habits.pin', {
    code: 'state/newer',
    facts: { path: '/x/habits.json', version: 9, supported: 1 },
  });
  await switchOf(page).openMenu('ci-reports', 'Pin');
  await expect(windowOf(page).failure(/newer/)).toBeVisible();
});

test('the filter forgives: abbreviations, what one uses first, and shows what it means', async ({
  openFakeWindow,
}) => {
  const { page } = await openFakeWindow({
    ...showcase(Date.now()),
    habits: { uses: [{ item: 'target:staging-readonly', heat: 5 }] },
  });
  const view = switchOf(page);
  await view.filter.fill('ro');
  await expect.poll(() => view.firstRows(1)).toEqual(['staging-readonly']);
  await view.filter.fill('mlsta');
  await expect.poll(() => view.firstRows(2)).toEqual(['ml-staging']);
  await view.filter.fill('7890-1234-5678');
  await expect.poll(() => view.firstRows(2)).toEqual(['ml-staging']);
  await view.filter.fill('arn:aws:iam::567890123456:role/Bill');
  await expect.poll(() => view.firstRows(2)).toEqual(['prod-billing']);
});

test('a row that is found stays where it is when one switches to it', async ({
  openFakeWindow,
}) => {
  const { page } = await openFakeWindow(showcase(Date.now()));
  const view = switchOf(page);
  await view.filter.fill('prod');
  // The list follows what is typed when it finds the time.
  await expect(view.row('logs-archive')).toHaveCount(0);
  const before = await view.firstRows(9);
  await view.switchTo('prod-billing');
  await expect(view.active('prod-billing')).toBeVisible();
  expect(await view.firstRows(9)).toEqual(before);
});

test('a row that becomes active stays under the pointer', async ({ openFakeWindow }) => {
  const { page } = await openFakeWindow(showcase(Date.now()));
  const view = switchOf(page);
  const before = await view.row('ml-staging').boundingBox();
  await view.switchTo('ml-staging');
  await expect(view.active('ml-staging')).toBeVisible();
  expect(await view.row('ml-staging').boundingBox()).toEqual(before);
});

test('a session that is too long offers the longest there is', async ({ openFakeWindow }) => {
  const { page, main } = await openFakeWindow(showcase(Date.now()));
  const view = switchOf(page);
  await view.select('prod-admin');
  await windowOf(page)
    .failure('This session would be too long')
    .getByRole('button', { name: 'Use 1 h' })
    .click();
  await expect(view.active('prod-admin')).toBeVisible();
  expect(main.calls.findLast(({ procedure }) => procedure === 'targets.switch')?.input).toEqual({
    target: 'prod-admin',
    durationSeconds: 3600,
  });
  await expect(windowOf(page).failure(/./)).toHaveCount(0);
});

test('a profile that is not ours leads to another name, never to overwriting', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(showcase(Date.now()));
  const view = switchOf(page);
  await view.select('logs-archive');
  const failure = windowOf(page).failure('The profile logs-archive is not Latchkey’s');
  await expect(failure.getByRole('button')).toHaveCount(1);
  await failure.getByRole('button', { name: 'Choose another name' }).click();
  const dialog = windowOf(page).dialog('Profile of logs-archive');
  await expect(dialog.getByRole('textbox', { name: 'Profile' })).toHaveValue(
    'logs-archive-latchkey',
  );
  await dialog.getByRole('button', { name: 'Change profile' }).click();
  await expect(dialog).toBeHidden();
  expect(main.calls.findLast(({ procedure }) => procedure === 'targets.setProfile')?.input).toEqual(
    {
      target: 'logs-archive',
      profile: 'logs-archive-latchkey',
    },
  );
});

test('a device without a seed is asked for its code where one switches, again after a wrong one', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(showcase(Date.now()));
  const view = switchOf(page);
  main.askForCode('dana-hardware', 'GAHT12345678');
  await view.switchTo('dana-hardware');
  await expect(view.panel.getByRole('textbox', { name: 'Code from GAHT12345678' })).toBeFocused();
  main.failNext('targets.switch', {
    code: 'mfa/code-refused',
    facts: { serial: 'GAHT12345678', generated: false },
  });
  await view.enterCode('000 000');
  await expect(windowOf(page).failure('AWS refused the MFA code')).toBeVisible();
  await view.enterCode('123456');
  await expect(view.active('dana-hardware')).toBeVisible();
});

test('a locked keychain is unlocked where it was in the way, and the switch goes on', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(showcase(Date.now()));
  const view = switchOf(page);
  main.failNext('targets.switch', { code: 'vault/locked', facts: { backend: 'keychain' } });
  await view.switchTo('prod-billing');
  await windowOf(page)
    .failure('The keychain is locked')
    .getByRole('button', { name: 'Unlock' })
    .click();
  await expect(view.active('prod-billing')).toBeVisible();
});

test('two windows stay in step', async ({ openFakeWindow }) => {
  const { page, openAnother } = await openFakeWindow(showcase(Date.now()));
  const other = await openAnother();
  await switchOf(other).row('prod-billing').waitFor();
  await switchOf(page).switchTo('prod-billing');
  await expect(switchOf(other).active('prod-billing')).toBeVisible();
});

test('a session that ended says so and how to begin a new one', async ({ openFakeWindow }) => {
  const { page, server } = await openFakeWindow(showcase(Date.now()));
  await switchOf(page).row('dana').waitFor();
  server.endSession();
  await expect(
    page.getByRole('heading', { name: 'This page has lost its connection' }),
  ).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
});

test('a main that went away leaves what is known on the screen and says that it is from before; once it is back, nothing is', async ({
  openFakeWindow,
}) => {
  const { page, main, server } = await openFakeWindow(showcase(Date.now()));
  const view = switchOf(page);
  await view.row('dana').waitFor();
  server.interrupt();
  const banner = page.getByText('Latchkey does not answer.');
  await expect(banner).toBeVisible();
  await expect(view.active('dana')).toBeVisible();
  main.change({
    targets: main
      .snapshot()
      .targets.filter(({ name }) => name === 'dana')
      .map((target) => ({ ...target, session: { state: 'none' } })),
  });
  await server.goOn();
  await expect(view.active('dana')).toBeHidden();
  await expect(banner).toBeHidden();
});

test('ten thousand roles: few exist in the page, all are found', async ({ openFakeWindow }) => {
  const { page } = await openFakeWindow(crowd(Date.now(), 2000, 5));
  const view = switchOf(page);
  await expect(page.getByText('10,001 targets')).toBeVisible();
  expect(await page.evaluate(() => document.querySelectorAll('*').length)).toBeLessThan(2500);
  await view.filter.fill('billing prod 1997');
  await expect(view.row('data-prod-1997-Billing')).toBeVisible();
  await view.filter.fill('');
  // The list follows what is typed when it finds the time: End goes to the end of what is there.
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '10001');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await expect(page.locator('[aria-rowindex="10001"]')).toBeFocused();
});

test('hostile names are text', async ({ openFakeWindow, complaints }) => {
  const state = showcase(Date.now());
  const hostile = '<img src=x onerror=alert(1)>';
  const targets = (state.targets ?? []).map((target) => ({
    ...target,
    accountAlias: hostile,
    principal: '"><script>alert(1)</script>',
  }));
  const { page } = await openFakeWindow({ ...state, targets });
  page.on('dialog', () => complaints.push('a name ran as a script'));
  await expect(switchOf(page).panel.getByText(hostile)).toBeVisible();
  await expect(page.locator('main img, main script')).toHaveCount(0);
});

test('axe finds nothing in the list, its menu and its failures, light and dark', async ({
  openFakeWindow,
}) => {
  // Axe looks at every state in turn.
  test.slow();
  const { page } = await openFakeWindow(showcase(Date.now()));
  const view = switchOf(page);
  for (const name of ['dana', 'prod-admin', 'dana-sandbox']) {
    await view.select(name);
    expect(await axeFindingsInBothSchemes(page)).toEqual([]);
  }
  await view.row('dana').getByRole('button', { name: 'More for dana' }).click();
  await page.getByRole('menu').waitFor();
  expect(await axeFindingsInBothSchemes(page)).toEqual([]);
});
