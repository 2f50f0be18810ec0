import { defineConfig } from 'vitest/config'

// The service in a machine of its own, from installing it to the reboot. Root, debootstrap and user-mode Linux are needed.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['machine/**/*.test.ts'],
    maxWorkers: 1,
    hookTimeout: 3_600_000,
    teardownTimeout: 30_000,
  },
})
