import type { Page } from '@playwright/test';

export interface UserInput {
  readonly name: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly mfaSeed: string;
}

/** The forms that add things. */
export function formsView(page: Page) {
  return {
    async addEndpoint(name: string, url: string) {
      await page.getByRole('button', { name: 'More options' }).click();
      await page.getByRole('button', { name: 'Add an endpoint…' }).click();
      const dialog = page.getByRole('dialog', { name: 'Add an endpoint' });
      await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
      await dialog.getByRole('textbox', { name: 'STS address' }).fill(url);
      await dialog.getByRole('textbox', { name: 'IAM address' }).fill(url);
      await dialog.getByRole('button', { name: 'Add endpoint' }).click();
      await dialog.waitFor({ state: 'hidden' });
    },
    async fillUser(user: UserInput) {
      await page.getByRole('textbox', { name: 'Name', exact: true }).fill(user.name);
      await page.getByRole('textbox', { name: 'Access key id', exact: true }).fill(user.accessKeyId);
      await page.getByRole('textbox', { name: 'Secret access key', exact: true }).fill(user.secretAccessKey);
      await page.getByRole('radio', { name: /Latchkey makes the codes/ }).check({ force: true });
      await page.getByRole('textbox', { name: /^Seed/ }).fill(user.mfaSeed);
    },
    submitUser: () => page.getByRole('button', { name: 'Add IAM user' }).click(),
    async addRole(role: { readonly name: string; readonly roleArn: string }) {
      const dialog = page.getByRole('dialog', { name: 'Add a role' });
      await dialog.getByRole('textbox', { name: 'Role ARN', exact: true }).fill(role.roleArn);
      await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill(role.name);
      await dialog.getByRole('button', { name: 'Add role' }).click();
      await dialog.waitFor({ state: 'hidden' });
    },
  };
}
