/** The world and the media engine together, on one fake clock and without sockets. */
import { decodeWav, frameSamples } from '@sotto/audio'
import { seededRandom, silentLogger } from '@sotto/kernel'
import { createFakeClock, type FakeClock } from '@sotto/testkit'
import { describe, expect, it } from 'vitest'
import { createFaultBoard } from '../src/faults/fault-board.ts'
import { createMediaEngine } from '../src/media/create-media-engine.ts'
import type {
  LineAttachment,
  MediaEngineWithLines,
  RecordingLeg,
} from '../src/media/media-engine.ts'
import { noiseFrame } from '../src/media/testing/engine-on-trial.ts'
import type { ScenarioName } from '../src/scenarios/scenario-catalogue.ts'
import { createWorld, type SimulatedWorld } from '../src/world/create-world.ts'
import type { ControlType } from '../src/world/shapes.ts'
import { maren, trialBank } from '../src/world/testing/world-on-trial.ts'
import { type ConversationAction, conversationActions } from '../src/world/world.ts'

interface Centre {
  readonly clock: FakeClock
  readonly world: SimulatedWorld
  readonly engine: MediaEngineWithLines
  readonly failures: unknown[]
  start(scenario?: ScenarioName): string
  /** Asks for a line on whoever is the agent now, and sits on it as a client would. */
  open(conversationId: string, controlType: ControlType): Line
  leg(conversationId: string, leg: RecordingLeg): Promise<Int16Array | undefined>
}

interface Line {
  readonly controlId: string
  readonly attachment: LineAttachment
  readonly heard: Uint8Array[]
}

const bank = trialBank()

function createCentre(leakGainDb: number | null = null): Centre {
  const clock = createFakeClock()
  const failures: unknown[] = []
  const onFailure = (failure: unknown) => failures.push(failure)
  const faults = createFaultBoard(onFailure)
  faults.merge({ leakWhisperToCustomer: leakGainDb })
  const logger = silentLogger
  const engine = createMediaEngine({ clock, faults, directory: null, logger, onFailure })
  const world = createWorld({
    clock,
    random: seededRandom(5),
    settings: { agents: 24, supervisors: 8, callsPerMinute: 0, eventsPerSecond: 0 },
    faults,
    media: engine,
    bank,
    onFailure,
  })
  const supervisor = [...world.people.values()].find(({ name }) => name === maren)
  if (supervisor === undefined) throw new Error('no supervisor')
  return {
    clock,
    world,
    engine,
    failures,
    start: (scenario = 'steady') => world.startScenario({ scenario }).id,
    open(conversationId, controlType) {
      const targetUserId = world.records.get(conversationId)?.agentUserId
      const request = {
        controlType,
        mediaType: 'AUDIO',
        targetUserId,
        audioMixLevel: 0.65,
      } as const
      const control = world.controlBook.request(conversationId, supervisor, request)
      const heard: Uint8Array[] = []
      const attachment = engine.attach(control.id, {
        opened() {},
        ready: () => true,
        deliver: (frame) => heard.push(frame),
        position() {},
        closed() {},
        replaced() {},
      })
      world.lineAttached(control.id)
      return { controlId: control.id, attachment, heard }
    },
    async leg(conversationId, leg) {
      const wav = await engine.recording(conversationId, leg, 0, undefined)
      if (wav === undefined) return undefined
      const sound = decodeWav(wav)
      if (!sound.ok) throw new Error(sound.error.code)
      return sound.value.samples
    },
  }
}

const otherEars: readonly RecordingLeg[] = [
  'customer-ear',
  'external-ear',
  'second-agent-ear',
  'customer-channel',
  'agent-channel',
]

/** Talk, an act, talk, an act …; with `whisper` somebody whispers whenever there is an agent to whisper to. */
async function live(
  actions: readonly ConversationAction[],
  whisper: boolean,
  leakGainDb: number | null = null,
): Promise<ReadonlyMap<RecordingLeg, Int16Array | undefined>> {
  const centre = createCentre(leakGainDb)
  const id = centre.start()
  let line: Line | undefined
  let spoken = 0
  function talk(frames: number): void {
    for (let frame = 0; frame < frames; frame += 1) {
      const status = centre.world.controls.get(line?.controlId ?? '')?.status
      const gone = status !== 'QUEUED' && status !== 'EXECUTING'
      const state = centre.world.conversations.get(id)?.state
      if (whisper && gone && state === 'ACTIVE' && frame === 0) line = tryOpen(centre, id)
      line?.attachment.receive(noiseFrame(77, spoken, 12_000))
      spoken += 1
      centre.clock.advanceSync(20)
    }
  }
  talk(100)
  for (const action of actions) {
    centre.world.act(id, action)
    talk(60)
  }
  await centre.clock.advance(100)
  expect(centre.failures).toEqual([])
  const legs = new Map<RecordingLeg, Int16Array | undefined>()
  for (const leg of ['agent-ear', ...otherEars] as const) legs.set(leg, await centre.leg(id, leg))
  return legs
}

function tryOpen(centre: Centre, id: string): Line | undefined {
  try {
    return centre.open(id, 'WHISPER')
  } catch {
    // The agent dropped out; there is nobody to whisper to.
    return undefined
  }
}

describe('the world and its sound', () => {
  it('[SW101] whatever happens to a call, no ear but the agent’s differs by one sample for a whisper', async () => {
    const random = seededRandom(20_261_121)
    const acts = conversationActions.filter((action) => action !== 'end' && action !== 'wrap-up')
    let heard = 0
    for (let round = 0; round < 12; round += 1) {
      const actions = Array.from(
        { length: 8 },
        () => acts[Math.floor(random.next() * acts.length)] ?? 'hold',
      )
      const label = `round ${round}: ${actions.join(' ')}`
      const without = await live(actions, false)
      const withWhisper = await live(actions, true)
      for (const leg of otherEars)
        expect(sameSamples(withWhisper.get(leg), without.get(leg)), `${label}: ${leg}`).toBe(true)
      if (!sameSamples(withWhisper.get('agent-ear'), without.get('agent-ear'))) heard += 1
    }
    expect(heard).toBe(12)
  }, 60_000)

  it('[SW101] a planted leak is found this way', async () => {
    const without = await live(['hold', 'retrieve'], false, -20)
    const leaking = await live(['hold', 'retrieve'], true, -20)
    expect(sameSamples(leaking.get('customer-ear'), without.get('customer-ear'))).toBe(false)
  })

  it('[SW101] the agent is given the whisper, the customer what the agent said', async () => {
    const centre = createCentre()
    const id = centre.start('quiet-customer')
    const line = centre.open(id, 'WHISPER')
    for (let frame = 0; frame < 150; frame += 1) {
      line.attachment.receive(noiseFrame(77, frame, 12_000))
      centre.clock.advanceSync(20)
    }
    const [agentEar, customerEar, agentChannel] = await Promise.all([
      centre.leg(id, 'agent-ear'),
      centre.leg(id, 'customer-ear'),
      centre.leg(id, 'agent-channel'),
    ])
    expect(loudness(agentEar)).toBeGreaterThan(1_000)
    expect(sameSamples(customerEar, agentChannel)).toBe(true)
    expect(centre.world.controls.get(line.controlId)?.status).toBe('EXECUTING')
    centre.world.lineFinished(line.controlId)
    expect(line.attachment.receive(noiseFrame(77, 0, 1))).toBe('not-open')
  })

  it('[SW102] listening goes on through hold and transfer, until the listened-to agent leaves', () => {
    const centre = createCentre()
    const id = centre.start()
    const line = centre.open(id, 'MONITOR')
    const framesDuring = (action?: ConversationAction) => {
      if (action !== undefined) expect(centre.world.act(id, action).ok).toBe(true)
      const before = line.heard.length
      centre.clock.advanceSync(2_000)
      return line.heard.length - before
    }
    expect(framesDuring()).toBeGreaterThan(85)
    for (const action of ['hold', 'transfer', 'cancel-transfer', 'conference'] as const)
      expect(framesDuring(action)).toBe(100)
    expect(framesDuring('drop-agent')).toBe(0)
    expect(centre.world.controls.get(line.controlId)).toMatchObject({
      status: 'FAILED',
      failureReason: 'AGENT_LEFT',
    })
  })
})

function sameSamples(one: Int16Array | undefined, other: Int16Array | undefined): boolean {
  if (one === undefined || other === undefined) return one === other
  return one.length === other.length && Buffer.from(one.buffer).equals(Buffer.from(other.buffer))
}

function loudness(samples: Int16Array | undefined): number {
  if (samples === undefined || samples.length < frameSamples) return 0
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)
}
