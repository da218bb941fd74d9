import type { Locator, Page } from '@playwright/test';
import { showcase } from '#test/fakes/showcase.ts';
import type { FakeMain, FakeMainState } from '#test/fakes/fake-main.ts';

/** A screen or state of the window to photograph. */
export interface Scene extends Sight {
  readonly state: () => FakeMainState;
  /** What a person does next and sees then, one after the other: it need not be set up again. */
  readonly next?: readonly Sight[];
}

/** What is photographed. */
export interface Sight {
  /** Of its pictures, too: one name for one sight. */
  readonly name: string;
  /** Brings the page to what is to be seen, and waits until it is. */
  readonly act?: (page: Page, main: FakeMain) => Promise<void>;
  /** Scrolls to it, in each size. */
  readonly look?: (page: Page) => Promise<void>;
}

/** Each opens a dialog, which is closed again for the next: it need not be set up again. */
export function dialogs(
  state: Scene['state'],
  [first, ...others]: readonly [Sight, ...Sight[]],
): Scene {
  return {
    ...first,
    state,
    next: others.map((sight) => ({
      ...sight,
      act: async (page, main) => {
        const dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'));
        await dialog.getByRole('button', { name: 'Close', exact: true }).first().click();
        await dialog.waitFor({ state: 'detached' });
        await sight.act?.(page, main);
      },
    })),
  };
}

/** The moment of every scene, for main and window: no picture knows of another day. */
export const NOW = Date.parse('2026-11-28T10:00:00Z');

export const showcaseNow = (): FakeMainState => showcase(NOW);
export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
/** What adds targets. */
export const addButton = (page: Page) => page.getByRole('button', { name: 'Add', exact: true });
export const menuItem = (page: Page, name: string) => page.getByRole('menuitem', { name });
export const row = (page: Page, name: string) =>
  page.getByRole('row', { name: new RegExp(`^${name},`) });

export async function openView(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name }).click();
}

export async function bringToTop(what: Locator): Promise<void> {
  await what.evaluate((element) => {
    element.scrollIntoView();
    // What nobody can scroll was scrolled, too.
    for (let box = element.parentElement; box !== null; box = box.parentElement)
      if (!['auto', 'scroll'].includes(getComputedStyle(box).overflowY)) box.scrollTop = 0;
  });
}
