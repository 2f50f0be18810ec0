import { describe, expect, it } from 'vitest'
import type { Gate } from './microphone-gate.ts'
import { idle, nextTalk, type Talk, type TalkFact } from './talk.ts'

const open: Gate = { open: true }
const shut: Gate = { open: false, reason: 'changing' }

const facts = {
  pressOpen: { type: 'key-pressed', gate: open },
  pressShut: { type: 'key-pressed', gate: shut },
  release: { type: 'key-released' },
  leave: { type: 'page-left' },
  silence: { type: 'silence-asked' },
  quiet: { type: 'quiet-elapsed' },
  gateOpens: { type: 'gate-changed', gate: open },
  gateShuts: { type: 'gate-changed', gate: shut },
} as const satisfies Record<string, TalkFact>

const talking: Talk = { state: 'talking' }
const denied: Talk = { state: 'denied', reason: 'changing' }
const cut: Talk = { state: 'cut', reason: 'changing' }
const quietTooLong: Talk = { state: 'cut', reason: 'quiet-too-long' }
const silenced: Talk = { state: 'cut', reason: 'silenced' }

type Row = Record<keyof typeof facts, Talk>

/** The whole picture: every state with every fact. */
const table: readonly (readonly [Talk, Row])[] = [
  [
    idle,
    {
      pressOpen: talking,
      pressShut: denied,
      release: idle,
      leave: idle,
      silence: idle,
      quiet: idle,
      gateOpens: idle,
      gateShuts: idle,
    },
  ],
  [
    talking,
    {
      pressOpen: talking,
      pressShut: talking,
      release: idle,
      leave: idle,
      silence: silenced,
      quiet: quietTooLong,
      gateOpens: talking,
      gateShuts: cut,
    },
  ],
  [
    denied,
    {
      pressOpen: denied,
      pressShut: denied,
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
      release: idle,
      leave: idle,
      silence: cut,
      quiet: cut,
      gateOpens: cut,
      gateShuts: cut,
    },
  ],
]

const cases = table.flatMap(([talk, row]) =>
  Object.entries(row).map(([name, next]) => [talk.state, name, talk, next] as const),
)

describe('hold to talk', () => {
  it.each(cases)('[PA21] %s, %s', (_state, name, talk, next) => {
    const fact = Object.entries(facts).find(([factName]) => factName === name)![1]
    expect(nextTalk(talk, fact)).toEqual(next)
  })

  it('[PA21] a key that was cut opens nothing when the gate opens again under it', () => {
    const under = nextTalk(nextTalk(talking, facts.gateShuts), facts.gateOpens)
    expect(under.state).toBe('cut')
    expect(nextTalk(nextTalk(under, facts.release), facts.pressOpen)).toEqual(talking)
  })
})
