import type { Page } from '@playwright/test';
import { photographScenes } from './photograph.ts';
import { addButton, dialogs, bringToTop, button, menuItem, row, showcaseNow } from './scene.ts';

async function openSessionOptions(page: Page): Promise<void> {
  await button(page, 'More for staging-deploy').first().click();
  await menuItem(page, 'Edit role…').click();
  await button(page, /^Tags and session policies/).click();
}

const lookAtTags = async (page: Page) => bringToTop(button(page, /^Tags and session policies/));

photographScenes([
  dialogs(showcaseNow, [
    {
      name: 'add-identity',
      act: async (page) => {
        await addButton(page).click();
        await menuItem(page, 'IAM user…').click();
      },
    },
    {
      name: 'add-identity-problems',
      act: async (page) => {
        await addButton(page).click();
        await menuItem(page, 'IAM user…').click();
        await page.getByRole('textbox', { name: 'Name' }).fill('dana bad');
        await page.getByRole('radio', { name: /^Latchkey makes/ }).check({ force: true });
        await button(page, 'More options').click();
        await button(page, 'Add IAM user').click();
      },
    },
    {
      name: 'add-identity-root',
      act: async (page) => {
        await addButton(page).click();
        await menuItem(page, 'IAM user…').click();
        await page.getByRole('textbox', { name: 'Name', exact: true }).fill('root');
        await page.getByRole('textbox', { name: 'Access key id' }).fill('AKIAIOSFODNN7EXAROOT');
        await page
          .getByLabel('Secret access key', { exact: true })
          .fill('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY');
        await button(page, 'Add IAM user').click();
        await page.getByRole('alert').waitFor();
      },
      look: async (page) => page.getByRole('alert').scrollIntoViewIfNeeded(),
    },
    {
      name: 'add-role',
      act: async (page) => {
        await addButton(page).click();
        await menuItem(page, 'Role…').click();
        await page.getByLabel('Role ARN').fill('arn:aws:iam::123456789012:rle/ReadOnly');
        await page.getByLabel('Role ARN').blur();
      },
    },
    {
      name: 'delivery-change',
      act: async (page) => {
        await row(page, 'prod-readonly').click();
        await button(page, 'Change profile…').click();
        await page.getByRole('radio', { name: /^Tools ask Latchkey/ }).waitFor();
      },
    },
    {
      name: 'delivery-add-role',
      act: async (page) => {
        await addButton(page).click();
        await menuItem(page, 'Role…').click();
        await button(page, 'More options').click();
      },
      look: async (page) => page.getByText('Tools ask Latchkey').scrollIntoViewIfNeeded(),
    },
    {
      name: 'edit-role',
      act: async (page) => {
        await button(page, 'More for prod-admin').first().click();
        await menuItem(page, 'Edit role…').click();
        await button(page, 'More options').click();
      },
    },
    {
      name: 'edit-role-options',
      act: openSessionOptions,
      look: lookAtTags,
    },
    {
      name: 'edit-role-options-end',
      act: openSessionOptions,
      look: async (page) =>
        page.getByRole('textbox', { name: /^Managed policies/ }).scrollIntoViewIfNeeded(),
    },
    {
      name: 'edit-role-options-problems',
      act: async (page) => {
        await openSessionOptions(page);
        await page.getByRole('textbox', { name: 'Key of tag 2' }).fill('Team');
        await page.getByRole('textbox', { name: /^Session policy/ }).fill('{\n  "Statement": [\n');
        await button(page, 'Save').click();
      },
      look: lookAtTags,
    },
    {
      name: 'set-profile',
      act: async (page) => {
        await row(page, 'logs-archive').click();
        await button(page, 'Choose another name').click();
      },
    },
  ]),
  {
    name: 'remove-target',
    state: showcaseNow,
    act: async (page) => {
      await button(page, 'More for ci-reports').first().click();
      await menuItem(page, 'Remove…').click();
    },
  },
]);
