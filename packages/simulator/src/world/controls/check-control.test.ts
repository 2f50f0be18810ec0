import { describe, expect, it } from 'vitest'
import {
  act,
  agentOf,
  ask,
  current,
  refusalOf,
  renewBeforeEach,
  whisperText,
} from '../testing/control-on-trial.ts'
import type { ControlRequest } from './check-control.ts'

renewBeforeEach()

describe('what the platform refuses', () => {
  const taken = {
    WHISPER_AUDIO: ['ACTIVE'],
    BARGE_AUDIO: ['ACTIVE'],
    MONITOR_AUDIO: ['ACTIVE', 'HOLD', 'IN_TRANSFER', 'CONFERENCE'],
    WHISPER_TEXT: ['ACTIVE', 'HOLD', 'IN_TRANSFER', 'CONFERENCE'],
  }
  const acts = {
    ACTIVE: [],
    HOLD: ['hold'],
    IN_TRANSFER: ['transfer'],
    CONFERENCE: ['conference'],
    ENDED: ['end'],
    WRAPPED_UP: ['end', 'wrap-up'],
  } as const

  for (const [kind, states] of Object.entries(taken))
    for (const [state, way] of Object.entries(acts))
      it(`[SW31] ${kind} in ${state}: ${states.includes(state) ? 'taken' : '409'}`, () => {
        for (const action of way) act(action)
        const [controlType, mediaType] = kind.split('_')
        const request = { controlType, mediaType, text: 'hello' } as ControlRequest
        if (states.includes(state)) expect(ask(request).status).toBe('QUEUED')
        else
          expect(refusalOf(() => ask(request))).toMatchObject({
            status: 409,
            code: 'conversation.not.active',
          })
      })

  it.each([
    ['both targets', { targetParticipantId: 'p' }, 'targetUserId'],
    ['no target', { targetUserId: undefined }, 'targetUserId'],
    ['a stranger', { targetUserId: 'user-nobody' }, 'targetUserId'],
    ['a level above 1', { audioMixLevel: 1.01 }, 'audioMixLevel'],
    ['a level below 0', { audioMixLevel: -0.01 }, 'audioMixLevel'],
    ['no number', { audioMixLevel: Number.NaN }, 'audioMixLevel'],
    ['a written barge', { controlType: 'BARGE', mediaType: 'TEXT', text: 'x' }, 'mediaType'],
    ['a written monitor', { controlType: 'MONITOR', mediaType: 'TEXT', text: 'x' }, 'mediaType'],
    ['no text', { mediaType: 'TEXT' }, 'text'],
    ['an empty text', { mediaType: 'TEXT', text: '' }, 'text'],
    ['1,001 code points', { mediaType: 'TEXT', text: '🙂'.repeat(1_001) }, 'text'],
  ] as const)('[SW32] %s: 400', (_name, request, field) => {
    expect(refusalOf(() => ask(request))).toMatchObject({
      status: 400,
      code: 'bad.request',
      details: { field },
    })
  })

  it('[SW32] a text of 1,000 code points is taken, whatever their size', () => {
    expect(whisperText('🙂'.repeat(1_000)).status).toBe('QUEUED')
  })

  it('[SW32] the edges of the mix level are taken', () => {
    expect(ask({ audioMixLevel: 0 }).audioMixLevel).toBe(0)
    expect(ask({ audioMixLevel: 1 }).audioMixLevel).toBe(1)
  })

  it('[SW32] the customer is no target; the agent’s participant is', () => {
    const [customer, agent] = current.call.participants
    const byParticipant = (id: string | undefined) =>
      ask({ targetUserId: undefined, targetParticipantId: id })
    expect(refusalOf(() => byParticipant(customer?.participantId))).toMatchObject({
      status: 400,
      details: { field: 'targetParticipantId' },
    })
    expect(byParticipant(agent?.participantId).targetUserId).toBe(agent?.userId)
  })

  it('[SW32] an agent who dropped out is no target any more', () => {
    act('drop-agent')
    expect(refusalOf(() => ask())).toMatchObject({ status: 400 })
  })

  it('[SW32] while the agent consults, texts and listening reach either agent', () => {
    act('transfer')
    const second = current.trial.conversation(current.call.id).participants[2]?.userId
    expect(ask({ mediaType: 'TEXT', text: 'x', targetUserId: second }).targetUserId).toBe(second)
    expect(whisperText('y').targetUserId).toBe(agentOf(current.call))
  })

  it('[SW32] sound needs a channel of sound, and one that supports whispers', () => {
    const chat = current.trial.scenario({ scenario: 'chat' })
    expect(refusalOf(() => ask({}, chat))).toMatchObject({
      status: 400,
      details: { field: 'mediaType' },
    })
    expect(whisperText('on a chat', chat).status).toBe('QUEUED')
    const deaf = current.trial.scenario({ scenario: 'no-whisper-support' })
    expect(refusalOf(() => ask({}, deaf))).toMatchObject({ status: 400 })
    expect(ask({ controlType: 'MONITOR' }, deaf).status).toBe('QUEUED')
    expect(whisperText('still readable', deaf).status).toBe('QUEUED')
  })

  it('[SW32] a whisper needs the licence of its medium on both sides', () => {
    expect(refusalOf(() => ask({}, current.call, 'Henrik Aalto'))).toMatchObject({
      status: 403,
      code: 'missing.licence',
      details: { missing: 'telephony' },
    })
    expect(ask({ controlType: 'MONITOR' }, current.call, 'Henrik Aalto').status).toBe('QUEUED')
    const withoutText = [...current.trial.world.people.values()].find(
      ({ role, engagement }) => role === 'agent' && !engagement,
    )
    const theirs = current.trial.scenario({ agentUserId: withoutText?.id })
    expect(refusalOf(() => whisperText('x', theirs))).toMatchObject({
      status: 403,
      code: 'missing.licence',
      details: { missing: 'engagement' },
    })
    expect(ask({}, theirs).status).toBe('QUEUED')
  })

  it('[SW32] a conversation that is not there is 404', () => {
    expect(refusalOf(() => ask({}, { ...current.call, id: 'nothing' }))).toMatchObject({
      status: 404,
    })
  })
})
