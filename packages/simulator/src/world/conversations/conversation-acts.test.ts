import { describe, expect, it } from 'vitest'
import type { ConversationState, Participant } from '../shapes.ts'
import { putOnTrial, type WorldOnTrial } from '../testing/world-on-trial.ts'
import { type ConversationAction, conversationActions } from '../world.ts'

/** How to bring a fresh conversation into each state. */
const wayTo: Readonly<Record<ConversationState, readonly ConversationAction[]>> = {
  ACTIVE: [],
  HOLD: ['hold'],
  IN_TRANSFER: ['transfer'],
  CONFERENCE: ['conference'],
  ENDED: ['end'],
  WRAPPED_UP: ['end', 'wrap-up'],
  COMPLETED: ['end', 'wrap-up'],
}

/** The contract's state machine once more, written out: what each act leads to. */
const expected: Readonly<
  Record<ConversationState, Partial<Record<ConversationAction, ConversationState>>>
> = {
  ACTIVE: {
    hold: 'HOLD',
    transfer: 'IN_TRANSFER',
    conference: 'CONFERENCE',
    end: 'ENDED',
    'drop-agent': 'ACTIVE',
    'pause-recording': 'ACTIVE',
  },
  HOLD: {
    retrieve: 'ACTIVE',
    transfer: 'IN_TRANSFER',
    end: 'ENDED',
    'drop-agent': 'HOLD',
    'pause-recording': 'HOLD',
  },
  IN_TRANSFER: {
    'complete-transfer': 'ACTIVE',
    'cancel-transfer': 'ACTIVE',
    end: 'ENDED',
    'drop-agent': 'ACTIVE',
    'pause-recording': 'IN_TRANSFER',
  },
  CONFERENCE: {
    'leave-conference': 'ACTIVE',
    end: 'ENDED',
    'drop-agent': 'CONFERENCE',
    'pause-recording': 'CONFERENCE',
  },
  ENDED: { 'wrap-up': 'WRAPPED_UP' },
  WRAPPED_UP: {},
  COMPLETED: {},
}

function bringTo(trial: WorldOnTrial, state: ConversationState): string {
  const { id } = trial.scenario()
  for (const action of wayTo[state]) expect(trial.world.act(id, action).ok).toBe(true)
  if (state === 'COMPLETED') trial.clock.advanceSync(5_000)
  expect(trial.conversation(id).state).toBe(state)
  return id
}

function parties(trial: WorldOnTrial, id: string): Record<string, Participant['state']> {
  return Object.fromEntries(
    trial
      .conversation(id)
      .participants.map((party, index) => [`${party.purpose}${index}`, party.state]),
  )
}

describe('conversation acts', () => {
  const states = Object.keys(wayTo) as ConversationState[]
  for (const state of states)
    for (const action of conversationActions)
      it(`[SW10] ${action} in ${state} leads to ${expected[state][action] ?? 'a refusal'}`, () => {
        const trial = putOnTrial()
        const id = bringTo(trial, state)
        const before = trial.conversation(id)
        const outcome = trial.world.act(id, action)
        const after = expected[state][action]
        if (after === undefined) {
          expect(outcome).toMatchObject({ ok: false, status: 409 })
          expect(trial.conversation(id)).toBe(before)
        } else {
          expect(outcome).toMatchObject({ ok: true, conversation: { state: after } })
          expect(trial.conversation(id).version).toBe(before.version + 1)
        }
        expect(trial.failures).toEqual([])
      })

  it('[SW10] an act on a conversation that does not exist is 404', () => {
    expect(putOnTrial().world.act('nothing', 'hold')).toMatchObject({ ok: false, status: 404 })
  })

  it('[SW11] every change is one version and one event, in order', () => {
    const trial = putOnTrial()
    const { id } = trial.scenario()
    const acts: ConversationAction[] = ['hold', 'retrieve', 'conference', 'leave-conference', 'end']
    for (const action of acts) trial.world.act(id, action)
    const told = trial
      .eventsNamed('conversation.updated')
      .filter((event) => event.conversationId === id)
    expect(told.map(({ data }) => data.version)).toEqual([1, 2, 3, 4, 5, 6])
    expect(told.map(({ data }) => data.state)).toEqual([
      'ACTIVE',
      'HOLD',
      'ACTIVE',
      'CONFERENCE',
      'ACTIVE',
      'ENDED',
    ])
  })

  it('[SW11] stateSince moves with the state, not with the version', () => {
    const trial = putOnTrial()
    const { id, stateSince } = trial.scenario()
    trial.clock.advanceSync(1_000)
    trial.world.act(id, 'pause-recording')
    expect(trial.conversation(id).stateSince).toBe(stateSince)
    trial.world.act(id, 'hold')
    expect(trial.conversation(id).stateSince).toBe('2026-01-01T12:00:01.000Z')
  })

  it('[SW12] the customer waits on hold and while the agent consults', () => {
    const trial = putOnTrial()
    const { id } = trial.scenario()
    expect(parties(trial, id)).toEqual({ customer0: 'CONNECTED', agent1: 'CONNECTED' })
    trial.world.act(id, 'hold')
    expect(parties(trial, id)).toEqual({ customer0: 'HELD', agent1: 'CONNECTED' })
    trial.world.act(id, 'transfer')
    expect(parties(trial, id)).toEqual({
      customer0: 'HELD',
      agent1: 'CONNECTED',
      agent2: 'CONNECTED',
    })
    trial.world.act(id, 'cancel-transfer')
    expect(parties(trial, id)).toEqual({
      customer0: 'CONNECTED',
      agent1: 'CONNECTED',
      agent2: 'DISCONNECTED',
    })
    trial.world.act(id, 'conference')
    expect(parties(trial, id)).toMatchObject({ customer0: 'CONNECTED', external3: 'CONNECTED' })
    trial.world.act(id, 'end')
    expect(new Set(Object.values(parties(trial, id)))).toEqual(new Set(['DISCONNECTED']))
    const channels = trial.conversation(id).participants.flatMap((party) => party.mediaChannels)
    expect(new Set(channels.map(({ state }) => state))).toEqual(new Set(['INACTIVE']))
  })

  it('[SW13] a completed transfer puts the second agent in the first one’s place', () => {
    const trial = putOnTrial()
    const { id, participants } = trial.scenario()
    const first = participants[1]?.userId
    trial.world.act(id, 'transfer')
    const second = trial.conversation(id).participants[2]?.userId
    expect(second).not.toBe(first)
    expect(trial.world.people.get(second ?? '')?.routingStatus).toBe('INTERACTING')
    trial.world.act(id, 'complete-transfer')
    expect(parties(trial, id)).toEqual({
      customer0: 'CONNECTED',
      agent1: 'DISCONNECTED',
      agent2: 'CONNECTED',
    })
    expect(trial.world.records.get(id)?.agentUserId).toBe(second)
    expect(trial.calls.get(id)?.agentUserId).toBe(second)
    expect(trial.world.people.get(first ?? '')?.routingStatus).toBe('IDLE')
  })

  it('[SW13] an agent who drops out leaves the conversation without one, until it ends', () => {
    const trial = putOnTrial()
    const { id, participants } = trial.scenario()
    trial.world.act(id, 'drop-agent')
    expect(parties(trial, id)).toEqual({ customer0: 'CONNECTED', agent1: 'DISCONNECTED' })
    expect(trial.calls.get(id)?.voices.agent).toBeUndefined()
    for (const action of ['hold', 'transfer', 'conference', 'drop-agent'] as const)
      expect(trial.world.act(id, action)).toMatchObject({ ok: false, status: 409 })
    expect(trial.world.people.get(participants[1]?.userId ?? '')?.routingStatus).toBe('IDLE')
    expect(trial.world.act(id, 'end').ok).toBe(true)
  })

  it('[SW13] when the first agent drops out of a consultation, the second has the call', () => {
    const trial = putOnTrial()
    const { id } = trial.scenario()
    trial.world.act(id, 'transfer')
    const second = trial.conversation(id).participants[2]?.userId
    trial.world.act(id, 'drop-agent')
    expect(trial.conversation(id).state).toBe('ACTIVE')
    expect(trial.world.records.get(id)?.agentUserId).toBe(second)
  })

  it('[SW13] a transfer needs somebody free', () => {
    const trial = putOnTrial({ agents: 12 })
    let taken = 0
    for (const agent of trial.world.people.values())
      if (trial.world.roster.canTake(agent, 'VOICE')) {
        trial.scenario({ agentUserId: agent.id })
        taken += 1
      }
    expect(taken).toBeGreaterThan(5)
    const [id] = trial.world.conversations.keys()
    expect(trial.world.act(id ?? '', 'transfer')).toMatchObject({ ok: false, status: 409 })
  })

  it('[SW14] nobody wraps up: it happens after a minute, and is complete soon after', () => {
    const trial = putOnTrial()
    const { id } = trial.scenario()
    trial.world.act(id, 'end')
    trial.clock.advanceSync(59_999)
    expect(trial.conversation(id).state).toBe('ENDED')
    trial.clock.advanceSync(1)
    expect(trial.conversation(id).state).toBe('WRAPPED_UP')
    trial.clock.advanceSync(5_000)
    expect(trial.conversation(id).state).toBe('COMPLETED')
  })

  it('[SW14] an ended conversation can be read for an hour', () => {
    const trial = putOnTrial()
    const { id } = trial.scenario()
    trial.world.act(id, 'end')
    trial.clock.advanceSync(60 * 60_000 - 1)
    expect(trial.world.conversations.has(id)).toBe(true)
    trial.clock.advanceSync(1)
    expect(trial.world.conversations.has(id)).toBe(false)
    expect(trial.world.records.has(id)).toBe(false)
    expect(trial.clock.pending).toBe(0)
  })

  it('[SW15] a paused recording is paused in the media engine too, and a chat has none', () => {
    const trial = putOnTrial()
    const { id } = trial.scenario()
    trial.world.act(id, 'pause-recording')
    expect(trial.conversation(id).recording).toEqual({ state: 'PAUSED', recordsSupervisor: false })
    expect(trial.calls.get(id)?.recordingPaused).toBe(true)
    expect(trial.world.act(id, 'pause-recording')).toMatchObject({ ok: false, status: 409 })
    trial.world.act(id, 'resume-recording')
    expect(trial.calls.get(id)?.recordingPaused).toBe(false)
    expect(trial.world.act(id, 'resume-recording')).toMatchObject({ ok: false, status: 409 })
    const chat = trial.scenario({ scenario: 'chat' })
    expect(trial.world.act(chat.id, 'pause-recording')).toMatchObject({ ok: false, status: 409 })
  })

  it('[SW16] the engine learns of every state with the parties that are there', () => {
    const trial = putOnTrial()
    const { id } = trial.scenario()
    const heard = () => Object.keys(trial.calls.get(id)?.voices ?? {}).sort()
    expect(heard()).toEqual(['agent', 'customer'])
    trial.world.act(id, 'transfer')
    expect(trial.calls.get(id)?.state).toBe('IN_TRANSFER')
    expect(heard()).toEqual(['agent', 'customer', 'second-agent'])
    trial.world.act(id, 'cancel-transfer')
    expect(heard()).toEqual(['agent', 'customer'])
    trial.world.act(id, 'conference')
    expect(heard()).toEqual(['agent', 'customer', 'external'])
    trial.world.act(id, 'end')
    expect(trial.calls.has(id)).toBe(false)
    trial.world.act(id, 'wrap-up')
    expect(trial.log.filter((line) => line === 'call over')).toHaveLength(1)
  })
})
