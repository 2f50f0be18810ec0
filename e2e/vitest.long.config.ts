import { defineConfig } from 'vitest/config'

// Days that no supervisor has every day: what takes minutes to set up and is asked for by itself.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['long/**/*.test.ts'],
    maxWorkers: 1,
    testTimeout: 900_000,
    hookTimeout: 900_000,
    teardownTimeout: 60_000,
  },
})
