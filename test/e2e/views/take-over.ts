import type { Locator, Page } from '@playwright/test';
import { formsOf, type EndpointInput } from './forms.ts';

/** The way of keys and roles out of the AWS files, in a dialog or in the first run. */
export function takeOverOf(page: Page) {
  const button = (name: string | RegExp) => page.getByRole('button', { name });
  return {
    part: (title: string): Locator => page.getByRole('region', { name: title }),
    /** The checkbox of a target to be. */
    target(part: 'Become IAM users' | 'Become roles', name: string): Locator {
      return page
        .getByRole('region', { name: part })
        .getByRole('checkbox', { name: new RegExp(`^${name} `) });
    },
    async toggle(part: 'Become IAM users' | 'Become roles', name: string): Promise<void> {
      await page
        .getByRole('region', { name: part })
        .getByText(name, { exact: true })
        .first()
        .click();
    },
    async useEndpoint(endpoint: EndpointInput): Promise<void> {
      await formsOf(page).addEndpoint(endpoint);
    },
    async chooseCsv(text: string): Promise<void> {
      await page.locator('input[type=file]').setInputFiles({
        name: 'accessKeys.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(text),
      });
    },
    async showChanges(): Promise<void> {
      await button('Show the changes').click();
    },
    changesOf: (path: string | RegExp): Locator =>
      page.getByRole('figure').filter({ hasText: path }),
    async apply(): Promise<void> {
      await button(/^(Lock away|Take over)/).click();
    },
    undo: button('Undo…'),
    async putBack(): Promise<void> {
      await button('Put back').click();
    },
    async finish(): Promise<void> {
      await page.getByRole('button', { name: 'Done', exact: true }).click();
    },
  };
}
