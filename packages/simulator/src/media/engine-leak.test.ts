import { createHash } from 'node:crypto'
import { frameSamples } from '@sotto/audio'
import { seededRandom } from '@sotto/kernel'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Faults } from '../faults/faults.ts'
import { type Party, type RecordingLeg, recordingLegs } from './media-engine.ts'
import { bytesFromSamples } from './pcm-bytes.ts'
import {
  call,
  isSilent,
  noiseFrame,
  noiseVoice,
  startTrial,
  sumOf,
  type Trial,
} from './testing/engine-on-trial.ts'

/** Every leg that a whisper must leave as it would have been. */
const untouched = recordingLegs.filter((leg) => leg !== 'agent-ear' && leg !== 'whisper-channel')

const lives = {
  ACTIVE: ['agent', 'customer'],
  HOLD: ['agent', 'customer'],
  IN_TRANSFER: ['agent', 'customer', 'second-agent'],
  CONFERENCE: ['agent', 'customer', 'external'],
} as const satisfies Record<string, readonly Party[]>

type LiveState = keyof typeof lives

interface Step {
  readonly state: LiveState
  readonly durationMs: number
  readonly barge: boolean
}

interface Story {
  readonly steps: readonly Step[]
  /** Linear; undefined: nobody whispers at all. */
  readonly whisper: { readonly level: number; readonly amplitude: number } | undefined
  readonly faults?: Partial<Faults>
  readonly seed: number
}

/** Lives a call through its steps; a whisper, a barge and a monitor come and go on the way. */
async function tell({ steps, whisper, faults = {}, seed }: Story): Promise<Trial> {
  const trial = startTrial()
  const { engine, clock, line } = trial
  const random = seededRandom(seed)
  trial.faults.merge(faults)
  engine.startCall(call('ACTIVE'))
  line('MONITOR')
  let whispering = whisper && line('WHISPER', whisper.level, 'whisper-0').attachment
  for (const [index, step] of steps.entries()) {
    engine.changeCall(call(step.state, lives[step.state]))
    const barge = step.barge ? line('BARGE', 1, `barge-${index}`).attachment : undefined
    for (let at = 0; at < step.durationMs; at += 20) {
      const whispered = noiseFrame(seed, index * 1_000 + at, whisper?.amplitude ?? 0)
      if (random.next() < 0.9) whispering?.receive(whispered)
      if (random.next() < 0.9) barge?.receive(noiseFrame(seed + 1, at, 5_000))
      clock.advanceSync(20)
    }
    engine.closeLine(`barge-${index}`)
    if (whisper !== undefined && random.next() < 0.5) {
      // The line is lost and another opens, as after a crash.
      engine.closeLine(`whisper-${index}`)
      whispering = line('WHISPER', whisper.level, `whisper-${index + 1}`).attachment
    } else if (whisper !== undefined) {
      engine.closeLine(`whisper-${index}`)
      whispering = undefined
    } else random.next()
  }
  return trial
}

async function hashes(trial: Trial, legs: readonly RecordingLeg[]): Promise<string[]> {
  const found: string[] = []
  for (const leg of legs) {
    const wav = await trial.engine.recording('call', leg, 0, undefined)
    const hash = createHash('sha256').update(wav ?? Buffer.alloc(0))
    found.push(`${leg} ${wav === undefined ? 'none' : hash.digest('hex')}`)
  }
  return found
}

const everyState: readonly Step[] = [
  { state: 'ACTIVE', durationMs: 600, barge: false },
  { state: 'HOLD', durationMs: 400, barge: false },
  { state: 'ACTIVE', durationMs: 400, barge: true },
  { state: 'IN_TRANSFER', durationMs: 400, barge: false },
  { state: 'ACTIVE', durationMs: 400, barge: false },
  { state: 'CONFERENCE', durationMs: 400, barge: false },
  { state: 'ACTIVE', durationMs: 400, barge: false },
]
const loudest = { level: 1, amplitude: 32_767 }

describe('the leak proof', () => {
  it('[SM80] with a whisper and without one, every leg but the target’s is the same to the last bit', async () => {
    const spoken = await tell({ steps: everyState, whisper: loudest, seed: 5 })
    const unspoken = await tell({ steps: everyState, whisper: undefined, seed: 5 })
    expect(isSilent(await spoken.leg('whisper-channel'))).toBe(false)
    expect(await spoken.leg('agent-ear')).not.toEqual(await unspoken.leg('agent-ear'))
    expect(await hashes(spoken, untouched)).toEqual(await hashes(unspoken, untouched))
  })

  it('[SM80] whatever the life of the call, the level and the words', async () => {
    const step = fc.record({
      state: fc.constantFrom<LiveState>('ACTIVE', 'HOLD', 'IN_TRANSFER', 'CONFERENCE'),
      durationMs: fc.integer({ min: 1, max: 300 }),
      barge: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 6 }),
        fc.record({
          level: fc.double({ min: 0, max: 1, noNaN: true }),
          amplitude: fc.integer({ min: 0, max: 32_767 }),
        }),
        fc.integer({ min: 1, max: 1_000_000 }),
        async (steps, whisper, seed) => {
          const spoken = await tell({ steps, whisper, seed })
          const unspoken = await tell({ steps, whisper: undefined, seed })
          expect(await hashes(spoken, untouched)).toEqual(await hashes(unspoken, untouched))
        },
      ),
      { numRuns: 25 },
    )
  })

  it('[SM81] in ACTIVE each ear is, sample for sample, what the channels say it must be', async () => {
    const { engine, line, clock, leg } = startTrial()
    engine.startCall(call('ACTIVE'))
    const whisper = line('WHISPER', 0.65)
    const barge = line('BARGE')
    for (let index = 0; index < 200; index += 1) {
      whisper.attachment.receive(noiseFrame(7, index, 32_767))
      if (index % 50 < 30) barge.attachment.receive(noiseFrame(8, index, 32_767))
      clock.advanceSync(20)
    }
    const supervisor = { samples: await leg('supervisor-channel') }
    expect(await leg('customer-ear')).toEqual(
      sumOf({ samples: await leg('agent-channel') }, supervisor),
    )
    expect(await leg('agent-ear')).toEqual(
      sumOf(
        { samples: await leg('customer-channel') },
        { samples: await leg('whisper-channel'), gain: 0.65 },
        supervisor,
      ),
    )
  })

  it('[SM80] loss, jitter and distortion of a whisper leak nothing either', async () => {
    const faults = { mediaLossRatio: 0.1, mediaJitterMs: 90, clippingRatio: 0.3 }
    const spoken = await tell({ steps: everyState, whisper: loudest, faults, seed: 6 })
    const unspoken = await tell({ steps: everyState, whisper: undefined, faults, seed: 6 })
    expect(await hashes(spoken, untouched)).toEqual(await hashes(unspoken, untouched))
  })

  it('[SM17] a planted leak of −40 dB is in the customer’s ear and in no other leg', async () => {
    const steps = everyState.map((step) => ({ ...step, barge: false }))
    // Without a barge the sum with the leak stays inside 16 bits: the proof may be exact.
    const clean = await tell({ steps, whisper: loudest, seed: 5 })
    const faults = { leakWhisperToCustomer: -40 }
    const leaking = await tell({ steps, whisper: loudest, faults, seed: 5 })
    const others = recordingLegs.filter((leg) => leg !== 'customer-ear')
    expect(await hashes(leaking, others)).toEqual(await hashes(clean, others))
    expect(await leaking.leg('customer-ear')).toEqual(
      sumOf(
        { samples: await clean.leg('customer-ear') },
        { samples: await leaking.leg('whisper-channel'), gain: 0.01 },
      ),
    )
    expect(await leaking.leg('customer-ear')).not.toEqual(await clean.leg('customer-ear'))
  })

  it('[SM80] the marker stands in the agent’s ear, or the proof would prove nothing', async () => {
    const { engine, line, leg, clock } = startTrial()
    engine.startCall(
      call('ACTIVE', [], { voices: { agent: noiseVoice(1, 0), customer: noiseVoice(2, 0) } }),
    )
    const { attachment } = line('WHISPER', 1)
    const said = new Int16Array(frameSamples).fill(123)
    for (let index = 0; index < 3; index += 1) attachment.receive(bytesFromSamples(said))
    clock.advanceSync(60)
    expect(await leg('agent-ear')).toEqual(new Int16Array(3 * frameSamples).fill(123))
    expect(isSilent(await leg('customer-ear'))).toBe(true)
  })
})
