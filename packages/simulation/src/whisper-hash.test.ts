// The whole of Sotto tells one story twice from one seed, with the whisper and without it: the recordings must not know which.
import { createHash } from 'node:crypto'
import { frameMs, frameSamples } from '@sotto/audio'
import { repeat, seededRandom } from '@sotto/kernel'
import { type ConversationAction, type RecordingLeg, recordingLegs } from '@sotto/simulator'
import { describe, expect, it } from 'vitest'
import { createScene, type Scene } from './scene.ts'

/** Where a whisper belongs. */
const whispered: readonly RecordingLeg[] = ['agent-ear', 'whisper-channel']
const others = recordingLegs.filter((leg) => !whispered.includes(leg))

/** Each is spoken into, as long as anybody may speak. */
const acts: readonly ConversationAction[] = [
  'hold',
  'retrieve',
  'transfer',
  'cancel-transfer',
  'conference',
  'leave-conference',
]
const stepMs = 700

interface Story {
  readonly isWhispered: boolean
  readonly leakDb?: number
}

async function tell({ isWhispered, leakDb }: Story): Promise<Map<string, string>> {
  const scene = await createScene({ seed: 11, accessTokenSeconds: 3_600, tabsOf: [1], servers: 1 })
  const { clock, simulator, tabs } = scene
  const { id } = simulator.world.startScenario({ scenario: 'steady', queueId: 'queue-billing' })
  if (leakDb !== undefined) simulator.faults.merge({ leakWhisperToCustomer: leakDb })
  letTheAgentSpeak(scene, id)
  const [tab] = tabs
  if (tab === undefined) throw new Error('nobody is there')
  const { line, live } = tab.model
  await clock.advance(1_000)
  live.show(id)
  await clock.advance(1_000)
  void line.setMode(id, 'monitor')
  await clock.advance(2_500)

  /** Coaches and speaks from here on, or only listens: the world's clock cannot tell. */
  async function speak(): Promise<void> {
    if (isWhispered) void line.setMode(id, 'coach')
    await clock.advance(2_000)
    const maySpeak = simulator.world.conversations.get(id)?.state === 'ACTIVE'
    expect(line.state.getState().gate.open).toBe(isWhispered && maySpeak)
    if (isWhispered) line.press()
    await clock.advance(stepMs)
  }

  async function act(action: ConversationAction): Promise<void> {
    expect(simulator.world.act(id, action).ok, action).toBe(true)
    await clock.advance(stepMs)
    line.release()
    await clock.advance(200)
  }

  for (const action of acts) {
    await speak()
    await act(action)
  }
  await speak()
  const hashes = await hashesOf(scene, id, others)
  await act('pause-recording')
  await act('resume-recording')
  await speak()
  const [place] = scene.places
  if (place === undefined) throw new Error('no server')
  scene.killServer(place)
  await clock.advance(3_000)
  await scene.startServer(place)
  await clock.advance(5_000)
  await speak()
  await act('drop-agent')
  await clock.advance(2_000)
  // When listening comes back after a pause or a crash is chance; what everybody else hears is not.
  const after = others.filter((leg) => leg !== 'supervisor-ear')
  for (const [leg, hash] of await hashesOf(scene, id, after)) hashes.set(`${leg} at the end`, hash)
  const spoken = await simulator.media.recording(id, 'whisper-channel', 0, undefined)
  const hasSpoken = spoken?.subarray(44).some((byte) => byte !== 0) ?? false
  expect(hasSpoken).toBe(isWhispered)
  await simulator.close()
  return hashes
}

/** From the desk, so that there is something in the ears that a whisper could change. */
function letTheAgentSpeak({ clock, simulator }: Scene, conversationId: string): void {
  const random = seededRandom(5)
  const seat = simulator.media.sitAtDesk(conversationId, () => {})
  repeat(clock, frameMs, () =>
    seat.speak(Int16Array.from({ length: frameSamples }, () => 8_000 * (random.next() - 0.5))),
  )
}

async function hashesOf(
  { simulator }: Scene,
  conversationId: string,
  legs: readonly RecordingLeg[],
): Promise<Map<string, string>> {
  const hashes = new Map<string, string>()
  for (const leg of legs) {
    const wav = await simulator.media.recording(conversationId, leg, 0, undefined)
    const samples = wav?.subarray(44)
    const isSilent = samples?.every((byte) => byte === 0) ?? true
    const hash = createHash('sha256').update(samples ?? '')
    hashes.set(leg, isSilent ? `silent, ${samples?.length} bytes` : hash.digest('hex'))
  }
  return hashes
}

describe('the whisper in the whole of Sotto, on one clock', () => {
  it('[LK16] with the whisper and without it every other ear and channel has the same hash; with the planted leak it has not', async () => {
    const without = await tell({ isWhispered: false })
    const spoken = await tell({ isWhispered: true })
    for (const leg of ['customer-ear', 'supervisor-ear', 'second-agent-ear', 'external-ear'])
      expect(spoken.get(leg), leg).toMatch(/^[0-9a-f]{64}$/)
    expect(spoken).toEqual(without)
    const leaked = await tell({ isWhispered: true, leakDb: -40 })
    const changed = [...leaked].filter(([leg, hash]) => hash !== without.get(leg))
    expect(changed.map(([leg]) => leg)).toEqual(['customer-ear', 'customer-ear at the end'])
  }, 60_000)
})
