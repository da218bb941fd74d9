import type { Locator, Page } from '@playwright/test';

/** The cards of the MFA devices. */
export function mfaOf(page: Page) {
  const card = (identity: string): Locator =>
    page
      .getByRole('listitem')
      .filter({ has: page.getByRole('heading', { name: identity, exact: true }) });
  return {
    card,
    /** The six digits that the card shows. */
    async code(identity: string): Promise<string> {
      const label = await card(identity).getByRole('img').first().getAttribute('aria-label');
      return (label ?? '').replaceAll(' ', '');
    },
    async copy(identity: string): Promise<void> {
      await card(identity)
        .getByRole('button', { name: `Copy the code of ${identity}` })
        .click();
    },
  };
}
