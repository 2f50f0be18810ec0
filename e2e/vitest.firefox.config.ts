import { defineConfig } from 'vitest/config'

// The main job once more in Firefox, which is not installed for every test run: asked for by itself.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['firefox/**/*.test.ts'],
    maxWorkers: 1,
    testTimeout: 180_000,
    hookTimeout: 240_000,
    teardownTimeout: 30_000,
  },
})
