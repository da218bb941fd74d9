import path from 'node:path';
import { defineConfig } from '@playwright/test';
import { findElectron } from './scripts/find-electron.mjs';
import { BROWSER_FLAGS, findBrowser, findHeadlessShell } from './test/e2e/find-browser.ts';
import type { Shell } from './test/e2e/fixtures.ts';
import type { Hands } from './test/e2e/hands.ts';

/** These start Latchkey itself, in what a user has: a whole browser. Most of their time they wait for AWS and its codes. */
const OVER_ITS_MAIN = '**/{approval,aws-files,first-run,main-job,mfa-devices,rotation}.spec.ts';

const launchOptions = (executablePath: string | null, ...flags: readonly string[]) => ({
  args: [...BROWSER_FLAGS, ...flags],
  ...(executablePath === null ? {} : { executablePath }),
});

/** A picture is the same on every Linux with a Chromium: nothing in it is the machine's. */
const PHOTOGRAPHS = {
  timeout: 300_000,
  snapshotPathTemplate: '{testDir}/pictures/{arg}{ext}',
  expect: {
    timeout: 60_000,
    toHaveScreenshot: {
      // Kept without loss: a colour is the same or another. A few pixels may be rounded differently.
      threshold: 0.01,
      maxDiffPixels: 10,
      animations: 'disabled' as const,
    },
  },
  use: {
    actionTimeout: 120_000,
    contextOptions: { reducedMotion: 'reduce' as const },
    deviceScaleFactor: 1,
    locale: 'en-GB',
    timezoneId: 'UTC',
    launchOptions: {
      ...launchOptions(findHeadlessShell(), '--force-color-profile=srgb'),
      env: { ...process.env, FONTCONFIG_FILE: path.resolve('test/photographs/fonts.conf') },
    },
  },
};

/**
 * One list of specs for two shells: browser mode by default, Electron itself with
 * `LATCHKEY_E2E=electron` where its binary is there.
 */
export default defineConfig<{ shell: Shell }, { hands: Hands }>({
  projects: [
    {
      name: 'end-to-end',
      testDir: 'test/e2e',
      testIgnore: OVER_ITS_MAIN,
      // A browser lets a page that was pressed write to the clipboard; the engine alone lets nobody.
      use: { launchOptions: launchOptions(findHeadlessShell()), permissions: ['clipboard-write'] },
      workers: 2,
    },
    {
      name: 'end-to-end-over-its-main',
      testDir: 'test/e2e',
      testMatch: OVER_ITS_MAIN,
      use: { launchOptions: launchOptions(findBrowser()) },
      workers: 1,
    },
    {
      // The same by keyboard alone, before a release: it takes longer than the mouse.
      name: 'keyboard',
      testDir: 'test/e2e',
      testIgnore: OVER_ITS_MAIN,
      timeout: 240_000,
      use: {
        hands: 'keyboard',
        launchOptions: launchOptions(findHeadlessShell()),
        permissions: ['clipboard-write'],
      },
      workers: 2,
    },
    {
      name: 'keyboard-over-its-main',
      testDir: 'test/e2e',
      testMatch: OVER_ITS_MAIN,
      timeout: 240_000,
      use: { hands: 'keyboard', launchOptions: launchOptions(findBrowser()) },
      workers: 1,
    },
    { name: 'photographs', testDir: 'test/photographs', workers: 2, ...PHOTOGRAPHS },
  ],
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  workers: 3,
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
  },
});
