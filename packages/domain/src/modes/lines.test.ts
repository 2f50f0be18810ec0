import { describe, expect, it } from 'vitest'
import {
  type LineStage,
  modeState,
  planLines,
  type SpeakingLine,
  wantedAfterLoss,
} from './lines.ts'
import type { WantedMode } from './mode.ts'

const wantedModes = ['off', 'monitor', 'coach', 'barge'] as const
const stages = ['none', 'opening', 'live', 'closing'] as const
const kinds = ['whisper-audio', 'barge'] as const

function everyCase(
  visit: (wanted: WantedMode, listening: LineStage, speaking: SpeakingLine) => void,
): void {
  for (const wanted of wantedModes)
    for (const listening of stages)
      for (const stage of stages)
        for (const kind of kinds) visit(wanted, listening, { stage, kind })
}

/** Carries the steps out as a platform without faults would. */
function carryOut(
  wanted: WantedMode,
  listening: LineStage,
  speaking: SpeakingLine,
): readonly [LineStage, SpeakingLine] {
  let ears = listening === 'opening' ? 'live' : listening === 'closing' ? 'none' : listening
  let voice: SpeakingLine = {
    kind: speaking.kind,
    stage:
      speaking.stage === 'opening'
        ? 'live'
        : speaking.stage === 'closing'
          ? 'none'
          : speaking.stage,
  }
  for (const step of planLines(wanted, listening, speaking)) {
    if (step.line === 'listening') ears = step.step === 'open' ? 'live' : 'none'
    else
      voice =
        step.step === 'open'
          ? { stage: 'live', kind: step.kind }
          : { stage: 'none', kind: voice.kind }
  }
  return [ears, voice]
}

describe('modes', () => {
  it('[MO1] from every state the plan reaches the mode wanted, in at most three rounds', () => {
    everyCase((wanted, listening, speaking) => {
      let state: readonly [LineStage, SpeakingLine] = [listening, speaking]
      for (let round = 0; round < 3; round += 1) state = carryOut(wanted, ...state)
      const { confirmed, switching } = modeState(wanted, ...state)
      expect(confirmed).toBe(wanted === 'off' ? 'not-connected' : wanted)
      expect(switching).toBe(false)
    })
  })

  it('[MO2] listening is never interrupted by a change between Monitor, Coach and Barge in', () => {
    everyCase((wanted, listening, speaking) => {
      if (wanted === 'off') return
      expect(planLines(wanted, listening, speaking)).not.toContainEqual({
        step: 'close',
        line: 'listening',
      })
    })
  })

  it('[MO3] never two speaking lines: one is opened only when none is there, closing included', () => {
    everyCase((wanted, listening, speaking) => {
      const opens = planLines(wanted, listening, speaking).some(
        (step) => step.step === 'open' && step.line === 'speaking',
      )
      if (opens) expect(speaking.stage).toBe('none')
    })
  })

  it('[MO4] the mode shown is the platform’s word, never the one asked for', () => {
    everyCase((wanted, listening, speaking) => {
      const { confirmed } = modeState(wanted, listening, speaking)
      if (confirmed === 'coach') expect(speaking).toEqual({ stage: 'live', kind: 'whisper-audio' })
      if (confirmed === 'barge') expect(speaking).toEqual({ stage: 'live', kind: 'barge' })
      if (confirmed === 'monitor') expect(listening).toBe('live')
    })
  })

  it('[MO5] a lost speaking line falls to Monitor if listening is there, else to nothing', () => {
    expect(wantedAfterLoss('coach', 'speaking', 'live')).toBe('monitor')
    expect(wantedAfterLoss('coach', 'speaking', 'none')).toBe('off')
    expect(wantedAfterLoss('off', 'speaking', 'live')).toBe('off')
  })

  it('[MO6] a lost listening line ends speaking too', () => {
    for (const wanted of wantedModes)
      expect(wantedAfterLoss(wanted, 'listening', 'none')).toBe('off')
  })

  type State = readonly [WantedMode, LineStage, SpeakingLine]

  /** What can happen to the machine, and the state it leaves; undefined where it cannot happen. */
  const facts: Readonly<Record<string, (...state: State) => State | undefined>> = {
    ...Object.fromEntries(
      wantedModes.map((asked) => [
        `asked-${asked}`,
        (_wanted: WantedMode, listening: LineStage, speaking: SpeakingLine): State => [
          asked,
          listening,
          speaking,
        ],
      ]),
    ),
    'listening-opened': (wanted, listening, speaking) =>
      listening === 'opening' ? [wanted, 'live', speaking] : undefined,
    'listening-lost': (wanted, listening, speaking) =>
      listening === 'opening' || listening === 'live'
        ? [wantedAfterLoss(wanted, 'listening', 'none'), 'none', speaking]
        : undefined,
    'listening-over': (wanted, listening, speaking) =>
      listening === 'closing' ? [wanted, 'none', speaking] : undefined,
    'speaking-opened': (wanted, listening, speaking) =>
      speaking.stage === 'opening'
        ? [wanted, listening, { ...speaking, stage: 'live' }]
        : undefined,
    'speaking-lost': (wanted, listening, speaking) =>
      speaking.stage === 'opening' || speaking.stage === 'live'
        ? [
            wantedAfterLoss(wanted, 'speaking', listening),
            listening,
            { ...speaking, stage: 'none' },
          ]
        : undefined,
    'speaking-over': (wanted, listening, speaking) =>
      speaking.stage === 'closing'
        ? [wanted, listening, { ...speaking, stage: 'none' }]
        : undefined,
  }

  it.each(Object.entries(facts))(
    '[MO7] %s, in every state: fails closed, and the plan still reaches what is wanted then',
    (name, happen) => {
      everyCase((...before) => {
        const after = happen(...before)
        if (after === undefined) return
        const [wanted, listening, speaking] = after
        // Nothing but a press ever asks for more than was wanted before.
        if (!name.startsWith('asked-')) expect([before[0], 'monitor', 'off']).toContain(wanted)
        if (name === 'listening-lost') {
          expect(wanted).toBe('off')
          const there = speaking.stage === 'opening' || speaking.stage === 'live'
          expect(planLines(...after).some(({ step }) => step === 'close')).toBe(there)
        }
        if (name === 'speaking-lost')
          expect(planLines(...after).every(({ line }) => line === 'listening')).toBe(true)
        let state: readonly [LineStage, SpeakingLine] = [listening, speaking]
        for (let round = 0; round < 3; round += 1) state = carryOut(wanted, ...state)
        expect(modeState(wanted, ...state)).toMatchObject({
          confirmed: wanted === 'off' ? 'not-connected' : wanted,
          switching: false,
        })
      })
    },
  )
})
