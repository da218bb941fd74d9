import { expect, type Page } from '@playwright/test';
import { firstRun, keysShowcase, showcase } from '#test/fakes/showcase.ts';
import { test } from './fake-window.ts';
import { windowOf } from './views/window.ts';

/** What 1080 × 720 leaves at 200 %. */
const ZOOMED = { width: 540, height: 360 };

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first();

test('at 200 % every view is there, with everything that can be pressed or typed into', async ({
  openFakeWindow,
}) => {
  const { page } = await openFakeWindow(keysShowcase(Date.now()));
  await page.setViewportSize(ZOOMED);
  for (const view of ['Switch', 'Keys', 'MFA', 'Report', 'Activity', 'Settings'] as const) {
    await windowOf(page).goTo(view);
    await page.getByRole('main').getByRole('heading').first().waitFor();
    expect(await unreachable(page)).toEqual([]);
  }
});

const DIALOGS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'that adds an IAM user': async (page) => {
    await button(page, 'Add').click();
    await page.getByRole('menuitem', { name: 'IAM user…' }).click();
    await button(page, 'More options').click();
  },
  'that adds a role': async (page) => {
    await button(page, 'Add').click();
    await page.getByRole('menuitem', { name: 'Role…' }).click();
    await button(page, 'More options').click();
  },
  'that takes over the AWS files': async (page) => {
    await button(page, 'Add').click();
    await page.getByRole('menuitem', { name: 'From my AWS files…' }).click();
    await page.getByText('Keys in plain text').waitFor();
  },
  'that makes an MFA device': async (page) => {
    await button(page, 'MFA').click();
    await button(page, /^Make an MFA device for/).click();
  },
};

for (const [name, open] of Object.entries(DIALOGS)) {
  test(`at 200 % the dialog ${name} can be gone through to its last button`, async ({
    openFakeWindow,
  }) => {
    const { page } = await openFakeWindow(showcase(Date.now()));
    await page.setViewportSize(ZOOMED);
    await open(page);
    await page.getByRole('dialog').waitFor();
    expect(await unreachable(page)).toEqual([]);
  });
}

test('at 200 % the first run shows its three doors', async ({ openFakeWindow }) => {
  const { page } = await openFakeWindow(firstRun());
  await page.setViewportSize(ZOOMED);
  await button(page, /^Try it/).waitFor();
  expect(await unreachable(page)).toEqual([]);
});

test('at 200 % a locked vault can be unlocked', async ({ openFakeWindow }) => {
  const { page } = await openFakeWindow({
    ...showcase(Date.now()),
    vault: { kind: 'file', state: 'locked', failure: null },
  });
  await page.setViewportSize(ZOOMED);
  await button(page, 'Unlock').waitFor();
  expect(await unreachable(page)).toEqual([]);
});

/** What no scrolling brings under the pointer, or stands out of the window to the side. */
async function unreachable(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const controls = [
      ...document.querySelectorAll<HTMLElement>('button, a[href], input, textarea'),
    ];
    const isShown = (one: HTMLElement) =>
      one.checkVisibility({ visibilityProperty: true }) &&
      one.closest('[aria-hidden="true"], [inert]') === null &&
      one.tabIndex >= 0;
    return controls.filter(isShown).flatMap((control) => {
      // A checkbox of React Aria lies unseen in its label.
      const target = control.closest('label') ?? control;
      target.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
      const { left, right, top, bottom } = target.getBoundingClientRect();
      const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      const isHit = hit !== null && target.contains(hit);
      const isInside = left >= 0 && right <= innerWidth;
      const name = control.getAttribute('aria-label') ?? control.innerText;
      return isHit && isInside ? [] : [`${control.tagName} ${name}`];
    });
  });
}
