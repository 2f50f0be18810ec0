import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  coachingActionNames,
  coachingActions,
  mayAct,
  mayStartCoaching,
} from './coaching-actions.ts'
import { coachingLicence } from './coaching-licence.ts'
import { longestMetadataBytes, metadataBytes } from './coaching-metadata.ts'
import {
  type CoachingRecord,
  type CoachingStateName,
  emptyCoachingDetails,
  type PlatformCoaching,
} from './coaching-record.ts'
import { coachingFactNames, coachingTransitions, isCoachingOver } from './coaching-transitions.ts'
import { type CoachingFact, decideCoaching } from './decide-coaching.ts'

const stateNames = Object.keys(coachingTransitions) as CoachingStateName[]

function record(part: Partial<CoachingRecord> = {}): CoachingRecord {
  return {
    id: 'record-1',
    conversationId: 'c1',
    agentUserId: 'ana',
    agentName: 'Ana Silva',
    supervisorId: 'sam',
    supervisorName: 'Sam',
    queueId: 'q1',
    queueName: 'Billing',
    media: 'voice',
    kind: 'real-time',
    coachingSessionId: 'session-1',
    platformVersion: 0,
    startedAt: 1,
    state: { name: 'starting', at: 1 },
    details: emptyCoachingDetails,
    ...part,
  }
}

function word(part: Partial<PlatformCoaching> = {}): PlatformCoaching {
  return {
    id: 'platform-1',
    version: 1,
    conversationId: 'c1',
    agentUserId: 'ana',
    supervisorId: 'sam',
    kind: 'real-time',
    status: 'started',
    createdAt: 2,
    ...part,
  }
}

function stateOf(name: CoachingStateName): CoachingRecord['state'] {
  return name === 'refused' ? { name, at: 1, reason: 'conflict' } : { name, at: 1 }
}

describe('the life of a coaching session', () => {
  const expected: Record<CoachingStateName, string> = {
    starting: 'started in-progress paused completed invalid refused refused',
    started: '- in-progress paused completed invalid vanished -',
    'in-progress': '- - paused completed invalid vanished -',
    paused: '- in-progress - completed invalid vanished -',
    completed: '- - - - invalid - -',
    invalid: '- - - - - - -',
    vanished: 'started in-progress paused completed invalid - -',
    refused: 'started in-progress paused completed invalid - -',
  }
  it.each(stateNames)('[CS1] from %s every fact leads where the picture says', (from) => {
    const row = coachingFactNames.map((name) => {
      const fact: CoachingFact =
        name === 'missing'
          ? { type: 'missing' }
          : name === 'refused'
            ? { type: 'refused', reason: 'conflict' }
            : {
                type: 'platform',
                coaching: word({
                  version: 9,
                  status: name.slice('platform-'.length) as PlatformCoaching['status'],
                }),
              }
      const before = record({ state: stateOf(from) })
      const after = decideCoaching(before, fact, 5)?.state ?? before.state
      return after === before.state ? '-' : after.name
    })
    expect(row.join(' ')).toBe(expected[from])
  })

  it('[CS2] a word that is older, or the same once more, changes nothing', () => {
    const known = record({
      platformCoachingId: 'platform-1',
      platformVersion: 3,
      state: stateOf('paused'),
    })
    for (const version of [1, 2, 3])
      expect(
        decideCoaching(
          known,
          { type: 'platform', coaching: word({ version, status: 'in-progress' }) },
          9,
        ),
      ).toBeUndefined()
    const newer = word({ version: 4, status: 'in-progress' })
    expect(decideCoaching(known, { type: 'platform', coaching: newer }, 9)).toMatchObject({
      platformVersion: 4,
      state: { name: 'in-progress', at: 9 },
    })
  })

  it('[CS2] another coaching’s word is not ours, and a general one is told apart by its id', () => {
    const known = record({ platformCoachingId: 'platform-1', platformVersion: 1 })
    const other = word({ id: 'platform-2', version: 7, status: 'completed' })
    expect(decideCoaching(known, { type: 'platform', coaching: other }, 9)).toBeUndefined()
  })

  it('[CS2] in whatever order words come, the newest stands in the end', () => {
    const life: PlatformCoaching[] = (
      ['started', 'in-progress', 'paused', 'in-progress', 'completed'] as const
    ).map((status, place) => word({ version: place + 1, status }))
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...life, ...life], { minLength: 10, maxLength: 10 }),
        (words) => {
          const last = words.reduce(
            (known, coaching) => decideCoaching(known, { type: 'platform', coaching }, 9) ?? known,
            record(),
          )
          expect(last.state.name).toBe('completed')
          expect(last.platformVersion).toBe(5)
        },
      ),
      { numRuns: 50, seed: 5 },
    )
  })

  it('[CS3] a record the platform does not know any more has vanished, and is had back when it does', () => {
    const known = record({
      platformCoachingId: 'platform-1',
      platformVersion: 2,
      state: stateOf('in-progress'),
    })
    const gone = decideCoaching(known, { type: 'missing' }, 7)
    expect(gone?.state).toEqual({ name: 'vanished', at: 7 })
    const back = word({ version: 2, status: 'in-progress' })
    expect(gone && decideCoaching(gone, { type: 'platform', coaching: back }, 8)?.state).toEqual({
      name: 'in-progress',
      at: 8,
    })
  })

  it('[CS3] one that never arrived is refused, with that reason', () => {
    expect(decideCoaching(record(), { type: 'missing' }, 7)?.state).toEqual({
      name: 'refused',
      at: 7,
      reason: 'not-arrived',
    })
  })

  it('[CS1] what is over frees the conversation', () => {
    expect(stateNames.filter(isCoachingOver)).toEqual([
      'completed',
      'invalid',
      'vanished',
      'refused',
    ])
  })
})

describe('what may be done', () => {
  it('[CS4] begin, pause, resume and complete where the platform takes them, and nowhere else', () => {
    const table = stateNames.map((state) => [
      state,
      coachingActionNames.filter((action) => mayAct(state, action)).join(' '),
    ])
    expect(Object.fromEntries(table)).toEqual({
      starting: '',
      started: 'begin',
      'in-progress': 'pause complete',
      paused: 'resume complete',
      completed: '',
      invalid: '',
      vanished: '',
      refused: '',
    })
    expect(coachingActions.resume.to).toBe('in-progress')
  })

  const coach = {
    licence: 'cx2',
    telephony: false,
    engagement: false,
    permissions: ['read-conversation', 'write-coaching'],
  } as const
  const cx1 = { ...coach, licence: 'cx1' } as const
  const able = {
    kind: 'real-time',
    phase: 'active',
    hasAgent: true,
    person: coach,
    isCoached: false,
  } as const
  it.each([
    ['while it lives', {}, true],
    ['on hold', { phase: 'held' }, true],
    ['in transfer', { phase: 'in-transfer' }, true],
    ['in conference', { phase: 'conference' }, true],
    ['after the end', { phase: 'ended' }, 'conversation-ended'],
    ['post-call while it lives', { kind: 'post-call' }, 'conversation-not-ended'],
    ['post-call after the end', { kind: 'post-call', phase: 'ended' }, true],
    [
      'without the right',
      { person: { ...coach, permissions: ['read-conversation'] } },
      'missing-permission',
    ],
    [
      'without its scope',
      {
        person: {
          ...coach,
          permissions: ['read-conversation'],
          withoutScope: ['write-coaching'],
        },
      },
      'missing-scope',
    ],
    ['with CX1', { person: cx1 }, 'missing-licence'],
    ['post-call with CX1', { person: cx1, kind: 'post-call', phase: 'ended' }, true],
    ['without an agent', { hasAgent: false }, 'no-agent'],
    ['beside another session', { isCoached: true }, 'coaching-exists'],
  ] as const)('[CS5] starting %s: %j', (_name, part, verdict) => {
    const start = mayStartCoaching({ ...able, ...part })
    expect(start.allowed || start.reason).toBe(verdict)
  })

  it('[CS5] CX1 is told which licence has it', () => {
    expect(mayStartCoaching({ ...able, person: cx1 })).toMatchObject({ missing: 'CX2' })
    expect(coachingLicence('cx1')).toEqual({ realTime: false, metadata: false })
    expect(coachingLicence('cx3')).toEqual({ realTime: true, metadata: true })
  })
})

describe('metadata', () => {
  it('[CS6] is measured in bytes of its JSON in UTF-8', () => {
    const frameBytes = '{"text":""}'.length
    expect(metadataBytes({ text: '' })).toBe(frameBytes)
    for (const [text, bytes] of [
      ['ids', 3],
      ['ä', 2],
      ['€', 3],
      ['\u{1F600}', 4],
      ['"\\\n', 6],
      ['\ud83d', 6],
    ] as const)
      expect(metadataBytes({ text })).toBe(frameBytes + bytes)
    const frame = metadataBytes({ text: '' })
    expect(metadataBytes({ text: 'x'.repeat(longestMetadataBytes - frame) })).toBe(2_048)
    expect(metadataBytes({ text: 'ä'.repeat(1_025) })).toBe(2_050 + frame)
  })
})
