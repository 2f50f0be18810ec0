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

/** As long as the platform plays after a line's last frame. */
const marginMs = 1_200

export async function checkEars(
  scene: Scene,
  spans: Iterable<SpokenSpan>,
  report: Report,
): Promise<void> {
  const { media, world } = scene.simulator
  for (const { conversationId, fromMs, toMs, isForAll } of together(spans)) {
    const startWallMs = Date.parse(world.conversations.get(conversationId)?.startTime ?? '')
    const startMs = startWallMs - (scene.clock.wallNow() - scene.clock.monotonicNow())
    for (const leg of foreignLegs) {
      if (isForAll && leg === 'customer-ear') continue
      const from = Math.max(0, fromMs - startMs - marginMs)
      const wav = await media.recording(conversationId, leg, from, toMs - startMs + marginMs)
      const loudest = wav === undefined ? 0 : loudestOf(wav)
      if (loudest > 0) report('DS14', `a whisper of ${loudest} in the ${leg} of ${conversationId}`)
    }
  }
}

/** What touches, with its margins, is one span: a barge beside a whisper is for all, too. */
function together(spans: Iterable<SpokenSpan>): readonly SpokenSpan[] {
  const all: SpokenSpan[] = []
  for (const span of [...spans].sort((one, other) => one.fromMs - other.fromMs)) {
    const at = all.findIndex(
      (before) =>
        before.conversationId === span.conversationId && span.fromMs - before.toMs < 2 * marginMs,
    )
    const before = all[at]
    if (before === undefined) all.push(span)
    else
      all[at] = {
        ...before,
        isForAll: before.isForAll || span.isForAll,
        toMs: Math.max(before.toMs, span.toMs),
      }
  }
  return all
}

const wavHeaderBytes = 44

/** Most of it is silence, which is told by its bytes, without making samples of them. */
function loudestOf(wav: Uint8Array): number {
  const data = Buffer.from(wav.buffer, wav.byteOffset, wav.byteLength).subarray(wavHeaderBytes)
  const sound = data.equals(Buffer.alloc(data.byteLength)) ? undefined : decodeWav(wav)
  if (sound?.ok !== true) return 0
  return sound.value.samples.reduce((loudest, sample) => Math.max(loudest, Math.abs(sample)), 0)
}
