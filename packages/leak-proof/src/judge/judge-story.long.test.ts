import { createMarker } from '@sotto/testkit'
import { describe, expect, it } from 'vitest'
import { compareEar } from './compare-ear.ts'
import { isProved, judgeStory, type StoryEvidence } from './judge-story.ts'

const sampleRateHz = 16_000
const marker = createMarker({ seed: 1, durationMs: 2_000, levelDbfs: -20, sampleRateHz })
const agentVoice = createMarker({ seed: 2, durationMs: 6_000, levelDbfs: -26, sampleRateHz })
const customerVoice = createMarker({ seed: 3, durationMs: 6_000, levelDbfs: -26, sampleRateHz })
const silence = new Int16Array(agentVoice.length)

/** What was said from second 1 on, over and over. */
const whisper = Int16Array.from(silence, (_, index) =>
  index < sampleRateHz ? 0 : (marker[(index - sampleRateHz) % marker.length] ?? 0),
)

function sum(...parts: readonly Int16Array[]): Int16Array {
  return Int16Array.from(silence, (_, index) =>
    Math.max(
      -32_768,
      Math.min(
        32_767,
        parts.reduce((total, part) => total + (part[index] ?? 0), 0),
      ),
    ),
  )
}

function scaled(samples: Int16Array, gainDb: number): Int16Array {
  return samples.map((sample) => Math.round(sample * 10 ** (gainDb / 20)))
}

/** A call that is active for four seconds and on hold from then on. */
function evidence(change: Record<string, Int16Array | undefined> = {}): StoryEvidence {
  const active = (samples: Int16Array) =>
    samples.map((sample, index) => (index < 4 * sampleRateHz ? sample : 0))
  const legs = {
    'agent-channel': agentVoice,
    'customer-channel': customerVoice,
    'customer-ear': active(agentVoice),
    'agent-ear': sum(active(customerVoice), active(whisper)),
    'supervisor-ear': sum(agentVoice, customerVoice),
    ...change,
  }
  return {
    recordings: new Map(
      Object.entries(legs).flatMap(([leg, samples]) =>
        samples === undefined ? [] : [[leg, samples] as const],
      ),
    ),
    phases: [
      { state: 'ACTIVE', fromMs: 0 },
      { state: 'HOLD', fromMs: 4_000 },
    ],
    marker,
    spokenFromMs: 1_000,
  }
}

/** Correlating is dear: legs that a test says nothing about are left out. */
const without = (...legs: readonly string[]) =>
  Object.fromEntries(legs.map((leg) => [leg, undefined]))

const otherOf = (found: ReturnType<typeof judgeStory>, leg: string) =>
  found.others.find((other) => other.leg === leg)

describe('judging a story', () => {
  it('[LK10] [LK11] is content when only the target heard the marker', () => {
    const found = judgeStory(evidence())
    expect(isProved(found)).toBe(true)
    expect(found.target.ratio).toBeGreaterThan(3)
    expect(found.others.map(({ leg }) => leg)).toEqual([
      'customer-ear',
      'supervisor-ear',
      'agent-channel',
      'customer-channel',
    ])
    expect(otherOf(found, 'customer-ear')?.comparison).toEqual({ comparedMs: 5_000 })
  })

  it('[LK10] finds the marker 40 dB down in a channel, where there is nothing to compare with', () => {
    const found = judgeStory(
      evidence({
        ...without('customer-ear', 'supervisor-ear', 'agent-channel'),
        'customer-channel': sum(customerVoice, scaled(whisper, -20)),
      }),
    )
    expect(otherOf(found, 'customer-channel')?.leaks).toBe(true)
    expect(isProved(found)).toBe(false)
  })

  it('[LK11] finds one sample that nobody said, and where', () => {
    const ear = evidence().recordings.get('customer-ear') ?? silence
    const touched = ear.map((sample, index) => (index === 3 * sampleRateHz ? sample + 1 : sample))
    const { recordings, phases } = evidence({ 'customer-ear': touched })
    expect(compareEar('customer-ear', recordings, phases, 1_000).differsAtMs).toBe(3_000)
    const leg = { leg: 'customer-ear', ratio: 1, leaks: false, foundAtMs: 0 }
    const target = { ...leg, leg: 'agent-ear', ratio: 20 }
    expect(isProved({ target, others: [{ ...leg, comparison: { comparedMs: 20 } }] })).toBe(true)
    const differing = { ...leg, comparison: { comparedMs: 20, differsAtMs: 3_000 } }
    expect(isProved({ target, others: [differing] })).toBe(false)
  })

  it('[LK11] takes either side of a change within 40 ms of it, and no more', () => {
    const heldAfter = (ms: number) =>
      agentVoice.map((sample, index) => (index < ((4_000 + ms) * sampleRateHz) / 1000 ? sample : 0))
    const at = (ms: number) => {
      const { recordings, phases } = evidence({ 'customer-ear': heldAfter(ms) })
      return compareEar('customer-ear', recordings, phases, 1_000)
    }
    expect(at(40).differsAtMs).toBeUndefined()
    expect(at(100).differsAtMs).toBe(4_040)
  })

  it('[LK12] leaves out what nobody recorded, and still listens for the marker', () => {
    const consult = {
      ...evidence({
        ...without('customer-ear', 'supervisor-ear', 'agent-channel', 'customer-channel'),
        'external-ear': sum(whisper),
      }),
      phases: [{ state: 'IN_TRANSFER', fromMs: 0 }],
    }
    const external = otherOf(judgeStory(consult), 'external-ear')
    expect(external?.comparison).toEqual({ comparedMs: 0 })
    expect(external?.leaks).toBe(true)
  })

  it('[LK13] counts the agent’s ear with the others once the agent is another', () => {
    const active = [{ state: 'ACTIVE', fromMs: 0 }]
    const until = (ms: number) =>
      whisper.map((sample, index) => (index < (ms * sampleRateHz) / 1000 ? sample : 0))
    const replaced = (whisperedUntilMs: number): StoryEvidence => ({
      ...evidence({
        ...without('customer-ear', 'supervisor-ear', 'agent-channel'),
        'agent-ear': sum(customerVoice, until(whisperedUntilMs)),
      }),
      phases: active,
      targetLeftAtMs: 3_000,
    })
    expect(isProved(judgeStory(replaced(3_000)))).toBe(true)
    const leaky = judgeStory(replaced(5_000))
    expect(isProved(leaky)).toBe(false)
    expect(otherOf(leaky, 'agent-ear')?.leaks).toBe(true)
  })

  it('[LK14] proves nothing when the target heard nothing either', () => {
    const rest = without('customer-ear', 'supervisor-ear', 'agent-channel')
    for (const ear of [customerVoice, undefined])
      expect(isProved(judgeStory(evidence({ ...rest, 'agent-ear': ear })))).toBe(false)
  })
})
