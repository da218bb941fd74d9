import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { AxeBuilder } from '@axe-core/playwright';
import { createFakeMain, type FakeMain, type FakeMainState } from '#test/fakes/fake-main.ts';
import { serveWindow, type WindowServer } from '#test/fakes/window-server.ts';
import type { Shell } from './fixtures.ts';
import { test as base } from './hands.ts';

/** A built window over a fake main: for what a real main does not do on demand. */
export interface FakeWindow {
  readonly page: Page;
  readonly main: FakeMain;
  readonly server: WindowServer;
  /** Another window on the same main. */
  openAnother(): Promise<Page>;
}

interface Fixtures {
  openFakeWindow(state: FakeMainState): Promise<FakeWindow>;
  /** What a page complained about: errors of scripts and refusals of the CSP. Checked at the end of every test. */
  complaints: string[];
  readonly shell: Shell;
}

const BUILT_WINDOW =
  process.env['RENDERER_OUT'] ?? path.resolve(import.meta.dirname, '../../out/renderer');

export const test = base.extend<Fixtures>({
  shell: [{ kind: 'browser' }, { option: true }],

  complaints: [
    async ({ shell }, use) => {
      base.skip(shell.kind === 'electron', 'these need Chromium alone, and run in browser mode');
      const complaints: string[] = [];
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],

  openFakeWindow: async ({ context, complaints }, use) => {
    const servers: WindowServer[] = [];
    const open = async (url: string) => {
      const page = await context.newPage();
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        // The browser notes by itself that a call failed; the window shows it.
        const isNote = /responded with a status of|net::ERR/.test(message.text());
        if (message.type() === 'error' && !isNote) complaints.push(message.text());
      });
      await page.goto(url);
      return page;
    };
    await use(async (state) => {
      const main = createFakeMain(state);
      main.setSwitchDelay(20);
      const server = await serveWindow(main, BUILT_WINDOW);
      servers.push(server);
      return { main, server, page: await open(server.url), openAnother: () => open(server.url) };
    });
    for (const server of servers) server.close();
  },
});

/** What axe finds, in light and then in dark, where only what depends on the colours is looked at again. */
export async function axeFindingsInBothSchemes(page: Page): Promise<readonly string[]> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  const inLight = await axeFindings(page);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  const inDark = await axeFindings(page, OF_COLOURS);
  return [...inLight, ...inDark.map((line) => `in dark: ${line}`)];
}

const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/**
 * What axe finds, as lines to read. Its legacy mode looks at the page itself, where there are no frames of
 * others, and opens no second page for its result: that takes a third of the time.
 */
export async function axeFindings(
  page: Page,
  onlyRules?: readonly string[],
): Promise<readonly string[]> {
  // One that fades belongs to what was there before.
  await expect(page.getByRole('tooltip')).toHaveCount(0);
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({
      resultTypes: ['violations'],
      ...(onlyRules === undefined ? {} : { runOnly: [...onlyRules] }),
    })
    .analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
  );
}
