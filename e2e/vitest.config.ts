import { defineConfig } from 'vitest/config'
import { longestFirst } from './src/longest-first.ts'

/** Recordings are measured here: another browser beside it would take the turns that the sound needs. */
const byEar = ['heard-whisper', 'listening', 'under-fire'].map((name) => `test/${name}.test.ts`)

const longest = [
  'access',
  'leak-test',
  'agent-strip',
  'transcript',
  'slow-platform',
  'lease',
  'no-token',
  'several-servers',
  'program',
  'capture',
  'incident',
]

// Real browsers, real ports and real time, with time enough for a busy machine.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    sequence: { sequencer: longestFirst(longest) },
    projects: [
      {
        extends: true,
        test: { name: 'by-ear', include: byEar, maxWorkers: 1, sequence: { groupOrder: 0 } },
      },
      {
        // Two journeys at once, since each mostly waits; a third takes turns that the sound of the others needs.
        extends: true,
        test: {
          name: 'by-eye',
          include: ['test/**/*.test.ts'],
          exclude: byEar,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
    testTimeout: 180_000,
    hookTimeout: 240_000,
    teardownTimeout: 30_000,
  },
})
