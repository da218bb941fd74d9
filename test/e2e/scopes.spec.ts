import { expect, type Page } from '@playwright/test';
import { showcase } from '#test/fakes/showcase.ts';
import { axeFindingsInBothSchemes, test } from './fake-window.ts';
import { switchOf } from './views/switch.ts';
import { windowOf } from './views/window.ts';

const scopesOf = (page: Page) => {
  const list = switchOf(page).panel.getByRole('region', { name: 'Scopes' });
  return {
    list,
    add: list.getByRole('button', { name: 'Add a scope…' }),
    entry: (name: string) => list.getByRole('listitem').filter({ hasText: name }),
  };
};

test('by keyboard alone: a role gets a scope, whose mistakes are said beside their fields', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(showcase(Date.now()));
  await switchOf(page).select('prod-readonly');
  await scopesOf(page).add.focus();
  await page.keyboard.press('Enter');
  const dialog = windowOf(page).dialog('Add a scope to prod-readonly');
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.type('agent');
  await page.keyboard.press('Tab');
  await page.keyboard.type('{"Statement": [');
  await page.keyboard.press('Tab');
  await page.keyboard.type('ReadOnlyAccess');
  await dialog.getByRole('button', { name: 'Add scope' }).press('Enter');
  await expect(dialog.getByText(/is not valid JSON/)).toBeVisible();
  await expect(dialog.getByText(/looks like arn:aws:iam::aws:policy/)).toBeVisible();
  await dialog.getByRole('textbox', { name: /^Session policy/ }).fill('');
  await dialog
    .getByRole('textbox', { name: /^Managed policies/ })
    .fill('arn:aws:iam::aws:policy/ReadOnlyAccess');
  await dialog.getByRole('button', { name: 'Add scope' }).press('Enter');
  await expect(dialog).toBeHidden();
  const entry = scopesOf(page).entry('agent');
  await expect(entry).toContainText('ReadOnlyAccess · asks you each time');
  await expect(entry).toContainText('latchkey exec prod-readonly --scope agent -- …');
  expect(main.calls.findLast(({ procedure }) => procedure === 'roles.setScope')?.input).toEqual({
    role: 'prod-readonly',
    scope: {
      name: 'agent',
      tags: [],
      policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
      policy: null,
      durationSeconds: null,
      approval: 'each-time',
    },
  });
});

test('a scope is changed and removed, and its name is not taken twice', async ({
  openFakeWindow,
}) => {
  const { page, main } = await openFakeWindow(showcase(Date.now()));
  await switchOf(page).select('prod-admin');
  const scopes = scopesOf(page);
  await scopes.add.click();
  await page.getByRole('textbox', { name: 'Name' }).fill('logs');
  await page.getByRole('button', { name: 'Add scope' }).click();
  await expect(page.getByText('The role has a scope by that name.')).toBeVisible();
  await page.keyboard.press('Escape');

  await scopes.entry('logs').getByRole('button', { name: 'Edit scope logs…' }).click();
  const dialog = windowOf(page).dialog('Scope logs of prod-admin');
  await dialog.getByText('Ask me each time').click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(scopes.entry('logs')).toContainText('does not ask');
  expect(
    main.calls.findLast(({ procedure }) => procedure === 'roles.setScope')?.input,
  ).toMatchObject({
    scope: { name: 'logs', durationSeconds: 900, tags: [{ key: 'agent', value: 'yes' }] },
  });

  await scopes.entry('logs').getByRole('button', { name: 'Remove scope logs…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await expect(scopes.entry('logs')).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(scopes.entry('logs')).toContainText('does not ask');

  await scopes.entry('logs').getByRole('button', { name: 'Remove scope logs…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await expect(scopes.entry('logs')).toBeHidden();
  await page.keyboard.press('Control+z');
  await expect(scopes.entry('logs')).toContainText('does not ask');
});

test('axe finds nothing in scopes and their form, light and dark', async ({ openFakeWindow }) => {
  test.slow();
  const { page } = await openFakeWindow(showcase(Date.now()));
  const look = async () => expect(await axeFindingsInBothSchemes(page)).toEqual([]);
  await switchOf(page).select('prod-admin');
  await scopesOf(page).entry('logs').waitFor();
  await look();
  await scopesOf(page).entry('logs').getByRole('button', { name: /^Edit/ }).click();
  await windowOf(page)
    .dialog(/^Scope/)
    .waitFor();
  await look();
});
