import { describe, expect, it } from 'vitest'
import type { ConversationPhase } from '../conversation/conversation.ts'
import type { ConversationFact, MetricsFigures } from './conversation-fact.ts'
import type { Intervention } from './intervention.ts'
import { factsNeeded, measureOutcome } from './measure-outcome.ts'
import { measureWindow } from './measure-window.ts'

const second = 1_000
const startedAt = Date.UTC(2026, 0, 1, 12)
const at = (seconds: number) => startedAt + seconds * second

function report(seconds: number, figures: Partial<MetricsFigures> = {}): ConversationFact {
  return {
    kind: 'metrics',
    conversationId: 'c1',
    at: at(seconds),
    sourceKey: `event-${seconds}`,
    figures: {
      silenceMs: 0,
      overlapMs: 0,
      agentShare: 0.5,
      customerShare: 0.25,
      negativeRun: 0,
      keywords: [],
      ...figures,
    },
  }
}

function phase(seconds: number, name: ConversationPhase): ConversationFact {
  return {
    kind: 'phase',
    conversationId: 'c1',
    at: at(seconds),
    sourceKey: `phase-${name}-${seconds}`,
    phase: name,
    version: seconds + 1,
    media: 'voice',
    queueId: 'q1',
    agentUserId: 'ana',
    startedAt,
  }
}

const window = (
  from: number,
  to: number,
  facts: readonly ConversationFact[],
  conversationStartedAt = startedAt,
) => measureWindow({ fromAt: at(from), toAt: at(to), facts, conversationStartedAt })

describe('one window in figures', () => {
  it('[FC1] the talk share is the mean of the reports that tell of the window alone', () => {
    const facts = [
      // Looks back to the 100th second, before the window.
      report(130, { agentShare: 1, customerShare: 1 }),
      report(150, { agentShare: 0.2, customerShare: 0.6 }),
      report(200, { agentShare: 0.4, customerShare: 0.4 }),
      report(201, { agentShare: 1, customerShare: 1 }),
    ]
    expect(window(120, 200, facts)).toMatchObject({
      reports: 2,
      talkShare: { agent: 0.3, customer: 0.5 },
    })
  })

  it('[FC1] at a conversation’s beginning a report looks back no further than it', () => {
    expect(window(0, 20, [report(10, { agentShare: 0.9 })])).toMatchObject({
      reports: 1,
      talkShare: { agent: 0.9, customer: 0.25 },
    })
  })

  it('[FC1] silences are laid over each other, within the window and outside holds', () => {
    const facts = [
      phase(0, 'active'),
      phase(180, 'held'),
      phase(190, 'active'),
      // One silence from the 145th to the 155th, told twice.
      report(150, { silenceMs: 5 * second }),
      report(155, { silenceMs: 10 * second }),
      // From the 170th to the 195th; ten seconds of it were hold.
      report(195, { silenceMs: 25 * second }),
    ]
    expect(window(120, 200, facts)).toMatchObject({
      silence: { totalMs: 25 * second, longestMs: 10 * second },
      holds: { begun: 1, totalMs: 10 * second },
    })
    // A silence that began before the window counts from the window on.
    expect(window(100, 200, [report(140, { silenceMs: 90 * second })]).silence).toEqual({
      totalMs: 40 * second,
      longestMs: 40 * second,
    })
  })

  it('[FC1] what was measured on hold does not count as talk', () => {
    const facts = [
      phase(140, 'held'),
      phase(170, 'active'),
      report(160, { agentShare: 0, customerShare: 0 }),
      report(199, { agentShare: 0.8, customerShare: 0.1 }),
    ]
    expect(window(100, 200, facts).talkShare).toEqual({ agent: 0.8, customer: 0.1 })
  })

  it('[FC1] holds count where they begin, and their time where it lies', () => {
    const facts = [phase(90, 'held'), phase(110, 'active'), phase(150, 'held')]
    expect(window(100, 200, facts).holds).toEqual({ begun: 1, totalMs: 60 * second })
    expect(window(0, 100, facts).holds).toEqual({ begun: 1, totalMs: 10 * second })
  })

  it('[FC1] the negative run is told by its height and by where it ended', () => {
    const facts = [3, 5, 1].map((negativeRun, index) => report(140 + index * 5, { negativeRun }))
    expect(window(100, 200, facts.reverse()).negativeRun).toEqual({ highest: 5, last: 1 })
  })

  it('[FC1] what nobody measured is absent, never zero', () => {
    expect(window(100, 200, [])).toEqual({
      fromAt: at(100),
      toAt: at(200),
      reports: 0,
      holds: { begun: 0, totalMs: 0 },
    })
  })
})

const windows = { beforeMs: 120 * second, afterMs: 60 * second }

function intervention(change: Partial<Intervention> = {}): Intervention {
  return {
    id: 'control-1',
    kind: 'whisper-audio',
    conversationId: 'c1',
    agentUserId: 'ana',
    supervisorId: 'sam',
    beganAt: at(300),
    endedAt: at(320),
    ...change,
  }
}

describe('before and after', () => {
  it('[FC2] the windows lie before its beginning and after its end, and what is between belongs to neither', () => {
    const facts = [
      report(240, { negativeRun: 4 }),
      report(310, { negativeRun: 9 }),
      report(370, { negativeRun: 1 }),
    ]
    expect(measureOutcome(intervention(), facts, windows)).toMatchObject({
      before: { fromAt: at(180), toAt: at(300), reports: 1, negativeRun: { highest: 4 } },
      after: { fromAt: at(320), toAt: at(380), reports: 1, negativeRun: { highest: 1 } },
      isWhole: true,
    })
    expect(factsNeeded(intervention(), windows)).toEqual({ fromAt: at(150), toAt: at(380) })
  })

  it('[FC2] a young conversation has a shorter window before', () => {
    const { before } = measureOutcome(
      intervention({ beganAt: at(20), endedAt: at(20) }),
      [phase(0, 'active'), report(10)],
      windows,
    )
    expect(before).toMatchObject({ fromAt: startedAt, toAt: at(20), reports: 1 })
  })

  it('[FC2] queue and medium are those of that moment; what nobody learned is absent', () => {
    const moved = { ...phase(280, 'active'), queueId: 'q2' }
    const facts = [{ ...phase(310, 'active'), queueId: 'q3' }, moved, phase(0, 'active')]
    expect(measureOutcome(intervention(), facts, windows)).toMatchObject({
      queueId: 'q2',
      media: 'voice',
    })
    const unknown = measureOutcome(intervention({ beganAt: at(20) }), [report(10)], windows)
    expect(unknown).not.toHaveProperty('queueId')
    expect(unknown.before).toMatchObject({ fromAt: at(-100), reports: 1 })
  })

  it('[FC2] one that ended meanwhile has a shorter window after, and says so', () => {
    const facts = [phase(0, 'active'), phase(355, 'ended')]
    expect(measureOutcome(intervention(), facts, windows)).toMatchObject({
      after: { fromAt: at(320), toAt: at(355) },
      isWhole: false,
    })
  })

  it('[FC2] there is no window after what outlasted its conversation, or never ended', () => {
    const { endedAt: _, ...running } = intervention()
    const ended = [phase(310, 'ended')]
    for (const [one, facts] of [
      [intervention(), ended],
      [running, ended],
      [running, []],
    ] as const) {
      const outcome = measureOutcome(one, facts, windows)
      expect(outcome.after).toBeUndefined()
      expect(outcome.isWhole).toBe(false)
      expect(outcome.before.toAt).toBe(at(300))
    }
  })
})
