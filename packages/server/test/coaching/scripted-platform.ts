// A platform for tests that does only what it is told, when it is told. Its words follow the guides; its time is the test's.
import {
  activeAgent,
  type ControlKind,
  type Conversation,
  type ConversationPhase,
  type ConversationSummary,
  type Member,
  type Participant,
  type ParticipantPurpose,
  type Person,
  type PlatformCoaching,
  type PlatformControl,
  type Queue,
  type TranscriptSegment,
} from '@sotto/domain'
import { type Clock, err, type MonotonicMs, ok, type Result, secret } from '@sotto/kernel'
import {
  type CreateCoachingRequest,
  type Credentials,
  type MediaLineListener,
  type PersonalPlatform,
  type Platform,
  PlatformError,
  type PlatformFact,
  type PlatformRefusal,
  type StartControlRequest,
  type StreamState,
  type Subscription,
} from '@sotto/platform'

export interface ScriptedCall {
  readonly method: string
  readonly personId: string
  readonly argument?: string
}

export interface ScriptedStream {
  readonly personId: string
  subscriptions: readonly Subscription[]
  isClosed: boolean
  /** How long without a word the server bears at most; undefined: it does not mind. */
  silenceLimitMs: number | undefined
  /** Within how long the server wanted a word, each time it asked for one. */
  readonly wordsAsked: number[]
  /** When this stream has last said anything; set by a test that wants it to have been silent since. */
  lastWordAtMono: MonotonicMs | undefined
  /** What is subscribed to later is not served before `serve` is called. */
  isSlow: boolean
  serve(): void
  fact(fact: PlatformFact): void
  state(state: StreamState): void
}

export interface ScriptedLine {
  readonly controlId: string
  readonly kind: string
  readonly sent: Int16Array[]
  isClosed: boolean
  /** False: the line has no room. */
  takes: boolean
  readonly listener: MediaLineListener
}

export interface ScriptedPlatform extends Platform {
  readonly calls: ScriptedCall[]
  readonly started: StartControlRequest[]
  readonly streams: ScriptedStream[]
  readonly lines: Map<string, ScriptedLine>
  readonly controls: Map<string, PlatformControl>
  /** What a reading of a conversation's transcript answers; nothing: not ready. */
  readonly transcripts: Map<string, readonly TranscriptSegment[]>
  readonly coachings: Map<string, PlatformCoaching>
  readonly createdCoachings: CreateCoachingRequest[]
  /** Streams open by themselves unless this is false. */
  opensStreams: boolean
  /** The next call of this method fails so. `after`: it is done all the same, and only the answer is lost. */
  failNext(method: string, code: PlatformError['code'], after?: 'done'): void
  /** The next call of this method is refused. */
  refuseNext(method: string, refusal: PlatformRefusal): void
  /** Calls of this method wait until the answer is let go. */
  holdBack(method: string): () => void
  addPerson(person: Person, queueIds: readonly string[]): void
  setQueues(personId: string, queueIds: readonly string[]): void
  renameQueue(queueId: string, name: string): void
  addMember(queueId: string, member: Member): void
  addConversation(conversation: Conversation): void
  conversation(conversationId: string): Conversation
  /** Changes it (version + 1) and tells everybody who may know, unless `silently`. */
  change(
    conversationId: string,
    part: Partial<Omit<Conversation, 'id' | 'version'>>,
    how?: 'silently',
  ): Conversation
  setPhase(conversationId: string, phase: ConversationPhase): Conversation
  removeConversation(conversationId: string): void
  /** The newest control, or the one of our key. */
  control(requestKey?: string): PlatformControl
  changeControl(
    controlId: string,
    part: Partial<Omit<PlatformControl, 'id' | 'version'>>,
    how?: 'silently',
  ): PlatformControl
  /** EXECUTING, with the participant and the media path that go with it. */
  openLine(controlId: string): void
  /** COMPLETED or FAILED; the participant leaves. */
  endControl(controlId: string, part: Pick<PlatformControl, 'status' | 'failure'>): void
  /** To whoever has subscribed to this conversation's transcript and sees its queue. */
  say(conversationId: string, segment: TranscriptSegment): void
  /** Changes it (version + 1) and tells its holder and its agent, unless `silently`. */
  changeCoaching(
    coachingId: string,
    part: Partial<Omit<PlatformCoaching, 'id' | 'version'>>,
    how?: 'silently',
  ): PlatformCoaching
  toEverybody(fact: PlatformFact): void
  tellState(state: StreamState): void
}

const everything = { supported: true } as const

function conversationOf(fact: PlatformFact): string {
  if (fact.type === 'control-changed') return fact.control.conversationId
  return fact.type === 'conversation-changed' ? fact.conversation.id : ''
}

/** Whom the platform counts an event to. */
function agentOf(fact: PlatformFact): string | undefined {
  if (fact.type === 'control-changed') return fact.control.targetUserId
  return fact.type === 'conversation-changed' ? activeAgent(fact.conversation)?.userId : undefined
}

const heardBy = {
  monitor: [],
  'whisper-audio': ['agent'],
  'whisper-text': [],
  barge: ['agent', 'customer'],
} as const satisfies Record<ControlKind, readonly ParticipantPurpose[]>

export function createScriptedPlatform(clock: Clock): ScriptedPlatform {
  const people = new Map<string, Person>()
  const queuesOf = new Map<string, readonly string[]>()
  const queueNames = new Map<string, string>()
  const members = new Map<string, Member[]>()
  const conversations = new Map<string, Conversation>()
  const failures = new Map<string, { error: PlatformError; isDone: boolean }[]>()
  const refusals = new Map<string, PlatformRefusal[]>()
  const gates = new Map<string, Promise<void>>()
  let nextControl = 1
  let nextCoaching = 1

  async function before(
    method: string,
    personId: string,
    argument?: string,
  ): Promise<PlatformRefusal | undefined> {
    platform.calls.push({ method, personId, ...(argument === undefined ? {} : { argument }) })
    await gates.get(method)
    const failure = failures.get(method)?.[0]
    if (failure !== undefined && !failure.isDone) {
      failures.get(method)?.shift()
      throw failure.error
    }
    return refusals.get(method)?.shift()
  }

  function afterwards(method: string): void {
    const failure = failures.get(method)?.[0]
    if (failure === undefined) return
    failures.get(method)?.shift()
    throw failure.error
  }

  function maySee(personId: string, queueId: string): boolean {
    return queuesOf.get(personId)?.includes(queueId) ?? false
  }

  function tell(
    queueId: string,
    family: Subscription['families'][number],
    fact: PlatformFact,
  ): void {
    const conversationId = conversationOf(fact)
    const supervisorId = fact.type === 'control-changed' ? fact.control.supervisorId : ''
    for (const stream of platform.streams) {
      const wants = stream.subscriptions.some(
        (subscription) =>
          (subscription.families.includes(family) ||
            (family === 'conversation' && subscription.families.includes('conversation-state'))) &&
          (subscription.queueIds === undefined || subscription.queueIds.includes(queueId)) &&
          (subscription.conversationIds === undefined ||
            subscription.conversationIds.includes(conversationId)) &&
          (subscription.supervisorIds === undefined ||
            subscription.supervisorIds.includes(supervisorId)) &&
          (subscription.agentUserIds === undefined ||
            subscription.agentUserIds.includes(agentOf(fact) ?? '')),
      )
      const mayHear = maySee(stream.personId, queueId) || agentOf(fact) === stream.personId
      if (!stream.isClosed && wants && mayHear) stream.fact(fact)
    }
  }

  function tellOfCoaching(coaching: PlatformCoaching): void {
    for (const stream of platform.streams) {
      const wants = stream.subscriptions.some(
        ({ agentUserIds, coachedBy, families }) =>
          families.includes('coaching') &&
          (coachedBy?.includes(coaching.supervisorId) ??
            agentUserIds?.includes(coaching.agentUserId) ??
            false),
      )
      if (!stream.isClosed && wants) stream.fact({ type: 'coaching-changed', coaching })
    }
  }

  function summary(conversation: Conversation, agentUserId: string): ConversationSummary {
    const { id, media, phase, queueId, startedAt } = conversation
    return { id, media, phase, queueId, startedAt, agentUserId }
  }

  function personal(personId: string): PersonalPlatform {
    const visible = (conversationId: string) => {
      const conversation = conversations.get(conversationId)
      return conversation !== undefined && maySee(personId, conversation.queueId)
        ? conversation
        : undefined
    }
    const notFound = err({ code: 'not-found' } as const)
    return {
      async whoAmI() {
        await before('whoAmI', personId)
        return people.get(personId)!
      },
      async queues(): Promise<readonly Queue[]> {
        await before('queues', personId)
        return (queuesOf.get(personId) ?? []).map((id) => ({
          id,
          name: queueNames.get(id) ?? `Queue ${id}`,
        }))
      },
      async members(queueId) {
        const refusal = await before('members', personId, queueId)
        if (refusal !== undefined) return err(refusal)
        return maySee(personId, queueId) ? ok([...(members.get(queueId) ?? [])]) : notFound
      },
      async activeQueues(agentUserId) {
        const refusal = await before('activeQueues', personId, agentUserId)
        if (refusal !== undefined) return err(refusal)
        const own = [...members].filter(
          ([queueId, list]) =>
            maySee(personId, queueId) && list.some(({ id }) => id === agentUserId),
        )
        if (own.length === 0) return notFound
        return ok(own.map(([id]) => ({ id, name: queueNames.get(id) ?? `Queue ${id}` })))
      },
      async activeInteractions(agentUserId) {
        const refusal = await before('activeInteractions', personId, agentUserId)
        if (refusal !== undefined) return err(refusal)
        const own = [...conversations.values()].filter(
          (conversation) =>
            conversation.phase !== 'ended' &&
            maySee(personId, conversation.queueId) &&
            conversation.participants.some((one) => one.userId === agentUserId),
        )
        return ok(own.map((conversation) => summary(conversation, agentUserId)))
      },
      async conversation(conversationId): Promise<Result<Conversation, PlatformRefusal>> {
        const refusal = await before('conversation', personId, conversationId)
        if (refusal !== undefined) return err(refusal)
        const found = visible(conversationId)
        return found === undefined ? notFound : ok(found)
      },
      async transcript(conversationId) {
        const refusal = await before('transcript', personId, conversationId)
        if (refusal !== undefined) return err(refusal)
        if (visible(conversationId) === undefined) return ok([])
        return ok([...(platform.transcripts.get(conversationId) ?? [])])
      },
      openEventStream({ subscriptions, onFact, onState, onInForce }) {
        platform.calls.push({ method: 'openEventStream', personId })
        let isOpen = false
        const tellState = (state: StreamState) => {
          if (state.state !== 'connecting') isOpen = state.state !== 'interrupted'
          onState(state)
          if (state.state === 'open') stream.serve()
        }
        const stream: ScriptedStream = {
          personId,
          subscriptions,
          isClosed: false,
          silenceLimitMs: undefined,
          wordsAsked: [],
          lastWordAtMono: undefined,
          isSlow: false,
          serve() {
            if (isOpen && !stream.isClosed) onInForce?.(stream.subscriptions)
          },
          fact: onFact,
          state: tellState,
        }
        platform.streams.push(stream)
        onState({ state: 'connecting', attempt: 0 })
        if (platform.opensStreams)
          clock.schedule(1, () => {
            if (!stream.isClosed) tellState({ state: 'open' })
          })
        return {
          subscribe(next) {
            stream.subscriptions = next
            if (!stream.isSlow) clock.schedule(1, stream.serve)
          },
          askForWord(withinMs) {
            stream.wordsAsked.push(withinMs)
          },
          get lastWordAtMono() {
            return isOpen ? (stream.lastWordAtMono ?? clock.monotonicNow()) : undefined
          },
          limitSilence(silenceMs) {
            stream.silenceLimitMs = silenceMs
          },
          close() {
            stream.isClosed = true
          },
        }
      },
      async startControl(request) {
        const refusal = await before('startControl', personId, request.requestKey)
        if (refusal !== undefined) return err(refusal)
        if (visible(request.conversationId) === undefined) return notFound
        platform.started.push(request)
        const id = `platform-${nextControl}`
        nextControl += 1
        platform.controls.set(id, {
          id,
          version: 1,
          conversationId: request.conversationId,
          kind: request.kind,
          status: 'queued',
          supervisorId: personId,
          targetUserId: request.targetUserId,
          requestKey: request.requestKey,
        })
        afterwards('startControl')
        return ok({ platformControlId: id, status: 'queued' })
      },
      async control(_conversationId, platformControlId) {
        const refusal = await before('control', personId, platformControlId)
        if (refusal !== undefined) return err(refusal)
        const control = platform.controls.get(platformControlId)
        return control === undefined ? notFound : ok(control)
      },
      async controls(conversationId) {
        const refusal = await before('controls', personId, conversationId)
        if (refusal !== undefined) return err(refusal)
        const own = [...platform.controls.values()].filter(
          (control) => control.conversationId === conversationId,
        )
        return ok(own.reverse())
      },
      async cancelControl(_conversationId, platformControlId) {
        const refusal = await before('cancelControl', personId, platformControlId)
        if (refusal !== undefined) return err(refusal)
        const control = platform.controls.get(platformControlId)
        if (control === undefined) return notFound
        if (control.status === 'completed' || control.status === 'failed')
          return err({ code: 'conflict', reason: 'control.final' } as const)
        platform.endControl(platformControlId, { status: 'failed', failure: 'cancelled' })
        afterwards('cancelControl')
        return ok(undefined)
      },
      openMediaLine({ platformControlId, kind, listener }) {
        platform.calls.push({ method: 'openMediaLine', personId, argument: platformControlId })
        const line: ScriptedLine = {
          controlId: platformControlId,
          kind,
          sent: [],
          isClosed: false,
          takes: true,
          listener,
        }
        platform.lines.set(platformControlId, line)
        return {
          send(frame) {
            if (line.isClosed || !line.takes) return false
            line.sent.push(frame.slice())
            return true
          },
          close() {
            line.isClosed = true
          },
        }
      },
      async createCoaching(request) {
        platform.createdCoachings.push(request)
        const refusal = await before('createCoaching', personId, request.conversationId)
        if (refusal !== undefined) return err(refusal)
        const running = [...platform.coachings.values()].find(
          ({ conversationId, status }) =>
            conversationId === request.conversationId &&
            status !== 'completed' &&
            status !== 'invalid',
        )
        if (running !== undefined)
          return err({
            code: 'conflict',
            reason: 'coaching.exists',
            existingId: running.id,
          } as const)
        const coaching: PlatformCoaching = {
          id: `coaching-${nextCoaching++}`,
          version: 1,
          conversationId: request.conversationId,
          agentUserId: request.agentUserId,
          supervisorId: personId,
          kind: request.kind,
          status: 'started',
          ...(request.metadata?.recordId === undefined
            ? {}
            : { recordId: request.metadata.recordId }),
          createdAt: clock.wallNow(),
        }
        platform.coachings.set(coaching.id, coaching)
        tellOfCoaching(coaching)
        afterwards('createCoaching')
        return ok(coaching)
      },
      async coaching(coachingId) {
        const refusal = await before('coaching', personId, coachingId)
        if (refusal !== undefined) return err(refusal)
        const coaching = platform.coachings.get(coachingId)
        return coaching?.supervisorId === personId ? ok(coaching) : notFound
      },
      async coachings(filter) {
        const refusal = await before('coachings', personId)
        if (refusal !== undefined) return err(refusal)
        const own = [...platform.coachings.values()].filter(
          (coaching) =>
            coaching.supervisorId === personId &&
            (filter.statuses?.includes(coaching.status) ?? true) &&
            (filter.conversationId ?? coaching.conversationId) === coaching.conversationId &&
            (filter.metadata?.recordId ?? coaching.recordId) === coaching.recordId,
        )
        return ok(own.reverse())
      },
      async changeCoaching(coachingId, status) {
        const refusal = await before('changeCoaching', personId, `${coachingId} ${status}`)
        if (refusal !== undefined) return err(refusal)
        if (platform.coachings.get(coachingId)?.supervisorId !== personId) return notFound
        const changed = platform.changeCoaching(coachingId, { status })
        afterwards('changeCoaching')
        return ok(changed)
      },
      async recordReceipt(_conversationId, platformControlId, { answer }) {
        const refusal = await before('recordReceipt', personId, platformControlId)
        if (refusal !== undefined) return err(refusal)
        const control = platform.controls.get(platformControlId)
        if (control?.targetUserId !== personId) return notFound
        return ok(
          platform.changeControl(platformControlId, {
            readAt: control.readAt ?? clock.wallNow(),
            ...(answer === undefined ? {} : { answer, answeredAt: clock.wallNow() }),
          }),
        )
      },
    }
  }

  function supervisorParticipant(control: PlatformControl): Participant {
    return {
      id: `participant-${control.id}`,
      purpose: 'supervisor',
      userId: control.supervisorId,
      name: people.get(control.supervisorId)?.name ?? '',
      connection: 'connected',
      telephony: true,
      engagement: true,
      channels: [],
      supervising: {
        controlId: control.id,
        kind: control.kind,
        heardBy: heardBy[control.kind],
      },
    }
  }

  const platform: ScriptedPlatform = {
    name: 'scripted',
    capabilities: {
      textWhisper: everything,
      audioWhisper: everything,
      mixLevel: everything,
      monitor: everything,
      barge: everything,
      receipts: everything,
      coaching: everything,
    },
    origins: [],
    outbound: [],
    signIn: () => Promise.reject(new Error('nobody signs in here')),
    forPerson(credentials) {
      const personId = personIdOf(credentials)
      return personal(personId)
    },
    close: async () => {},
    calls: [],
    started: [],
    streams: [],
    lines: new Map(),
    controls: new Map(),
    transcripts: new Map(),
    coachings: new Map(),
    createdCoachings: [],
    opensStreams: true,
    failNext(method, code, after) {
      const list = failures.get(method) ?? []
      list.push({ error: new PlatformError(code, `${method} failed`), isDone: after === 'done' })
      failures.set(method, list)
    },
    refuseNext(method, refusal) {
      refusals.set(method, [...(refusals.get(method) ?? []), refusal])
    },
    holdBack(method) {
      let letGo = () => {}
      gates.set(method, new Promise((resolve) => (letGo = resolve)))
      return () => {
        gates.delete(method)
        letGo()
      }
    },
    addPerson(person, queueIds) {
      people.set(person.id, person)
      queuesOf.set(person.id, queueIds)
    },
    setQueues(personId, queueIds) {
      queuesOf.set(personId, queueIds)
    },
    renameQueue(queueId, name) {
      queueNames.set(queueId, name)
    },
    addMember(queueId, member) {
      const list = members.get(queueId) ?? []
      members.set(queueId, [...list.filter((one) => one.id !== member.id), member])
    },
    addConversation(conversation) {
      conversations.set(conversation.id, conversation)
    },
    conversation: (conversationId) => conversations.get(conversationId)!,
    change(conversationId, part, how) {
      const known = conversations.get(conversationId)!
      const changed = { ...known, ...part, version: known.version + 1 }
      conversations.set(conversationId, changed)
      if (how !== 'silently')
        tell(changed.queueId, 'conversation', {
          type: 'conversation-changed',
          conversation: changed,
        })
      return changed
    },
    setPhase: (conversationId, phase) =>
      platform.change(conversationId, { phase, phaseSince: clock.wallNow() }),
    removeConversation(conversationId) {
      conversations.delete(conversationId)
    },
    control(requestKey) {
      const all = [...platform.controls.values()]
      const found =
        requestKey === undefined ? all.at(-1) : all.find((one) => one.requestKey === requestKey)
      return found!
    },
    changeControl(controlId, part, how) {
      const known = platform.controls.get(controlId)!
      const changed = { ...known, ...part, version: known.version + 1 }
      platform.controls.set(controlId, changed)
      const queueId = conversations.get(known.conversationId)?.queueId
      if (how !== 'silently' && queueId !== undefined)
        tell(queueId, 'control', { type: 'control-changed', control: changed })
      return changed
    },
    openLine(controlId) {
      const control = platform.changeControl(controlId, { status: 'executing' })
      const conversation = conversations.get(control.conversationId)!
      platform.lines.get(controlId)?.listener.onState({ state: 'open' })
      platform.change(conversation.id, {
        participants: [...conversation.participants, supervisorParticipant(control)],
      })
    },
    endControl(controlId, part) {
      const control = platform.changeControl(controlId, part)
      const conversation = conversations.get(control.conversationId)
      const without = conversation?.participants.filter(
        (participant) => participant.supervising?.controlId !== controlId,
      )
      if (conversation !== undefined && without?.length !== conversation.participants.length)
        platform.change(conversation.id, { participants: without ?? [] })
    },
    say(conversationId, segment) {
      for (const stream of platform.streams)
        if (
          !stream.isClosed &&
          hearsTranscript(stream, conversationId) &&
          maySee(stream.personId, conversations.get(conversationId)?.queueId ?? '')
        )
          stream.fact({ type: 'transcript-segment', conversationId, segment })
    },
    changeCoaching(coachingId, part, how) {
      const known = platform.coachings.get(coachingId)!
      const changed = { ...known, ...part, version: known.version + 1 }
      platform.coachings.set(coachingId, changed)
      if (how !== 'silently') tellOfCoaching(changed)
      return changed
    },
    toEverybody(fact) {
      for (const stream of platform.streams) if (!stream.isClosed) stream.fact(fact)
    },
    tellState(state) {
      for (const stream of [...platform.streams]) if (!stream.isClosed) stream.state(state)
    },
  }
  return platform
}

function hearsTranscript({ subscriptions }: ScriptedStream, conversationId: string): boolean {
  return subscriptions.some(
    ({ families, conversationIds }) =>
      families.includes('transcript') && conversationIds?.includes(conversationId) === true,
  )
}

const personIds = new WeakMap<Credentials, string>()

/** Credentials that stand for this person and for nobody else. */
export function scriptedCredentials(personId: string): Credentials {
  const credentials: Credentials = {
    accessToken: async () => secret(`token of ${personId}`),
    refresh: async () => secret(`token of ${personId}`),
  }
  personIds.set(credentials, personId)
  return credentials
}

function personIdOf(credentials: Credentials): string {
  const personId = personIds.get(credentials)
  if (personId === undefined) throw new Error('credentials of nobody')
  return personId
}
