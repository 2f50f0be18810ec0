import { defineConfig } from 'vitest/config'

// Real browsers, real ports and real time: two journeys at once, since each mostly waits, and time enough for a busy
// machine.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['test/**/*.test.ts'],
    maxWorkers: 2,
    testTimeout: 180_000,
    hookTimeout: 240_000,
    teardownTimeout: 30_000,
  },
})
