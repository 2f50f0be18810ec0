import { describe, expect, it } from 'vitest'
import type { Gate } from './microphone-gate.ts'
import { idle, nextTalk, type Talk, type TalkFact } from './talk.ts'

const open: Gate = { open: true }
const shut: Gate = { open: false, reason: 'changing' }

const facts = {
  pressOpen: { type: 'key-pressed', gate: open, mustWait: false },
  pressShut: { type: 'key-pressed', gate: shut, mustWait: false },
  pressBusy: { type: 'key-pressed', gate: open, mustWait: true },
  latchOpen: { type: 'latch-pressed', gate: open, mustWait: false },
  latchShut: { type: 'latch-pressed', gate: shut, mustWait: false },
  latchBusy: { type: 'latch-pressed', gate: open, mustWait: true },
  gap: { type: 'gap-found', gate: open },
  gapShut: { type: 'gap-found', gate: shut },
  waited: { type: 'wait-elapsed', gate: open },
  lineChanged: { type: 'line-changed' },
  release: { type: 'key-released' },
  leave: { type: 'page-left' },
  silence: { type: 'silence-asked' },
  quiet: { type: 'quiet-elapsed' },
  gateOpens: { type: 'gate-changed', gate: open },
  gateShuts: { type: 'gate-changed', gate: shut },
} as const satisfies Record<string, TalkFact>

const waiting: Talk = { state: 'waiting' }
const keptWaiting: Talk = { state: 'waiting', latched: true }
const talking: Talk = { state: 'talking' }
const kept: Talk = { state: 'talking', latched: true }
const denied: Talk = { state: 'denied', reason: 'changing' }
const keptDenied: Talk = { state: 'denied', reason: 'changing', latched: true }
const cut: Talk = { state: 'cut', reason: 'changing' }
const keptCut: Talk = { state: 'cut', reason: 'changing', latched: true }
const silenced: Talk = { state: 'cut', reason: 'silenced' }
const keptSilenced: Talk = { state: 'cut', reason: 'silenced', latched: true }
const quietTooLong: Talk = { state: 'cut', reason: 'quiet-too-long' }
const keptQuiet: Talk = { state: 'cut', reason: 'quiet-too-long', latched: true }
const keptLeft: Talk = { state: 'cut', reason: 'left-page', latched: true }

type Row = Record<keyof typeof facts, Talk>

/** The whole picture: every state with every fact. */
const table: readonly (readonly [Talk, Row])[] = [
  [
    idle,
    {
      pressOpen: talking,
      pressShut: denied,
      pressBusy: waiting,
      latchOpen: kept,
      latchShut: keptDenied,
      latchBusy: keptWaiting,
      gap: idle,
      gapShut: idle,
      waited: idle,
      lineChanged: idle,
      release: idle,
      leave: idle,
      silence: idle,
      quiet: idle,
      gateOpens: idle,
      gateShuts: idle,
    },
  ],
  [
    waiting,
    {
      pressOpen: waiting,
      pressShut: waiting,
      pressBusy: waiting,
      latchOpen: keptWaiting,
      latchShut: keptWaiting,
      latchBusy: keptWaiting,
      gap: talking,
      gapShut: denied,
      waited: talking,
      lineChanged: idle,
      release: idle,
      leave: idle,
      silence: silenced,
      quiet: waiting,
      gateOpens: waiting,
      gateShuts: cut,
    },
  ],
  [
    keptWaiting,
    {
      pressOpen: waiting,
      pressShut: waiting,
      pressBusy: waiting,
      latchOpen: idle,
      latchShut: idle,
      latchBusy: idle,
      gap: kept,
      gapShut: keptDenied,
      waited: kept,
      lineChanged: idle,
      release: keptWaiting,
      leave: keptLeft,
      silence: keptSilenced,
      quiet: keptWaiting,
      gateOpens: keptWaiting,
      gateShuts: keptCut,
    },
  ],
  [
    talking,
    {
      pressOpen: talking,
      pressShut: talking,
      pressBusy: talking,
      latchOpen: kept,
      latchShut: kept,
      latchBusy: kept,
      gap: talking,
      gapShut: talking,
      waited: talking,
      lineChanged: idle,
      release: idle,
      leave: idle,
      silence: silenced,
      quiet: quietTooLong,
      gateOpens: talking,
      gateShuts: cut,
    },
  ],
  [
    kept,
    {
      pressOpen: talking,
      pressShut: talking,
      pressBusy: talking,
      latchOpen: idle,
      latchShut: idle,
      latchBusy: idle,
      gap: kept,
      gapShut: kept,
      waited: kept,
      lineChanged: idle,
      release: kept,
      leave: keptLeft,
      silence: keptSilenced,
      quiet: keptQuiet,
      gateOpens: kept,
      gateShuts: keptCut,
    },
  ],
  [
    denied,
    {
      pressOpen: denied,
      pressShut: denied,
      pressBusy: denied,
      latchOpen: denied,
      latchShut: denied,
      latchBusy: denied,
      gap: denied,
      gapShut: denied,
      waited: denied,
      lineChanged: idle,
      release: idle,
      leave: idle,
      silence: denied,
      quiet: denied,
      gateOpens: denied,
      gateShuts: denied,
    },
  ],
  [
    cut,
    {
      pressOpen: cut,
      pressShut: cut,
      pressBusy: cut,
      latchOpen: cut,
      latchShut: cut,
      latchBusy: cut,
      gap: cut,
      gapShut: cut,
      waited: cut,
      lineChanged: idle,
      release: idle,
      leave: idle,
      silence: cut,
      quiet: cut,
      gateOpens: cut,
      gateShuts: cut,
    },
  ],
  [
    keptDenied,
    {
      pressOpen: talking,
      pressShut: denied,
      pressBusy: waiting,
      latchOpen: kept,
      latchShut: keptDenied,
      latchBusy: keptWaiting,
      gap: keptDenied,
      gapShut: keptDenied,
      waited: keptDenied,
      lineChanged: idle,
      release: keptDenied,
      leave: keptDenied,
      silence: keptDenied,
      quiet: keptDenied,
      gateOpens: keptDenied,
      gateShuts: keptDenied,
    },
  ],
  [
    keptCut,
    {
      pressOpen: talking,
      pressShut: denied,
      pressBusy: waiting,
      latchOpen: kept,
      latchShut: keptDenied,
      latchBusy: keptWaiting,
      gap: keptCut,
      gapShut: keptCut,
      waited: keptCut,
      lineChanged: idle,
      release: keptCut,
      leave: keptCut,
      silence: keptCut,
      quiet: keptCut,
      gateOpens: keptCut,
      gateShuts: keptCut,
    },
  ],
]

const cases = table.flatMap(([talk, row]) =>
  Object.entries(row).map(([name, next]) => [JSON.stringify(talk), name, talk, next] as const),
)

describe('hold to talk, keep talking, and waiting for the gap', () => {
  it.each(cases)('[PA21, PA110, PA116] %s, %s', (_state, name, talk, next) => {
    const fact = Object.entries(facts).find(([factName]) => factName === name)![1]
    expect(nextTalk(talk, fact)).toEqual(next)
  })

  it('[PA21] a key that was cut opens nothing when the gate opens again under it', () => {
    const under = nextTalk(nextTalk(talking, facts.gateShuts), facts.gateOpens)
    expect(under.state).toBe('cut')
    expect(nextTalk(nextTalk(under, facts.release), facts.pressOpen)).toEqual(talking)
  })
})
