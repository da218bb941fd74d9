import type { Locator, Page } from '@playwright/test';

/** The list of targets and the side panel. */
export function switchOf(page: Page) {
  const panel = page.getByRole('region', { name: 'Details' });
  const row = (name: string) => page.getByRole('row', { name: new RegExp(`^${escaped(name)},`) });

  return {
    panel,
    row,
    /** The names of the first rows, from the top. */
    async firstRows(count: number): Promise<readonly string[]> {
      const labels = await page
        .getByRole('row')
        .evaluateAll((rows) => rows.map((one) => one.getAttribute('aria-label') ?? ''));
      return labels.slice(0, count).map((label) => label.split(',')[0] ?? '');
    },
    filter: page.getByRole('searchbox', { name: 'Filter' }),

    async openAdd(what: 'IAM user…' | 'Role…' | 'From my AWS files…'): Promise<void> {
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await page.getByRole('menuitem', { name: what }).click();
    },
    async select(name: string): Promise<void> {
      await row(name).getByRole('gridcell').first().click();
    },
    /** The one button of the row. */
    async switchTo(name: string): Promise<void> {
      await row(name)
        .getByRole('button', { name: `Switch to ${name}` })
        .click();
    },
    async stop(name: string): Promise<void> {
      await row(name)
        .getByRole('button', { name: `Stop ${name}` })
        .click();
    },
    /** The button that is there only while it is active. */
    active(name: string): Locator {
      return row(name).getByRole('button', { name: `Stop ${name}` });
    },
    async openMenu(name: string, action: string | RegExp): Promise<void> {
      await row(name)
        .getByRole('button', { name: `More for ${name}` })
        .click();
      await page.getByRole('menuitem', { name: action }).click();
    },
    /** The code that the side panel asks for. */
    async enterCode(code: string): Promise<void> {
      await panel.getByRole('textbox', { name: /^Code from/ }).fill(code);
      await panel.getByRole('button', { name: /^Switch to/ }).click();
    },
  };
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
