import { defineConfig } from 'vitest/config'

// Several servers on one database, with processes, sockets and browsers: what takes minutes and is asked for by itself.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['servers/**/*.test.ts', 'test/several-servers.test.ts'],
    maxWorkers: 1,
    testTimeout: 600_000,
    hookTimeout: 300_000,
    teardownTimeout: 60_000,
  },
})
