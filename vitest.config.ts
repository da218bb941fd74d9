import { defineConfig } from 'vitest/config';

/** Values in, values out: nothing of the process or the machine is changed in these. */
const OF_VALUES = ['test/unit/{shared,renderer}/**/*.test.{ts,tsx}'];

const isLong = process.env['LATCHKEY_LONG_TESTS'] === '1';

export default defineConfig({
  test: {
    environment: 'node',
    // Keychain, sockets and locks are tested with real processes: two at a time suit a small machine.
    pool: 'forks',
    maxWorkers: 2,
    // For a hang alone: nothing is said of how quick anything is, and a busy machine is slow.
    testTimeout: isLong ? 600_000 : 300_000,
    hookTimeout: 300_000,
    teardownTimeout: 60_000,
    retry: 0,
    setupFiles: ['test/fixtures/steady-properties.ts'],
    // The SDK tells Node 20 once per process that its days are numbered; eighty test files would repeat it.
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    projects: [
      {
        extends: true,
        test: {
          name: 'alone',
          include: ['test/{unit,ports,e2e}/**/*.test.{ts,tsx}'],
          exclude: OF_VALUES,
        },
      },
      {
        extends: true,
        // A process for each file would take longer than its tests.
        test: { name: 'together', include: OF_VALUES, isolate: false },
      },
    ],
  },
});
