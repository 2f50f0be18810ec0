import { configDefaults, defineConfig } from 'vitest/config'

/** Tests that start real processes or a database of their own. */
const withProcesses = ['**/*.system.test.ts', 'packages/server/test/database/**/*.test.ts']

/** Tests that correlate minutes of sound. */
const long = ['packages/*/{src,test}/**/*.long.test.ts']

export default defineConfig({
  test: {
    // Tests never wait for the wall clock; one that takes this long hangs.
    testTimeout: 90_000,
    hookTimeout: 90_000,
    // One worker per core: vitest keeps one core free by itself, and half of two is a lot.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['packages/*/{src,test}/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...withProcesses, ...long],
          // Nothing is global here: clock, chance and environment are arguments. Loading every module once per
          // worker instead of once per file halves the time.
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: 'long', include: long, testTimeout: 180_000, isolate: false },
      },
      {
        extends: true,
        // The server's modules take three seconds to load, once per worker.
        test: { name: 'system', include: withProcesses, isolate: false },
      },
    ],
  },
})
