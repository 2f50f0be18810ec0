/** A world for the desk's tests: holds what a test puts in, notes what it is asked, decides nothing. */
import { createListeners } from '@sotto/kernel'
import { Refusal } from '../../api/refusal.ts'
import { makePeople, makePerson, someQueues } from '../../oauth/testing/people.ts'
import type {
  Coaching,
  Control,
  Conversation,
  HelpRequest,
  Participant,
  Person,
  PlatformEvent,
} from '../../world/shapes.ts'
import type { World } from '../../world/world.ts'

export interface FakeWorld {
  readonly world: World
  readonly people: Map<string, Person>
  readonly conversations: Map<string, Conversation>
  readonly controls: Map<string, Control>
  readonly coachings: Map<string, Coaching>
  readonly helpRequests: Map<string, HelpRequest>
  /** What the desk asked for, in order, as words. */
  readonly asked: string[]
  readonly occupied: Set<string>
  /** The next request is refused with these words. */
  refuseNext: string | undefined
  readonly listeners: number
  announce(event: PlatformEvent): void
}

export const agentAna = makePerson({ id: 'ana', name: 'Ana Silva', role: 'agent' })

export function createFakeWorld(): FakeWorld {
  const events = createListeners<PlatformEvent>((failure) => {
    throw failure
  })
  const people = makePeople(
    agentAna,
    makePerson({ id: 'jon', name: 'Jon Berg', role: 'agent' }),
    makePerson({ id: 'off', name: 'Olaf Off', role: 'agent', active: false }),
    makePerson({ id: 'mara', name: 'Mara <b>Bell</b>' }),
  )
  const asked: string[] = []
  const occupied = new Set<string>()
  const maps = {
    people,
    conversations: new Map<string, Conversation>(),
    controls: new Map<string, Control>(),
    coachings: new Map<string, Coaching>(),
    helpRequests: new Map<string, HelpRequest>(),
  }

  function note(request: string): void {
    asked.push(request)
    const words = fake.refuseNext
    fake.refuseNext = undefined
    if (words !== undefined) throw new Refusal({ status: 409, code: 'help.exists', message: words })
  }

  const world: World = {
    ...maps,
    queues: someQueues,
    onEvent: (listener) => events.subscribe(listener),
    onPersonChanged: () => () => {},
    mayViewQueue: () => true,
    announcedControl: (id) => maps.controls.get(id),
    announcedConversation: (id) => maps.conversations.get(id),
    lineAttached() {},
    lineLost() {},
    lineFinished() {},
    lineBroken() {},
    deskOccupied(userId, isOccupied) {
      if (isOccupied) occupied.add(userId)
      else occupied.delete(userId)
    },
    recordReceipt(controlId, { answer }) {
      note(`receipt ${controlId} ${answer ?? 'seen'}`)
      const control = maps.controls.get(controlId)
      if (control === undefined) {
        throw new Refusal({ status: 404, code: 'not.found', message: 'There is no such control.' })
      }
      const readAt = '2026-01-01T12:01:00.000Z'
      const answered = answer === undefined ? {} : { answer, answeredAt: readAt }
      const changed = { ...control, readAt, ...answered }
      maps.controls.set(controlId, changed)
      return changed
    },
    act(conversationId, action) {
      note(`${action} ${conversationId}`)
      const conversation = maps.conversations.get(conversationId)
      return conversation === undefined
        ? { ok: false, status: 404, message: 'There is no such conversation.' }
        : { ok: true, conversation }
    },
    requestHelp(conversationId, request) {
      note(`help ${conversationId} ${JSON.stringify(request)}`)
      const made: HelpRequest = {
        id: 'help-1',
        version: 1,
        conversationId,
        userId: 'ana',
        queueId: 'queue-billing',
        createdAt: '2026-01-01T12:00:30.000Z',
        ...request,
      }
      maps.helpRequests.set(made.id, made)
      return made
    },
    withdrawHelp(conversationId) {
      note(`withdraw ${conversationId}`)
      maps.helpRequests.clear()
    },
    transcript: () => [],
  }

  const fake: FakeWorld = {
    world,
    ...maps,
    asked,
    occupied,
    refuseNext: undefined,
    get listeners() {
      return events.size
    },
    announce: (event) => events.emit(event),
  }
  return fake
}

const quality = { clippingRatio: 0, lossRatio: 0, jitterMs: 4 }

export function makeParticipant(change: Partial<Participant> = {}): Participant {
  return {
    participantId: 'participant-agent',
    purpose: 'agent',
    userId: 'ana',
    name: 'Ana Silva',
    state: 'CONNECTED',
    telephony: true,
    engagement: true,
    mediaChannels: [],
    ...change,
  }
}

export const customer: Participant = {
  participantId: 'participant-customer',
  purpose: 'customer',
  name: 'Dorothy Vance',
  state: 'CONNECTED',
  telephony: true,
  engagement: false,
  mediaChannels: [],
}

export function makeConversation(change: Partial<Conversation> = {}): Conversation {
  return {
    id: 'call-1',
    version: 1,
    state: 'ACTIVE',
    mediaType: 'VOICE',
    region: 'us-east-1',
    queueId: 'queue-billing',
    startTime: '2026-01-01T11:58:00.000Z',
    stateSince: '2026-01-01T11:58:00.000Z',
    recording: { state: 'ON', recordsSupervisor: false },
    participants: [customer, makeParticipant()],
    audioQuality: { agent: quality, customer: quality, supervisor: quality },
    ...change,
  }
}

export function makeWhisper(change: Partial<Control> = {}): Control {
  return {
    id: 'control-1',
    version: 1,
    conversationId: 'call-1',
    controlType: 'WHISPER',
    mediaType: 'TEXT',
    status: 'COMPLETED',
    supervisorId: 'mara',
    targetUserId: 'ana',
    text: 'Offer the refund.',
    createdAt: '2026-01-01T12:00:00.000Z',
    metadata: {},
    ...change,
  }
}

export function makeCoaching(change: Partial<Coaching> = {}): Coaching {
  return {
    id: 'coaching-1',
    version: 1,
    interactionId: 'call-1',
    userId: 'ana',
    supervisorId: 'mara',
    coachingType: 'REAL_TIME',
    status: 'STARTED',
    metadata: {},
    createdAt: '2026-01-01T12:00:00.000Z',
    updatedAt: '2026-01-01T12:00:00.000Z',
    ...change,
  }
}
