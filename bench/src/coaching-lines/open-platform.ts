/**
 * A platform that grants every line at once, beside the server under test and in its process, so that nothing but the sound is
 * in the way. The sound's own sockets are the guide adapter's, to a place outside.
 */
import type { Conversation, Participant, Person, PlatformControl } from '@sotto/domain'
import { type Clock, ok, secret, silentLogger, systemRandom } from '@sotto/kernel'
import type { Credentials, PersonalPlatform, Platform, PlatformFact } from '@sotto/platform'
import { createGuidePlatform, type GuidePlatformOptions } from '@sotto/platform-guide'

/** One supervisor, their queue, its agent and the call between that agent and a customer. */
export interface CoachedLine {
  readonly person: Person
  readonly credentials: Credentials
  readonly conversation: Conversation
}

export function createCoachedLine(line: number): CoachedLine {
  const person: Person = {
    id: `supervisor-${line}`,
    name: `Supervisor ${line}`,
    email: `supervisor-${line}@example.com`,
    region: 'us-east-1',
    role: 'supervisor',
    licence: 'cx3',
    telephony: true,
    engagement: true,
    permissions: ['read-routing', 'read-conversation', 'whisper', 'monitor'],
  }
  const token = secret(`token-${line}`)
  const there = { connection: 'connected', telephony: true, engagement: true } as const
  const channel = { whisperSupported: true, active: true } as const
  return {
    person,
    credentials: { accessToken: async () => token, refresh: async () => token },
    conversation: {
      id: `conversation-${line}`,
      version: 1,
      phase: 'active',
      media: 'voice',
      region: 'us-east-1',
      queueId: `queue-${line}`,
      startedAt: 0,
      phaseSince: 0,
      recording: { state: 'on', recordsSupervisor: false },
      audioQuality: {},
      participants: [
        { ...there, id: `customer-${line}`, purpose: 'customer', name: 'Customer', channels: [] },
        {
          ...there,
          id: `agent-${line}`,
          purpose: 'agent',
          userId: `agent-${line}`,
          name: `Agent ${line}`,
          channels: [{ ...channel, id: 'audio', media: 'audio', codecs: ['PCMU', 'PCMA'] }],
        },
      ],
    },
  }
}

export interface OpenPlatformOptions {
  readonly clock: Clock
  readonly mediaPort: number
  /** Real ones unless told. */
  readonly openSocket?: GuidePlatformOptions['openSocket']
}

export function createOpenPlatform(
  lines: readonly CoachedLine[],
  { clock, mediaPort, openSocket }: OpenPlatformOptions,
): Platform {
  const guide = createGuidePlatform({
    baseUrl: `http://127.0.0.1:${mediaPort}`,
    clientId: 'bench',
    readClientSecret: async () => secret('bench'),
    clock,
    random: systemRandom,
    logger: silentLogger,
    fetch: globalThis.fetch,
    ...(openSocket === undefined ? {} : { openSocket }),
  })
  const byCredentials = new Map(lines.map((line) => [line.credentials, line]))
  return {
    ...guide,
    forPerson(credentials) {
      const line = byCredentials.get(credentials)
      const sound = guide.forPerson(credentials)
      return line === undefined ? sound : { ...sound, ...grantEverything(line, clock) }
    },
  }
}

type Granted = Pick<
  PersonalPlatform,
  | 'whoAmI'
  | 'queues'
  | 'members'
  | 'activeQueues'
  | 'activeInteractions'
  | 'conversation'
  | 'openEventStream'
  | 'startControl'
  | 'control'
  | 'controls'
  | 'coachings'
>

function grantEverything({ person, conversation: first }: CoachedLine, clock: Clock): Granted {
  const controls: PlatformControl[] = []
  const tellers = new Set<(fact: PlatformFact) => void>()
  let conversation = first
  const queue = { id: first.queueId, name: first.queueId }
  const agentUserId = `agent-${person.id.replace('supervisor-', '')}`

  function grant(control: PlatformControl): void {
    controls.push(control)
    conversation = {
      ...conversation,
      version: conversation.version + 1,
      participants: [...conversation.participants, supervisorOn(control, person)],
    }
    for (const tell of tellers) {
      tell({ type: 'control-changed', control })
      tell({ type: 'conversation-changed', conversation })
    }
  }

  return {
    whoAmI: async () => person,
    queues: async () => [queue],
    members: async () =>
      ok([
        {
          id: agentUserId,
          name: agentUserId,
          presence: 'busy',
          routing: 'interacting',
          licence: 'cx3',
          telephony: true,
          engagement: true,
        },
      ]),
    activeQueues: async () => ok([queue]),
    activeInteractions: async () => {
      const { id, media, phase, queueId, startedAt } = conversation
      return ok([{ id, media, phase, queueId, startedAt, agentUserId }])
    },
    conversation: async () => ok(conversation),
    openEventStream({ onFact, onInForce, onState, subscriptions }) {
      tellers.add(onFact)
      onState({ state: 'open' })
      onInForce?.(subscriptions)
      return {
        subscribe: (wanted) => onInForce?.(wanted),
        limitSilence() {},
        askForWord() {},
        get lastWordAtMono() {
          return clock.monotonicNow()
        },
        close: () => void tellers.delete(onFact),
      }
    },
    async startControl(request) {
      const id = `${request.kind}-of-${person.id}`
      clock.schedule(20, () =>
        grant({ ...request, id, version: 2, status: 'executing', supervisorId: person.id }),
      )
      return ok({ platformControlId: id, status: 'queued' })
    },
    control: async (_conversationId, id) => {
      const found = controls.find((control) => control.id === id)
      return found === undefined ? { ok: false, error: { code: 'not-found' } } : ok(found)
    },
    controls: async () => ok(controls),
    coachings: async () => ok([]),
  }
}

function supervisorOn({ id, kind }: PlatformControl, person: Person): Participant {
  return {
    id: `participant-${id}`,
    purpose: 'supervisor',
    userId: person.id,
    name: person.name,
    connection: 'connected',
    telephony: true,
    engagement: true,
    channels: [],
    supervising: { controlId: id, kind, heardBy: kind === 'whisper-audio' ? ['agent'] : [] },
  }
}
