import { defineConfig } from 'vitest/config'

// What lies in deploy/, tried with the programs it is for, where these are installed; it installs nothing.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['deploy/**/*.test.ts'],
    maxWorkers: 1,
    testTimeout: 120_000,
    hookTimeout: 240_000,
    teardownTimeout: 30_000,
  },
})
