import type { Page } from '@playwright/test';
import type { FakeMain, FakeMainState } from '../test/fakes/fake-main.ts';

/** A screen or state of the window that `photograph-window.ts` takes. */
export interface Scene {
  readonly name: string;
  readonly state: () => FakeMainState;
  /** Brings the page to what is to be seen. */
  readonly act?: (page: Page, main: FakeMain) => Promise<void>;
}

export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
export const menuItem = (page: Page, name: string) => page.getByRole('menuitem', { name });
