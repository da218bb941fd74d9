import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/{unit,ports,e2e}/**/*.test.{ts,tsx}'],
    // Keychain, sockets and locks are tested with real processes: two at a time suit a small machine.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    teardownTimeout: 10_000,
    retry: 0,
    // The SDK tells Node 20 once per process that its days are numbered; eighty test files would repeat it.
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  },
});
