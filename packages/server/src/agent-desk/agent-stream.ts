// One signed-in agent's link to the platform: their own event stream, and what it and our registry have told of them.
//
//   start ─► connecting ─► open ─► read our own texts to them once more
//                ▲           │ gap · interrupted: what was known before is no longer certain
//                └───────────┘
import type { ControlRecord, Conversation, PlatformControl } from '@sotto/domain'
import {
  assertNever,
  backoff,
  type Clock,
  createListeners,
  type MonotonicMs,
  type Random,
  type Scope,
  type Unsubscribe,
} from '@sotto/kernel'
import type { EventStream, PersonalPlatform, PlatformFact, StreamState } from '@sotto/platform'
import type { PlatformLink } from '@sotto/protocol'
import type { ControlStore, Stores } from '../database/stores.ts'
import type { Counters } from '../live/counters.ts'
import { createTimers } from '../live/timers.ts'
import type { Session } from '../sessions/session.ts'
import {
  type AgentCoaching,
  type AgentCoachings,
  agentCoachingOf,
  agentCoachingOfRecord,
  takeAgentCoaching,
} from './agent-coachings.ts'
import {
  type AgentWhisper,
  type AgentWhispers,
  takeWhisper,
  whisperOfControl,
  whisperOfRecord,
  whispersAtMost,
} from './agent-whispers.ts'
import { createOwnConversations, silentAfterMs } from './own-conversations.ts'
import type { OwnConversation } from './strip-view.ts'

export interface AgentStream {
  readonly session: Session
  readonly platform: PersonalPlatform
  readonly link: PlatformLink
  conversations(): readonly OwnConversation[]
  whispers(): Iterable<AgentWhisper>
  coachings(): Iterable<AgentCoaching>
  whisper(platformControlId: string): AgentWhisper | undefined
  /** From anywhere; what is not this agent's is left alone. */
  takeControl(control: PlatformControl): void
  takeRecord(record: ControlRecord): void
  start(): void
  /** Closes the stream; what is known stays, as uncertain. */
  stop(): void
  onChange(listener: () => void): Unsubscribe
}

export interface AgentStreamOptions {
  readonly clock: Clock
  readonly random: Random
  /** Of this session. */
  readonly scope: Scope
  readonly counters: Counters
  readonly session: Session
  readonly platform: PersonalPlatform
  readonly controlStore: Pick<ControlStore, 'deliveredTexts'>
  readonly coachingStore: Pick<Stores['coachings'], 'unfinishedOfAgent'>
  /** What this agent's own stream tells of a conversation, and that it tells no more of one. */
  readonly onConversation: (conversation: Conversation) => void
  readonly onLeft: (agentUserId: string, conversationId: string) => void
  readonly onFailure: (failure: unknown) => void
}

const reopenMinMs = 1_000
const reopenMaxMs = 30_000
const readAgainMs = 5_000
/** A shift: what was sent before is of no use any more. */
const rememberedMs = 12 * 60 * 60_000

export function createAgentStream(options: AgentStreamOptions): AgentStream {
  const { clock, counters, platform, session } = options
  const agentUserId = session.person.id
  const timers = createTimers(clock, options.scope)
  const changes = createListeners<undefined>(options.onFailure)
  const conversations = createOwnConversations(agentUserId)
  let whispers: AgentWhispers = new Map()
  let coachings: AgentCoachings = new Map()
  let link: PlatformLink = { state: 'connecting', since: clock.wallNow() }
  let stream: EventStream | undefined
  /** Which stream is meant: late calls of a closed one are told apart by it. */
  let generation = 0
  let openSinceMono: MonotonicMs | undefined
  let reopenings = 0
  let started = false

  function setLink(next: Omit<PlatformLink, 'since'>): void {
    if (link.state === next.state && link.reason === next.reason) return
    link = { ...next, since: clock.wallNow() }
    changes.emit(undefined)
  }

  function take(whisper: AgentWhisper | undefined): void {
    if (whisper === undefined) return
    const next = takeWhisper(whispers, whisper)
    if (next === whispers) return
    whispers = next
    changes.emit(undefined)
  }

  function takeCoaching(coaching: AgentCoaching | undefined): void {
    if (coaching === undefined) return
    const next = takeAgentCoaching(coachings, coaching)
    if (next === coachings) return
    coachings = next
    changes.emit(undefined)
  }

  function doubtEverything(): void {
    conversations.doubtAll()
    changes.emit(undefined)
  }

  /** While the stream itself is away, silence says nothing. */
  function dropSilent(): void {
    timers.replace('silence', silentAfterMs / 4, dropSilent)
    if (openSinceMono === undefined) return
    if (clock.monotonicNow() - openSinceMono < silentAfterMs) return
    const dropped = conversations.dropSilent(clock.monotonicNow())
    for (const id of dropped) options.onLeft(agentUserId, id)
    if (dropped.length > 0) changes.emit(undefined)
  }

  function takeFact(fact: PlatformFact): void {
    switch (fact.type) {
      case 'conversation-changed':
        options.onConversation(fact.conversation)
        if (conversations.take(fact.conversation, clock.monotonicNow())) changes.emit(undefined)
        return
      case 'control-changed':
        self.takeControl(fact.control)
        return
      case 'unrecognised':
        counters.count('facts-unrecognised')
        return
      case 'conversation-metrics':
      case 'transcript-segment':
        conversations.hearOf(fact.conversationId, clock.monotonicNow())
        return
      case 'coaching-changed':
        if (fact.coaching.agentUserId === agentUserId) takeCoaching(agentCoachingOf(fact.coaching))
        return
      case 'member-changed':
        return
      default:
        assertNever(fact)
    }
  }

  function takeState(state: StreamState): void {
    switch (state.state) {
      case 'connecting':
        if (link.state !== 'interrupted') setLink({ state: 'connecting' })
        return
      case 'open':
        reopenings = 0
        openSinceMono = clock.monotonicNow()
        setLink({ state: 'open' })
        readTexts()
        return
      case 'gap':
        counters.count('stream-gaps')
        doubtEverything()
        readTexts()
        return
      case 'interrupted':
        counters.count('stream-gaps')
        openSinceMono = undefined
        setLink({ state: 'interrupted', reason: state.reason })
        doubtEverything()
        if (state.retryInMs === undefined) reopenLater()
        return
      default:
        assertNever(state)
    }
  }

  /** The platform replays nothing to a newcomer; our own records know what was sent and begun through us. */
  function readTexts(): void {
    readOwnRecords().catch(() => {
      counters.count('store-failures')
      timers.replace('read-texts', readAgainMs, readTexts)
    })
  }

  async function readOwnRecords(): Promise<void> {
    const since = clock.wallNow() - rememberedMs
    const texts = await options.controlStore.deliveredTexts(agentUserId, since, whispersAtMost)
    for (const { record } of texts) take(whisperOfRecord(record))
    const sessions = await options.coachingStore.unfinishedOfAgent(agentUserId)
    for (const { record } of sessions) takeCoaching(agentCoachingOfRecord(record))
  }

  function open(): void {
    generation += 1
    const mine = generation
    stream = platform.openEventStream({
      subscriptions: [
        { families: ['conversation', 'control', 'coaching'], agentUserIds: [agentUserId] },
      ],
      onFact: (fact) => {
        if (mine === generation) takeFact(fact)
      },
      onState: (state) => {
        if (mine === generation) takeState(state)
      },
    })
  }

  function reopenLater(): void {
    close()
    const delayMs = backoff({
      attempt: reopenings,
      minMs: reopenMinMs,
      maxMs: reopenMaxMs,
      random: options.random,
    })
    reopenings += 1
    timers.replace('reopen', delayMs, open)
  }

  function close(): void {
    generation += 1
    timers.cancel('reopen')
    stream?.close()
    stream = undefined
    openSinceMono = undefined
  }

  options.scope.onClose(close)
  const self: AgentStream = {
    session,
    platform,
    get link() {
      return link
    },
    conversations: conversations.list,
    whispers: () => whispers.values(),
    coachings: () => coachings.values(),
    whisper: (platformControlId) => whispers.get(platformControlId),
    takeControl(control) {
      if (control.targetUserId === agentUserId) take(whisperOfControl(control))
    },
    takeRecord(record) {
      if (record.agentUserId === agentUserId) take(whisperOfRecord(record))
    },
    start() {
      if (started) return
      started = true
      readTexts()
      open()
      dropSilent()
    },
    stop() {
      started = false
      close()
      timers.cancel('read-texts')
      timers.cancel('silence')
      setLink({ state: 'connecting' })
      doubtEverything()
    },
    onChange: (listener) => changes.subscribe(listener),
  }
  return self
}
