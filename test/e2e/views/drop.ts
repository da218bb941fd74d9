import type { Locator, Page } from '@playwright/test';

/** What a person brings: a file, several of them, or text. */
export type Thing =
  | { readonly text: string }
  | { readonly files: readonly { readonly name: string; readonly content: string | Buffer }[] };

/** Dropping and pasting on the window, and the dialog that says what was understood. */
export function dropOf(page: Page) {
  const dialog = page.getByRole('dialog');
  return {
    /** Anywhere on the window, or on a part of it. */
    async drop(thing: Thing, on: Locator = page.locator('body')): Promise<void> {
      await send(on, 'drop', thing);
    },
    async dragOver(thing: Thing, on: Locator = page.locator('body')): Promise<void> {
      await send(on, 'dragover', thing);
    },
    async dragAway(): Promise<void> {
      await page.locator('body').evaluate((body) => {
        body.dispatchEvent(new DragEvent('dragleave', { bubbles: true }));
      });
    },
    /** As Ctrl+V does it: at the element that has the focus. */
    async paste(thing: Thing, into: Locator = page.locator(':focus, body').last()): Promise<void> {
      await send(into, 'paste', thing);
    },
    veil: page.getByRole('status').filter({ hasText: 'Drop it here' }),
    dialog,
    /** A line of what was understood. */
    fact: (label: string): Locator =>
      dialog.locator('dl > div', { has: page.locator('dt', { hasText: label }) }).locator('dd'),
    async choose(what: 'Add a new identity' | 'Give it to an identity that is here') {
      await dialog.getByRole('radio', { name: new RegExp(`^${what}`) }).check({ force: true });
    },
    identity: dialog.getByRole('button', { name: /Identity$/ }),
    goOn: dialog.getByRole('button', { name: 'Go on' }),
    /** Why nothing was taken. */
    refusal: dialog.getByRole('alert'),
  };
}

async function send(on: Locator, type: 'drop' | 'dragover' | 'paste', thing: Thing): Promise<void> {
  const files = 'files' in thing ? thing.files : [];
  const text = 'text' in thing ? thing.text : '';
  // Nobody brings a thing to a window that shows nothing yet.
  await on.page().locator('main:not([aria-busy])').waitFor({ state: 'attached' });
  await on.evaluate(
    (element, given) => {
      const transfer = new DataTransfer();
      if (given.text !== '') transfer.setData('text/plain', given.text);
      for (const { name, base64 } of given.files) {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        transfer.items.add(new File([bytes], name));
      }
      const common = { bubbles: true, cancelable: true };
      element.dispatchEvent(
        given.type === 'paste'
          ? new ClipboardEvent('paste', { ...common, clipboardData: transfer })
          : new DragEvent(given.type, { ...common, dataTransfer: transfer }),
      );
    },
    {
      type,
      text,
      files: files.map(({ name, content }) => ({
        name,
        base64: Buffer.from(content).toString('base64'),
      })),
    },
  );
}
