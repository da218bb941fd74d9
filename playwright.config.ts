import path from 'node:path';
import { defineConfig } from '@playwright/test';
import { findElectron } from './scripts/find-electron.mjs';
import { BROWSER_FLAGS, findBrowser } from './test/e2e/find-browser.ts';
import type { Shell } from './test/e2e/fixtures.ts';

const browser = findBrowser();

/** A picture is the same on every Linux with a Chromium: nothing in it is the machine's. */
const PHOTOGRAPHS = {
  snapshotPathTemplate: '{testDir}/pictures/{arg}{ext}',
  expect: {
    timeout: 60_000,
    toHaveScreenshot: {
      // Kept without loss: a colour is the same or another. A few pixels may be rounded differently.
      threshold: 0.02,
      maxDiffPixels: 20,
      animations: 'disabled' as const,
    },
  },
  use: {
    contextOptions: { reducedMotion: 'reduce' as const },
    deviceScaleFactor: 1,
    locale: 'en-GB',
    timezoneId: 'UTC',
    launchOptions: {
      args: [...BROWSER_FLAGS, '--force-color-profile=srgb'],
      env: { ...process.env, FONTCONFIG_FILE: path.resolve('test/photographs/fonts.conf') },
      ...(browser === null ? {} : { executablePath: browser }),
    },
  },
};

/**
 * One list of specs for two shells: browser mode by default, Electron itself with
 * `LATCHKEY_E2E=electron` where its binary is there.
 */
export default defineConfig<{ shell: Shell }>({
  projects: [
    { name: 'end-to-end', testDir: 'test/e2e' },
    { name: 'photographs', testDir: 'test/photographs', ...PHOTOGRAPHS },
  ],
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  workers: 2,
  fullyParallel: true,
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  use: {
    shell:
      process.env['LATCHKEY_E2E'] === 'electron'
        ? { kind: 'electron', executable: findElectron() }
        : { kind: 'browser' },
    viewport: { width: 1080, height: 720 },
    actionTimeout: 30_000,
    screenshot: 'off',
    trace: 'off',
    video: 'off',
    launchOptions: {
      args: [...BROWSER_FLAGS],
      ...(browser === null ? {} : { executablePath: browser }),
    },
  },
});
