import { defineConfig } from '@playwright/test';
import { findElectron } from './scripts/find-electron.mjs';
import { BROWSER_FLAGS, findBrowser } from './test/e2e/find-browser.ts';
import type { Shell } from './test/e2e/fixtures.ts';

const browser = findBrowser();

/**
 * One list of specs for two shells: browser mode by default, Electron itself with
 * `LATCHKEY_E2E=electron` where its binary is there.
 */
export default defineConfig<{ shell: Shell }>({
  testDir: 'test/e2e',
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
