import { createFakeClock } from '@sotto/testkit'
import { beforeEach, describe, expect, it } from 'vitest'
import type { SeatListener } from '../media/media-engine.ts'
import { wordsIn } from '../words/words-of-page.ts'
import { createDesk, type Desk } from './create-desk.ts'
import type { DeskMessage } from './desk-messages.ts'
import type { DeskView } from './desk-view.ts'
import {
  createFakeWorld,
  customer,
  type FakeWorld,
  makeCoaching,
  makeConversation,
  makeParticipant,
  makeWhisper,
} from './testing/fake-world.ts'

const frame = Int16Array.from({ length: 320 }, (_value, index) => index - 160)
const frameBytes = new Uint8Array(frame.buffer)

let clock: ReturnType<typeof createFakeClock>
let fake: FakeWorld
let desk: Desk
let failures: unknown[]
let sound: { hear: SeatListener; spoken: Int16Array[]; open: string[] }

beforeEach(() => {
  clock = createFakeClock()
  fake = createFakeWorld()
  failures = []
  sound = { hear() {}, spoken: [], open: [] }
  fake.conversations.set('call-1', makeConversation())
  desk = createDesk({
    world: fake.world,
    clock,
    onFailure: (failure) => failures.push(failure),
    media: {
      sitAtDesk(conversationId, hear) {
        if (!fake.conversations.has(conversationId)) throw new Error('no call')
        sound.open.push(conversationId)
        sound.hear = hear
        return {
          speak: (spoken) => void sound.spoken.push(spoken),
          leave: () => void sound.open.splice(sound.open.indexOf(conversationId), 1),
        }
      },
    },
  })
})

function sit(userId = 'ana', words = wordsIn('en')) {
  const messages: DeskMessage[] = []
  const audio: Uint8Array[] = []
  const wire = { stuffed: 0 }
  const seat = desk.sit(
    userId,
    {
      send: (message) => void messages.push(message),
      sendAudio: (bytes) => void audio.push(bytes),
      bufferedBytes: () => wire.stuffed,
    },
    words,
  )!
  return {
    messages,
    audio,
    wire,
    leave: seat.leave,
    receiveAudio: seat.receiveAudio,
    say: (message: object) => seat.receive(JSON.stringify(message)),
    receive: seat.receive,
    view(): DeskView {
      const shown = messages.filter((message) => message.type === 'desk').at(-1)
      return shown!.view
    },
    hearing: () => messages.filter((message) => message.type === 'desk').at(-1)?.hearing,
    refusals: () =>
      messages.flatMap((message) => (message.type === 'refused' ? [message.message] : [])),
  }
}

const changed = {
  type: 'conversation',
  name: 'conversation.updated',
  userId: 'ana',
  data: {},
} as const

describe('who sits where', () => {
  it('[SD50] a desk is occupied from the first who sits down to the last who leaves', () => {
    const first = sit()
    const second = sit()
    expect([...fake.occupied]).toEqual(['ana'])
    first.leave()
    first.leave()
    expect(fake.occupied.size).toBe(1)
    second.leave()
    expect(fake.occupied.size).toBe(0)
  })

  it('[SD50] only agents at work have desks', () => {
    const wire = { send() {}, sendAudio() {}, bufferedBytes: () => 0 }
    expect(['mara', 'off', 'nobody'].map((id) => desk.sit(id, wire))).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect(desk.agents().map(({ name }) => name)).toEqual(['Ana Silva', 'Jon Berg'])
  })

  it('[SD50] leaves nothing over', () => {
    const { say } = sit()
    fake.controls.set('control-1', makeWhisper())
    say({ type: 'visibility', visible: true })
    say({ type: 'hear', conversationId: 'call-1' })
    fake.announce(changed)
    desk.close()
    expect(clock.pending + fake.listeners + sound.open.length + fake.occupied.size).toBe(0)
  })
})

describe('what the desk shows', () => {
  it('[SD51] the conversation, with what can be done now', () => {
    expect(sit().view().conversations).toEqual([
      {
        id: 'call-1',
        customerName: 'Dorothy Vance',
        queueName: 'Billing',
        mediaType: 'VOICE',
        state: 'ACTIVE',
        startTime: '2026-01-01T11:58:00.000Z',
        stateSince: '2026-01-01T11:58:00.000Z',
        recording: 'ON',
        actions: ['hold', 'transfer', 'end'],
        canHear: true,
        canAskForHelp: true,
        help: null,
        notices: [],
      },
    ])
  })

  it.each([
    ['HOLD', ['retrieve', 'transfer', 'end']],
    ['IN_TRANSFER', ['complete-transfer', 'cancel-transfer', 'end']],
    ['CONFERENCE', ['end']],
    ['ENDED', ['wrap-up']],
  ] as const)('[SD51] in %s only the buttons that make sense', (state, actions) => {
    fake.conversations.set('call-1', makeConversation({ state }))
    expect(sit().view().conversations[0]).toMatchObject({
      actions,
      canHear: state !== 'ENDED',
      canAskForHelp: state !== 'ENDED',
    })
  })

  it('[SD52] not what was handed over, nor what another ended, nor what is wrapped up', () => {
    const left = makeParticipant({ state: 'DISCONNECTED' })
    const other = makeParticipant({ participantId: 'p2', userId: 'jon', name: 'Jon Berg' })
    fake.conversations.set('call-1', makeConversation({ participants: [customer, left, other] }))
    fake.conversations.set(
      'b',
      makeConversation({ id: 'b', state: 'ENDED', participants: [left, other] }),
    )
    fake.conversations.set('c', makeConversation({ id: 'c', state: 'WRAPPED_UP' }))
    expect(sit().view().conversations).toEqual([])
    expect(
      sit('jon')
        .view()
        .conversations.map(({ id }) => id),
    ).toEqual(['call-1', 'b'])
  })

  it('[SD53] changes at once with an event, in one picture, and only when something changed', async () => {
    const { messages, view } = sit()
    fake.conversations.set('call-1', makeConversation({ state: 'HOLD' }))
    fake.announce(changed)
    fake.announce(changed)
    await clock.advance(20)
    expect(view().conversations[0]?.state).toBe('HOLD')
    fake.announce(changed)
    await clock.advance(10_000)
    expect(messages).toHaveLength(2)
  })

  it('[SD53] finds within half a second what no event announced', async () => {
    const { view } = sit()
    fake.conversations.set('call-1', makeConversation({ state: 'HOLD' }))
    await clock.advance(500)
    expect(view().conversations[0]?.state).toBe('HOLD')
  })

  it('[SD53] waits with a page that cannot keep up, then shows the newest', async () => {
    const { messages, wire, view } = sit()
    wire.stuffed = 65_537
    for (const state of ['HOLD', 'ACTIVE', 'CONFERENCE'] as const) {
      fake.conversations.set('call-1', makeConversation({ state }))
      await clock.advance(500)
    }
    wire.stuffed = 0
    await clock.advance(500)
    expect(messages).toHaveLength(2)
    expect(view().conversations[0]?.state).toBe('CONFERENCE')
  })

  it.each([
    ['STARTED', ['You are being coached by Mara <b>Bell</b>']],
    ['IN_PROGRESS', ['You are being coached by Mara <b>Bell</b>']],
    ['PAUSED', ['Coaching by Mara <b>Bell</b> is paused']],
    ['COMPLETED', ['Coaching by Mara <b>Bell</b> is finished']],
    ['INVALID', []],
  ] as const)('[SD54] says who coaches: %s', (status, notices) => {
    fake.coachings.set('coaching-1', makeCoaching({ status }))
    fake.coachings.set('after', makeCoaching({ id: 'after', coachingType: 'POST_CALL' }))
    fake.coachings.set('other', makeCoaching({ id: 'other', userId: 'jon' }))
    expect(sit().view().conversations[0]?.notices).toEqual(notices)
  })

  it.each([
    ['WHISPER', ['agent'], ['Mara can speak to you; the customer does not hear it']],
    ['BARGE', ['agent', 'customer'], ['Mara has joined the call']],
    ['MONITOR', [], []],
  ] as const)('[SD54] says who can speak to the agent: %s', (controlType, heardBy, notices) => {
    const supervisor = makeParticipant({
      purpose: 'supervisor',
      userId: 'mara',
      name: 'Mara',
      controlType,
      heardBy,
    })
    const participants = [customer, makeParticipant(), supervisor]
    fake.conversations.set('call-1', makeConversation({ participants }))
    expect(sit().view().conversations[0]?.notices).toEqual(notices)
  })

  it('[SD55] the whispers of this agent that have arrived, the newest first', () => {
    fake.controls.set('1', makeWhisper({ id: '1' }))
    fake.controls.set('2', makeWhisper({ id: '2', createdAt: '2026-01-01T12:00:09.000Z' }))
    fake.controls.set('3', makeWhisper({ id: '3', status: 'QUEUED' }))
    fake.controls.set('4', makeWhisper({ id: '4', targetUserId: 'jon' }))
    fake.controls.set('5', makeWhisper({ id: '5', mediaType: 'AUDIO' }))
    expect(
      sit()
        .view()
        .whispers.map(({ controlId }) => controlId),
    ).toEqual(['2', '1'])
  })
})

describe('when a whisper was read', () => {
  beforeEach(() => {
    fake.controls.set('control-1', makeWhisper())
  })

  it('[SD56] after it has stood on a visible desk for a second', async () => {
    const { say, view } = sit()
    await clock.advance(5_000)
    say({ type: 'visibility', visible: true })
    await clock.advance(999)
    expect(fake.asked).toEqual([])
    await clock.advance(1)
    expect(fake.asked).toEqual(['receipt control-1 seen'])
    await clock.advance(20)
    expect(view().whispers[0]?.readAt).toBe('2026-01-01T12:01:00.000Z')
  })

  it('[SD56] not when the desk was hidden before the second was over', async () => {
    const { say } = sit()
    for (let count = 0; count < 5; count += 1) {
      say({ type: 'visibility', visible: true })
      await clock.advance(900)
      say({ type: 'visibility', visible: false })
      await clock.advance(900)
    }
    expect(fake.asked).toEqual([])
  })

  it('[SD56] once only, whatever else changes, and the second counts from its own arrival', async () => {
    const { say } = sit()
    say({ type: 'visibility', visible: true })
    await clock.advance(600)
    fake.controls.set('control-2', makeWhisper({ id: 'control-2' }))
    fake.announce(changed)
    await clock.advance(500)
    expect(fake.asked).toEqual(['receipt control-1 seen'])
    await clock.advance(5_000)
    expect(fake.asked).toEqual(['receipt control-1 seen', 'receipt control-2 seen'])
  })
})

describe('what is pressed', () => {
  it.each([
    ['hold', { type: 'act', conversationId: 'call-1', action: 'hold' }, 'hold call-1'],
    [
      'an answer',
      { type: 'answer', controlId: 'control-1', answer: 'NEED_YOU' },
      'receipt control-1 NEED_YOU',
    ],
    [
      'help',
      {
        type: 'help',
        conversationId: 'call-1',
        reason: ' Refund limit? ',
        urgency: 'HIGH',
        note: '',
      },
      'help call-1 {"reason":"Refund limit?","urgency":"HIGH"}',
    ],
    ['no help after all', { type: 'withdraw-help', conversationId: 'call-1' }, 'withdraw call-1'],
  ])('[SD57] is carried out: %s', (_case, message, asked) => {
    fake.controls.set('control-1', makeWhisper())
    const { say, refusals } = sit()
    say(message)
    expect(fake.asked).toEqual([asked])
    expect(refusals()).toEqual([])
  })

  it('[SD57] shows at once, help with its reason', () => {
    const { say, view } = sit()
    say({ type: 'help', conversationId: 'call-1', reason: 'Refund?', urgency: 'LOW' })
    expect(view().conversations[0]).toMatchObject({
      canAskForHelp: false,
      help: { reason: 'Refund?', urgency: 'LOW' },
    })
  })

  it('[SD58] is refused in the world’s own words', () => {
    const { say, refusals } = sit()
    fake.refuseNext = 'Help was asked for already.'
    say({ type: 'help', conversationId: 'call-1', reason: 'x', urgency: 'LOW' })
    expect(refusals()).toEqual(['Help was asked for already.'])
    expect(failures).toEqual([])
  })

  it.each([
    ['a call of another desk', { type: 'act', conversationId: 'call-9', action: 'end' }],
    ['help there', { type: 'help', conversationId: 'call-9', reason: 'x', urgency: 'LOW' }],
    ['hearing there', { type: 'hear', conversationId: 'call-9' }],
    ['a whisper of another', { type: 'answer', controlId: 'theirs', answer: 'GOT_IT' }],
  ])('[SD58] never reaches another desk: %s', (_case, message) => {
    fake.controls.set('theirs', makeWhisper({ id: 'theirs', targetUserId: 'jon' }))
    const { say, refusals } = sit()
    say(message)
    expect(fake.asked).toEqual([])
    expect(sound.open).toEqual([])
    expect(refusals()).toHaveLength(1)
  })

  it.each([
    '',
    '{',
    'null',
    '{"type":"act"}',
    '{"type":"act","conversationId":"call-1","action":"drop-agent"}',
    '{"type":"help","conversationId":"call-1","reason":"  ","urgency":"LOW"}',
    '{"type":"hear"}',
  ])('[SD58] nonsense is refused in words: %s', (text) => {
    const { receive, refusals } = sit()
    receive(text)
    expect(refusals()).toHaveLength(1)
    expect(fake.asked).toEqual([])
  })
})

describe('sound', () => {
  it('[SD59] is heard from the moment it is asked for until it is not', () => {
    const { say, audio, hearing } = sit()
    expect(sound.open).toEqual([])
    say({ type: 'hear', conversationId: 'call-1' })
    expect(hearing()).toBe('call-1')
    sound.hear(frame, undefined)
    expect(audio).toEqual([frameBytes])
    expect(audio[0]?.buffer).not.toBe(frame.buffer)
    say({ type: 'hear', conversationId: null })
    expect(sound.open).toEqual([])
    expect(hearing()).toBeNull()
  })

  it('[SD59] ends with the call', async () => {
    const { say, hearing } = sit()
    say({ type: 'hear', conversationId: 'call-1' })
    fake.conversations.set('call-1', makeConversation({ state: 'ENDED' }))
    fake.announce(changed)
    await clock.advance(20)
    expect(sound.open).toEqual([])
    expect(hearing()).toBeNull()
  })

  it('[SD59] has gaps rather than a past when the page cannot keep up', () => {
    const { say, audio, wire } = sit()
    say({ type: 'hear', conversationId: 'call-1' })
    wire.stuffed = 65_537
    sound.hear(frame, undefined)
    wire.stuffed = 0
    sound.hear(frame, undefined)
    expect(audio).toHaveLength(1)
  })

  it('[SD59] of the microphone goes into the call heard, in whole frames only', () => {
    const { say, receiveAudio } = sit()
    receiveAudio(frameBytes)
    say({ type: 'hear', conversationId: 'call-1' })
    const odd = Buffer.alloc(641)
    odd.set(frameBytes, 1)
    receiveAudio(odd.subarray(1))
    receiveAudio(odd)
    expect(sound.spoken).toEqual([frame])
  })
})

describe('its language', () => {
  it('[LG18] notices and what the desk refuses are in the page’s language', () => {
    fake.coachings.set('coaching-1', makeCoaching({ status: 'STARTED' }))
    const { say, view, messages } = sit('ana', wordsIn('de'))
    expect(view().conversations[0]?.notices[0]).toMatch(/^Sie werden von .+ gecoacht$/)
    say({ type: 'act', conversationId: 'call-9', action: 'end' })
    expect(messages.find(({ type }) => type === 'refused')).toEqual({
      type: 'refused',
      by: 'desk',
      message: 'Dieses Gespräch ist nicht mehr an Ihrem Arbeitsplatz.',
    })
  })

  it('[LG18] what the platform refuses is told in its own words, and said to be the platform’s', () => {
    const { say, messages } = sit('ana', wordsIn('de'))
    fake.refuseNext = 'Help was asked for already.'
    say({ type: 'help', conversationId: 'call-1', reason: 'x', urgency: 'LOW' })
    expect(messages.find(({ type }) => type === 'refused')).toEqual({
      type: 'refused',
      by: 'platform',
      message: 'Help was asked for already.',
    })
  })
})

describe('the coach’s voice', () => {
  it('[AS45] comes beside what else is heard while a coach whispers, and the ear alone otherwise', () => {
    const { say, audio } = sit()
    say({ type: 'hear', conversationId: 'call-1' })
    sound.hear(frame, undefined)
    sound.hear(frame, { others: frame.map((sample) => sample * 2), coach: frame })
    expect(audio.map(({ byteLength }) => byteLength)).toEqual([640, 1_280])
    const both = new Int16Array(audio[1]!.slice().buffer)
    expect([both[0], both[320]]).toEqual([-320, -160])
  })
})
