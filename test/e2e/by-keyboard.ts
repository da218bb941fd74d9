import { expect, test, type Browser, type Locator, type Page } from '@playwright/test';
import { stepTowards, type Activation } from './way-by-keyboard.ts';

/** How long the window may take to have what is looked for, and to give the focus to something. */
const PATIENCE_MS = 30_000;
const PATIENCE_FOR_FOCUS_MS = 15_000;

interface Patience {
  readonly timeout?: number;
}

/**
 * Gives the specs the hands of somebody without a mouse: whatever they click, fill in, check or focus is
 * reached from where the focus is, by Tab or by the arrow keys of its list, and then pressed. A control that
 * cannot be reached, a focus that cannot be seen, and a focus that got lost fail the test.
 */
export async function playByKeyboard(browser: Browser): Promise<void> {
  const page = await browser.newPage();
  const ofLocators = Object.getPrototypeOf(page.locator('html')) as object;
  const ofMouse = Object.getPrototypeOf(page.mouse) as object;
  await page.close();
  Object.assign(ofLocators, BY_KEYBOARD);
  for (const deed of ['hover', 'tap', 'dragTo', 'selectOption', 'setChecked', 'uncheck'])
    Object.assign(ofLocators, { [deed]: () => leaveToMouse(deed) });
  for (const deed of ['move', 'down', 'up', 'click', 'dblclick', 'wheel'])
    Object.assign(ofMouse, { [deed]: () => leaveToMouse(`mouse.${deed}`) });
}

const BY_KEYBOARD = {
  async click(this: Locator, options: Patience = {}): Promise<void> {
    await press(this, await reach(this, options));
  },
  async dblclick(this: Locator, options: Patience = {}): Promise<void> {
    const activation = await reach(this, options);
    await press(this, activation);
    await press(this, activation);
  },
  async check(this: Locator, options: Patience = {}): Promise<void> {
    const activation = await reach(this, options);
    if (!(await this.isChecked())) await press(this, activation);
    await expect(this).toBeChecked();
  },
  async focus(this: Locator, options: Patience = {}): Promise<void> {
    await reach(this, options);
  },
  async press(this: Locator, key: string, options: Patience = {}): Promise<void> {
    await reach(this, options);
    await this.page().keyboard.press(key);
  },
  async fill(this: Locator, text: string, options: Patience = {}): Promise<void> {
    await reach(this, options);
    const { keyboard } = this.page();
    await keyboard.press('ControlOrMeta+a');
    if (text === '') await keyboard.press('Delete');
    else await keyboard.type(text);
  },
};

async function press(on: Locator, activation: Activation): Promise<void> {
  if (activation !== 'none') await on.page().keyboard.press(activation);
}

function leaveToMouse(deed: string): void {
  test.skip(true, `${deed} is a mouse’s`);
}

/** Pages where something had the focus: from then on it may not be nowhere. */
const touched = new WeakSet<Page>();

/** Puts the focus on it as a keyboard does, and says what presses it. */
async function reach(locator: Locator, { timeout = PATIENCE_MS }: Patience): Promise<Activation> {
  const page = locator.page();
  await expect(locator).toBeEnabled({ timeout });
  if (touched.has(page))
    await expect(
      page.locator('body'),
      `the focus is lost before ${String(locator)}`,
    ).not.toBeFocused();
  touched.add(page);
  // What was pressed before may still be closing or opening something.
  const giveUpAt = Date.now() + PATIENCE_FOR_FOCUS_MS;
  for (let isCareful = false; ; isCareful = true) {
    const arrival = await walk(locator, isCareful);
    if (typeof arrival === 'string') return arrival;
    if (isCareful && Date.now() > giveUpAt)
      throw new Error(`${String(locator)} ${arrival.problem}`);
    await page.evaluate(() => new Promise((painted) => requestAnimationFrame(painted)));
  }
}

/** Goes there once, carefully by looking at each stop: gives what presses it, or why it did not arrive. */
async function walk(
  locator: Locator,
  isCareful: boolean,
): Promise<Activation | { readonly problem: string }> {
  const page = locator.page();
  const way: string[] = [];
  for (;;) {
    const step = await locator.evaluate(stepTowards);
    if (step.kind === 'there')
      return step.isSeen ? step.activation : { problem: 'has the focus, but one does not see it' };
    if (step.kind === 'not-for-keys') return { problem: `is no control: ${step.what}` };
    const { key, times, from } = step;
    if (way.includes(`${from}: ${key}`))
      return { problem: `is not reached; the focus went along:\n${way.join('\n')}` };
    way.push(`${from}: ${key}`);
    await hold(page, key, isCareful ? 1 : times);
  }
}

/** Holds a key until it has repeated that often; Shift with it. */
async function hold(page: Page, key: string, times: number): Promise<void> {
  const { keyboard } = page;
  const keys = key.split('+');
  const last = keys.at(-1) ?? key;
  for (const modifier of keys.slice(0, -1)) await keyboard.down(modifier);
  await Promise.all(Array.from({ length: times }, () => keyboard.down(last)));
  for (const one of keys.toReversed()) await keyboard.up(one);
}
