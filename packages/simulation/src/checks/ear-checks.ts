/** Listens to the recordings where somebody spoke: all voices are silent, so whatever sounds elsewhere than in the agent's ear has leaked. */
import { decodeWav } from '@sotto/audio'
import type { RecordingLeg } from '@sotto/simulator'
import type { Scene } from '../scene.ts'
import type { SpokenSpan } from './speech-checks.ts'
import type { Report } from './violation.ts'

/** Everybody's ear and voice but the agent's ear, and what carries the whisper itself. */
const foreignLegs: readonly RecordingLeg[] = [
  'customer-ear',
  'external-ear',
  'second-agent-ear',
  'supervisor-ear',
  'agent-channel',
  'customer-channel',
  'external-channel',
]

const marginMs = 3_000

export async function checkEars(
  scene: Scene,
  spans: Iterable<SpokenSpan>,
  report: Report,
): Promise<void> {
  const { media, world } = scene.simulator
  for (const { conversationId, fromMs, toMs } of spans) {
    const startWallMs = Date.parse(world.conversations.get(conversationId)?.startTime ?? '')
    const startMs = startWallMs - (scene.clock.wallNow() - scene.clock.monotonicNow())
    for (const leg of foreignLegs) {
      const from = Math.max(0, fromMs - startMs - marginMs)
      const wav = await media.recording(conversationId, leg, from, toMs - startMs + marginMs)
      const loudest = wav === undefined ? 0 : loudestOf(wav)
      if (loudest > 0) report('DS14', `a whisper of ${loudest} in the ${leg} of ${conversationId}`)
    }
  }
}

function loudestOf(wav: Uint8Array): number {
  const sound = decodeWav(wav)
  if (!sound.ok) return 0
  let loudest = 0
  for (const sample of sound.value.samples)
    if (Math.abs(sample) > loudest) loudest = Math.abs(sample)
  return loudest
}
