import type { Locator, Page } from '@playwright/test';

/** A picture of a view by its title: what it says, its bars or lanes, and the table behind it. */
export function pictureOf(page: Page, title: string) {
  const whole = page.getByRole('figure', { name: title });
  return {
    whole,
    /** The bars or lanes that are not folded away. */
    lanes: whole.getByRole('list', { name: title }).getByRole('button'),
    lane: (name: string | RegExp): Locator =>
      whole.getByRole('list', { name: title }).getByRole('button', { name }),
    toTable: whole.getByRole('button', { name: `Show as a table: ${title}` }),
    table: whole.getByRole('table', { name: title }),
  };
}
