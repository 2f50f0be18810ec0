import { defineConfig } from 'vitest/config'

// Real browsers, real ports and real time: one journey after the other, and time enough for a busy machine.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['test/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 240_000,
    teardownTimeout: 30_000,
  },
})
