import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ControlRecord, ControlState, ControlStateName } from './control-record.ts'
import { controlFactNames, controlTransitions, isFinalState } from './control-transitions.ts'
import { type ControlFact, decideControl, defaultControlTimings } from './decide-control.ts'
import type { PlatformControl } from './platform-control.ts'

const now = 1_000_000

const states: Readonly<Record<ControlStateName, ControlState>> = {
  'held-back': { name: 'held-back' },
  submitted: { name: 'submitted' },
  queued: { name: 'queued' },
  'pending-delivery': { name: 'pending-delivery' },
  executing: { name: 'executing', evidence: 'event', at: 1 },
  completed: { name: 'completed', evidence: 'event', at: 1 },
  cancelling: { name: 'cancelling', reason: 'conversation-held' },
  cancelled: { name: 'cancelled', reason: 'conversation-held', at: 1 },
  expired: { name: 'expired', at: 1 },
  failed: { name: 'failed', failure: 'no-media', at: 1 },
  refused: { name: 'refused', code: 'missing-permission', at: 1 },
}

function record(
  name: ControlStateName,
  kind: ControlRecord['kind'] = 'whisper-audio',
): ControlRecord {
  return {
    id: 'control-1',
    conversationId: 'conversation-1',
    kind,
    supervisorId: 'supervisor-1',
    agentUserId: 'agent-1',
    coachingSessionId: 'coaching-1',
    platformVersion: 1,
    submittedAt: 0,
    state: states[name],
    ...(name === 'submitted' ? {} : { platformControlId: 'platform-1' }),
  }
}

function platformControl(
  status: PlatformControl['status'],
  version = 2,
  more: Partial<PlatformControl> = {},
): PlatformControl {
  return {
    id: 'platform-1',
    version,
    conversationId: 'conversation-1',
    kind: 'whisper-audio',
    status,
    supervisorId: 'supervisor-1',
    targetUserId: 'agent-1',
    ...more,
  }
}

function status(
  name: PlatformControl['status'],
  version = 2,
  more: Partial<PlatformControl> = {},
): ControlFact {
  return {
    type: 'platform-status',
    control: platformControl(name, version, more),
    evidence: 'event',
  }
}

const facts: Readonly<Record<(typeof controlFactNames)[number], ControlFact>> = {
  accepted: { type: 'accepted', platformControlId: 'platform-1' },
  refused: { type: 'refused', code: 'conflict' },
  'answer-lost': { type: 'answer-lost' },
  missing: { type: 'missing' },
  'platform-queued': status('queued'),
  'platform-executing': status('executing'),
  'platform-completed': status('completed'),
  'platform-failed': status('failed', 2, { failure: 'no-media' }),
  'silence-elapsed': { type: 'silence-elapsed' },
  'age-elapsed': { type: 'age-elapsed' },
  'cancel-asked': { type: 'cancel-asked', reason: 'conversation-held' },
  'cancel-done': { type: 'cancel-done' },
  'cancel-too-late': { type: 'cancel-too-late' },
  'cancel-unreachable': { type: 'cancel-unreachable' },
  'hold-ended': { type: 'hold-ended' },
}

const stateNames = Object.keys(states).filter(
  (name): name is ControlStateName => name in controlTransitions,
)

describe('the life of a control', () => {
  it('[CT1] every (state, fact) pair goes where the table says', () => {
    for (const from of stateNames)
      for (const fact of controlFactNames) {
        const entry = controlTransitions[from][fact]
        const { record: after } = decideControl(record(from), facts[fact], now)
        expect(after.state.name, `${from} + ${fact}`).toBe(entry === 'ignore' ? from : entry)
      }
  })

  it('[CT2] accepted is not delivered: only the platform says executing or completed', () => {
    for (const from of stateNames)
      for (const fact of controlFactNames) {
        const after = decideControl(record(from), facts[fact], now).record.state.name
        const announces = (after === 'executing' || after === 'completed') && after !== from
        if (announces)
          expect(['platform-executing', 'platform-completed'], `${from} + ${fact}`).toContain(fact)
      }
  })

  it('[CT3] five seconds without a confirming word is pending delivery, and the platform is asked at once', () => {
    for (const from of ['submitted', 'queued'] as const) {
      const decision = decideControl(record(from), { type: 'silence-elapsed' }, now)
      expect(decision.record.state).toEqual({ name: 'pending-delivery' })
      expect(decision.effects).toEqual([{ type: 'check-control', afterMs: 0 }])
    }
    expect(defaultControlTimings.confirmationTimeoutMs).toBe(5_000)
  })

  it('[CT3] a pending control is asked after until the platform settles it', () => {
    const stillQueued: ControlFact = {
      type: 'platform-status',
      control: platformControl('queued', 1),
      evidence: 'status-check',
    }
    const asked = decideControl(record('pending-delivery'), stillQueued, now)
    expect(asked.record.state.name).toBe('pending-delivery')
    expect(asked.effects).toEqual([
      { type: 'check-control', afterMs: defaultControlTimings.statusCheckMs },
    ])
  })

  it('[CT4] a late word settles a pending control, with the way it came', () => {
    const late: ControlFact = {
      type: 'platform-status',
      control: platformControl('executing'),
      evidence: 'status-check',
    }
    expect(decideControl(record('pending-delivery'), late, now).record.state).toEqual({
      name: 'executing',
      evidence: 'status-check',
      at: now,
    })
  })

  it('[CT5] a state that is not newer than the one known changes nothing', () => {
    const known = record('executing')
    expect(decideControl(known, status('failed', 1), now)).toEqual({ record: known, effects: [] })
  })

  it('[CT6] a hold cancels at once; a stop says goodbye first and deletes only if that is not enough', () => {
    const held = decideControl(record('executing'), facts['cancel-asked'], now)
    expect(held.effects).toEqual([{ type: 'close-line' }, { type: 'cancel-control', afterMs: 0 }])
    const stopped = decideControl(
      record('executing'),
      { type: 'cancel-asked', reason: 'stopped-by-supervisor' },
      now,
    )
    expect(stopped.effects).toEqual([
      { type: 'close-line' },
      { type: 'cancel-control', afterMs: defaultControlTimings.goodbyeMs },
    ])
  })

  it('[CT7] one cancel per transition: a second ask, and a 409, never send another', () => {
    const again = decideControl(record('cancelling'), facts['cancel-asked'], now)
    expect(again.effects).toEqual([])
    const tooLate = decideControl(record('cancelling'), facts['cancel-too-late'], now)
    expect(tooLate.effects).toEqual([{ type: 'check-control', afterMs: 0 }])
  })

  it('[CT8] a cancel that could not reach the platform is tried again', () => {
    expect(decideControl(record('cancelling'), facts['cancel-unreachable'], now).effects).toEqual([
      { type: 'cancel-control', afterMs: defaultControlTimings.cancelRetryMs },
    ])
  })

  it('[CT9] cancelled before the platform answered: the answer names it, and it is taken back', () => {
    const early = decideControl(record('submitted'), facts['cancel-asked'], now).record
    const answered = decideControl(early, facts.accepted, now)
    expect(answered.record.state.name).toBe('cancelling')
    expect(answered.effects).toEqual([{ type: 'cancel-control', afterMs: 0 }])
  })

  it('[CT10] a lost answer is looked up by our own key, never sent again', () => {
    const lost = decideControl(record('submitted'), facts['answer-lost'], now)
    expect(lost.record.state.name).toBe('submitted')
    expect(lost.effects).toEqual([{ type: 'check-control', afterMs: 0 }])
  })

  it('[CT11] what we hold as over and lives on the platform is taken back there', () => {
    for (const name of stateNames.filter(isFinalState)) {
      const decision = decideControl(record(name), status('executing'), now)
      expect(decision.record.state.name).toBe(name)
      expect(decision.effects).toEqual([{ type: 'cancel-control', afterMs: 0 }])
    }
  })

  it('[CT12] too old to help: taken back, and called expired only once it is', () => {
    const old = decideControl(record('pending-delivery'), { type: 'age-elapsed' }, now).record
    expect(old.state).toEqual({ name: 'cancelling', reason: 'expired' })
    expect(decideControl(old, facts['cancel-done'], now).record.state).toEqual({
      name: 'expired',
      at: now,
    })
    expect(decideControl(old, facts['platform-completed'], now).record.state.name).toBe('completed')
  })

  it('[CT13] a receipt of the agent is kept whatever the state', () => {
    const seen = decideControl(
      record('completed', 'whisper-text'),
      status('completed', 3, { readAt: 77, answer: 'got-it', answeredAt: 78 }),
      now,
    ).record
    expect(seen).toMatchObject({ seenAt: 77, answer: 'got-it', answeredAt: 78 })
  })

  it('[CT14] a live line that ends, however it ends, shuts its microphone gate', () => {
    for (const fact of [facts['platform-completed'], facts['platform-failed'], facts.missing])
      expect(decideControl(record('executing'), fact, now).effects).toContainEqual({
        type: 'close-line',
      })
  })

  it('[CT15] any story of facts keeps the record whole: final states stay final but for the platform’s own "completed"', () => {
    const anyFact = fc.tuple(fc.constantFrom(...controlFactNames), fc.integer({ min: 1, max: 9 }))
    fc.assert(
      fc.property(fc.array(anyFact, { maxLength: 25 }), (story) => {
        let current: ControlRecord = { ...record('submitted'), platformVersion: 0 }
        for (const [name, version] of story) {
          const fact = facts[name]
          const dated: ControlFact =
            fact.type === 'platform-status'
              ? { ...fact, control: { ...fact.control, version } }
              : fact
          const next = decideControl(current, dated, now).record
          expect(next.platformVersion).toBeGreaterThanOrEqual(current.platformVersion)
          if (isFinalState(current.state.name))
            expect([current.state.name, 'completed']).toContain(next.state.name)
          current = next
        }
      }),
    )
  })
})
