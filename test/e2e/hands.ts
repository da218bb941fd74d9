import { expect, test as base, type BrowserContext } from '@playwright/test';
import { playByKeyboard } from './by-keyboard.ts';

/** With what the specs are played: the project of playwright.config.ts chooses. */
export type Hands = 'mouse' | 'keyboard';

/** What both kinds of specs stand on. By keyboard no page may hear of a mouse. */
export const test = base.extend<{ noMouse: void }, { hands: Hands; keyboard: void }>({
  hands: ['mouse', { option: true, scope: 'worker' }],

  keyboard: [
    async ({ hands, browser }, use) => {
      if (hands === 'keyboard') await playByKeyboard(browser);
      await use();
    },
    { auto: true, scope: 'worker' },
  ],

  noMouse: [
    async ({ hands, browser }, use) => {
      const heard: string[] = [];
      const watch = hands === 'mouse' ? undefined : watching(heard);
      if (watch !== undefined) browser.on('context', watch);
      await use();
      if (watch !== undefined) browser.off('context', watch);
      expect(heard).toEqual([]);
    },
    { auto: true },
  ],
});

function watching(heard: string[]) {
  return async (context: BrowserContext): Promise<void> => {
    await context.exposeBinding('hearsMouse', (_source, what: string) => void heard.push(what));
    await context.addInitScript(() => {
      const say = ({ type, isTrusted, target }: Event) => {
        if (!isTrusted) return;
        const { outerHTML } = target as Element;
        Reflect.get(window, 'hearsMouse')(`${type} on ${outerHTML.slice(0, 80)}`);
      };
      const quietly = { capture: true, passive: true };
      addEventListener('pointerdown', say, quietly);
      addEventListener('wheel', say, quietly);
      addEventListener(
        'pointermove',
        (event) => {
          // Headless, the engine itself tells a new page where the pointer rests.
          if (event.movementX !== 0 || event.movementY !== 0) say(event);
        },
        quietly,
      );
    });
  };
}
