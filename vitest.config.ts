import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // Real parts: child processes and worker threads of our own are started by the tests.
    pool: 'forks',
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
})
