/** Voices for tests: a soft hum instead of the recorded dialogues, which take seconds to decode. */
import type { SimulatorDeps } from '@sotto/simulator'

const durationMs = 60_000

const hum = Int16Array.from({ length: (durationMs / 1_000) * 16_000 }, (_, index) =>
  Math.round(1_500 * Math.sin(index / 8)),
)

export const quietVoices: NonNullable<SimulatorDeps['voices']> = {
  dialogues: [
    {
      id: 'hum',
      title: 'A hum',
      mood: 'calm',
      topic: 'billing',
      durationMs,
      turns: [
        { speaker: 'agent', startMs: 0, endMs: 30_000, text: 'Hum.', words: [], personal: [] },
        {
          speaker: 'customer',
          startMs: 30_000,
          endMs: 60_000,
          text: 'Hum 1234.',
          words: [],
          personal: [{ kind: 'account', start: 4, end: 8 }],
        },
      ],
    },
  ],
  samples: async () => hum,
}
