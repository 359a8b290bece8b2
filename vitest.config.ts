import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: ['test/run-folder.ts'],
    setupFiles: ['test/setup.ts'],
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    // For what hangs, not for what is slow: a loaded machine takes ten times as long as a quiet one.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
    // Real parts: child processes and worker threads of our own are started by the tests.
    pool: 'forks',
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
})
