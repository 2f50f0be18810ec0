import { describe, expect, it } from 'vitest'
import {
  causesOf,
  judgeSound,
  type LineSound,
  relievedMixLevel,
  type SoundCause,
  type SoundFacts,
  soundCauses,
} from './judge-sound.ts'

const good = { clippingRatio: 0, lossRatio: 0, jitterMs: 4 }
const telephone = ['PCMU', 'PCMA']
const factsOf = (line: LineSound): SoundFacts => ({ agentCodecs: telephone, line })
const calm = factsOf({
  clippedShare: 0.001,
  missingShare: 0,
  lateShare: 0,
  underrunShare: 0,
  supervisorQuality: good,
  agentQuality: good,
})

const judgeOnce = (facts: SoundFacts) => causesOf(judgeSound({}, facts, 0))

describe('what is wrong with the sound', () => {
  it.each<[string, SoundFacts, SoundCause]>([
    ['samples clipped on the line', factsOf({ clippedShare: 0.03 }), 'voice-distorted'],
    [
      'clipping in the agent’s ear',
      factsOf({ agentQuality: { ...good, clippingRatio: 0.2 } }),
      'voice-distorted',
    ],
    ['frames the panel never sent', factsOf({ missingShare: 0.05 }), 'supervisor-network-loses'],
    [
      'frames that come late from the panel',
      factsOf({ lateShare: 0.06 }),
      'supervisor-network-uneven',
    ],
    [
      'loss reported by the platform',
      factsOf({ supervisorQuality: { ...good, lossRatio: 0.1 } }),
      'platform-loses',
    ],
    ['frames we sent and the platform has not', factsOf({ lostShare: 0.2 }), 'platform-loses'],
    [
      'jitter reported by the platform',
      factsOf({ supervisorQuality: { ...good, jitterMs: 60 } }),
      'platform-uneven',
    ],
    [
      'the mixer lacks sound that left us in time',
      factsOf({ underrunShare: 0.2, missingShare: 0, lateShare: 0 }),
      'platform-uneven',
    ],
    ['no telephone codec', { agentCodecs: ['OPUS', 'G722'] }, 'agent-codec'],
  ])('[MD50] %s has one cause of its own', (_name, facts, cause) => {
    expect(judgeOnce(facts)).toEqual([cause])
  })

  it('[MD50] ordinary sound has none, nor has a line of which nothing is known', () => {
    expect(judgeOnce(calm)).toEqual([])
    expect(judgeOnce(factsOf({}))).toEqual([])
    expect(judgeOnce({ agentCodecs: [] })).toEqual([])
    expect(judgeOnce({ agentCodecs: ['opus', 'pcmu/8000'] })).toEqual([])
    expect(judgeOnce(factsOf({ agentQuality: { ...good, clippingRatio: 0.01 } }))).toEqual([])
  })

  it('[MD51] what was lost or late before it came to us is not laid to the platform', () => {
    expect(judgeOnce(factsOf({ lateShare: 0.3, underrunShare: 0.3 }))).toEqual([
      'supervisor-network-uneven',
    ])
    expect(judgeOnce(factsOf({ missingShare: 0.3, underrunShare: 0.3 }))).toEqual([
      'supervisor-network-loses',
    ])
    const lossy = { underrunShare: 0.3, supervisorQuality: { ...good, lossRatio: 0.3 } }
    expect(judgeOnce(factsOf(lossy))).toEqual(['platform-loses'])
    expect(judgeOnce(factsOf({ underrunShare: 0.3, lostShare: 0.3 }))).toEqual(['platform-loses'])
    // What is on its way is not lost.
    expect(judgeOnce(factsOf({ lostShare: 0.04 }))).toEqual([])
  })

  it('[MD52] is told at once, stays between its two bounds, and goes after ten calm seconds', () => {
    const loss = (lossRatio: number) => factsOf({ supervisorQuality: { ...good, lossRatio } })
    let judgement = judgeSound({}, loss(0.1), 0)
    judgement = judgeSound(judgement, loss(0.02), 30_000)
    expect(causesOf(judgement)).toEqual(['platform-loses'])
    judgement = judgeSound(judgement, loss(0), 39_999)
    expect(causesOf(judgement)).toEqual(['platform-loses'])
    judgement = judgeSound(judgement, loss(0), 40_000)
    expect(causesOf(judgement)).toEqual([])
    expect(causesOf(judgeSound(judgement, loss(0.02), 41_000))).toEqual([])
  })

  it('[MD52] a figure that swings about a bound changes nothing on the screen', () => {
    let judgement = judgeSound({}, factsOf({ clippedShare: 0.05 }), 0)
    for (let second = 1; second < 120; second += 1) {
      judgement = judgeSound(
        judgement,
        factsOf({ clippedShare: second % 5 === 0 ? 0.03 : 0 }),
        second * 1_000,
      )
      expect(causesOf(judgement)).toEqual(['voice-distorted'])
    }
  })

  it('[MD52] another agent’s endpoint is judged at once', () => {
    const judgement = judgeSound({}, { agentCodecs: ['OPUS'] }, 0)
    expect(causesOf(judgeSound(judgement, { agentCodecs: telephone }, 1))).toEqual([])
  })

  it('[MD53] only a distorted whisper that is louder than 0.5 is lowered, to 0.5', () => {
    expect(relievedMixLevel(['voice-distorted'], 0.65)).toBe(0.5)
    expect(relievedMixLevel(['voice-distorted'], 0.5)).toBeUndefined()
    expect(relievedMixLevel(['voice-distorted'], 0.2)).toBeUndefined()
    // A barge has no level.
    expect(relievedMixLevel(['voice-distorted'], undefined)).toBeUndefined()
    const others = soundCauses.filter((cause) => cause !== 'voice-distorted')
    expect(relievedMixLevel(others, 0.65)).toBeUndefined()
  })
})
