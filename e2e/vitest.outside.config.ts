import { defineConfig } from 'vitest/config'
import { longestFirst } from './src/longest-first.ts'

const longest = ['environment', 'media-faults', 'ears', 'coaching', 'events', 'connections']

// The platform contract, asked of the running program. Most checks wait for the simulator's clock, so many run at once.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['outside/**/*.test.ts'],
    globalSetup: ['src/outside/shared-simulator.ts'],
    sequence: { sequencer: longestFirst(longest) },
    fileParallelism: true,
    maxWorkers: 4,
    maxConcurrency: 12,
    testTimeout: 180_000,
    hookTimeout: 240_000,
    teardownTimeout: 30_000,
  },
})
