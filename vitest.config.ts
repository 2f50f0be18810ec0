import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['packages/*/{src,test}/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
    // Tests never wait for the wall clock; one that takes this long hangs.
    testTimeout: 20_000,
  },
})
