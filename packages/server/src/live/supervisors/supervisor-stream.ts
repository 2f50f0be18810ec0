// One supervisor's link to the platform: their rights, their queues, and one event stream narrowed to those queues.
//
//   start ─► read rights and queues ─► connecting ─► open ─► browse what no other stream covers
//                     ▲                    ▲           │ gap: read again what may have changed
//                     │                    └───────────┤ interrupted: nothing is certain any more
//                     └── no retry by the adapter ─────┘
import type { Person, PlatformControl, TranscriptSegment } from '@sotto/domain'
import {
  assertNever,
  backoff,
  type Clock,
  createListeners,
  type Logger,
  type MonotonicMs,
  type Random,
  type Scope,
  type Unsubscribe,
} from '@sotto/kernel'
import type {
  EventStream,
  PersonalPlatform,
  PlatformFact,
  StreamState,
  Subscription,
} from '@sotto/platform'
import type { PlatformLink } from '@sotto/protocol'
import type { MetricsEvent } from '../../facts/facts-of-events.ts'
import type { Session } from '../../sessions/session.ts'
import type { Counters } from '../counters.ts'
import type { LiveWorld } from '../live-world.ts'
import { createTimers } from '../timers.ts'
import { browseQueue } from './browse-queue.ts'
import type { ConversationReader } from './conversation-reader.ts'
import { persist } from './persist.ts'
import type { Supervisor } from './supervisor.ts'

export interface SupervisorStream extends Supervisor {
  /** Opens the stream, if it is not there already. */
  start(): void
  /** Closes it; the rights read stay known. */
  stop(): void
  /** So long without a word is a loss; undefined: as patient as the platform's adapter. Holds for streams opened later, too. */
  limitSilence(silenceMs: number | undefined): void
  /** True while this stream keeps that queue's rows true by itself, as far as it knows. */
  covers(queueId: string): boolean
  /** Link, rights or queues are others than before. */
  onChange(listener: () => void): Unsubscribe
  /** Events may have been lost: what is open on a screen or carries sound must be read again, before anything else. */
  onUncertain(listener: () => void): Unsubscribe
  onControl(listener: (control: PlatformControl) => void): Unsubscribe
  onMetrics(listener: (event: MetricsEvent) => void): Unsubscribe
  onSegment(listener: (said: SaidSegment) => void): Unsubscribe
}

/** One piece of a transcript, raw, as one stream told it. */
export interface SaidSegment {
  readonly conversationId: string
  readonly segment: TranscriptSegment
}

export interface SupervisorStreamOptions {
  readonly clock: Clock
  readonly random: Random
  readonly scope: Scope
  readonly logger: Logger
  readonly counters: Counters
  readonly world: LiveWorld
  readonly reader: ConversationReader
  readonly session: Session
  readonly platform: PersonalPlatform
  /** What this person may do with the token of this session, of all the platform tells. */
  readonly grant: (session: Session, told: Person) => Promise<Person>
  readonly isCoveredElsewhere: (queueId: string) => boolean
  /** Whoever it was that read that queue anew after that moment. */
  readonly isBrowsedSince: (queueId: string, sinceMono: MonotonicMs) => boolean
  readonly onBrowsed: (queueId: string, beganAtMono: MonotonicMs) => void
  /** An event named a conversation nobody here knows, although the queues have been read. */
  readonly onUnknownConversation: (conversationId: string) => void
  readonly onFailure: (failure: unknown) => void
}

const reopenMinMs = 1_000
const reopenMaxMs = 30_000
const browseAgainMs = 15_000

export function createSupervisorStream(options: SupervisorStreamOptions): SupervisorStream {
  const { clock, counters, platform, random, session, world } = options
  const timers = createTimers(clock, options.scope)
  const retry = { timers, random, counters }
  const changes = createListeners<undefined>(options.onFailure)
  const uncertainties = createListeners<undefined>(options.onFailure)
  const controls = createListeners<PlatformControl>(options.onFailure)
  const metrics = createListeners<MetricsEvent>(options.onFailure)
  const segments = createListeners<SaidSegment>(options.onFailure)
  /** Conversations whose transcript somebody has open here. */
  const transcripts = new Set<string>()
  let person: Person = session.person
  let queueIds: ReadonlySet<string> = new Set()
  let rights: Promise<void> | undefined
  let link: PlatformLink = { state: 'connecting', since: clock.wallNow() }
  let stream: EventStream | undefined
  let silenceLimitMs: number | undefined
  /** Which stream is meant: late calls of a closed one are told apart by it. */
  let generation = 0
  let openSinceMono: MonotonicMs | undefined
  let coveredSinceMono: MonotonicMs | undefined
  /** What took events from this stream may have taken them from others, which do not know it yet: none is relied on then. */
  let hasLostEvents = false
  let reopenings = 0
  let rightsAreDoubtful = false
  let isReconciling = false

  function setLink(next: Omit<PlatformLink, 'since'>): void {
    if (link.state === next.state && link.reason === next.reason) return
    link = { ...next, since: clock.wallNow() }
    options.logger.info('platform-link', {
      supervisorId: session.person.id,
      state: next.state,
      reason: next.reason,
    })
    changes.emit(undefined)
  }

  async function readRights(): Promise<void> {
    rightsAreDoubtful = false
    const [told, queues] = await Promise.all([platform.whoAmI(), platform.queues()])
    person = await options.grant(session, told)
    queueIds = new Set(queues.map((queue) => queue.id))
    world.takeQueues(queues)
    stream?.subscribe(subscriptions())
    changes.emit(undefined)
  }

  /** Shared by all who ask at the same time; a failure is forgotten, so that the next one asks again. */
  function ready(): Promise<void> {
    if (rightsAreDoubtful) rights = undefined
    rights ??= readRights().catch((failure: unknown) => {
      rights = undefined
      throw failure
    })
    return rights
  }

  function subscriptions(): readonly Subscription[] {
    if (queueIds.size === 0) return []
    const ofQueues: Subscription = {
      families: ['conversation', 'control', 'routing'],
      queueIds: [...queueIds],
    }
    if (transcripts.size === 0) return [ofQueues]
    return [ofQueues, { families: ['transcript'], conversationIds: [...transcripts] }]
  }

  async function open(mine: number): Promise<void> {
    await persist(retry, ready)
    if (mine !== generation) return
    stream = platform.openEventStream({
      subscriptions: subscriptions(),
      onFact: (fact) => {
        if (mine === generation) takeFact(fact)
      },
      onState: (state) => {
        if (mine === generation) takeState(state)
      },
    })
    if (silenceLimitMs !== undefined) stream.limitSilence(silenceLimitMs)
  }

  function openAlone(mine: number): void {
    open(mine).catch((failure: unknown) => {
      options.onFailure(failure)
      // Should the session be over, its end stops this as well.
      if (mine === generation) reopenLater()
    })
  }

  function takeFact(fact: PlatformFact): void {
    switch (fact.type) {
      case 'conversation-changed': {
        const { conversation } = fact
        const isKnown = world.conversation(conversation.id) !== undefined
        if (!isKnown && !queueIds.has(conversation.queueId)) counters.count('facts-foreign')
        else world.takeConversation(conversation, { by: 'event', atMono: clock.monotonicNow() })
        return
      }
      case 'member-changed':
        if (queueIds.has(fact.queueId)) world.takeMember(fact.queueId, fact.member)
        else counters.count('facts-foreign')
        return
      case 'control-changed':
        noticeIfUnknown(fact.control.conversationId)
        controls.emit(fact.control)
        return
      case 'transcript-segment':
        // What was asked for no longer may still be on its way.
        if (transcripts.has(fact.conversationId)) segments.emit(fact)
        return
      case 'conversation-metrics':
        noticeIfUnknown(fact.conversationId)
        metrics.emit(fact)
        return
      case 'unrecognised':
        counters.count('facts-unrecognised')
        return
      default:
        assertNever(fact)
    }
  }

  /** Before the queues are read most conversations are unknown, and reading each would be the firehose. */
  function noticeIfUnknown(conversationId: string): void {
    if (coveredSinceMono === undefined || world.conversation(conversationId) !== undefined) return
    options.onUnknownConversation(conversationId)
  }

  function takeState(state: StreamState): void {
    switch (state.state) {
      case 'connecting':
        if (link.state !== 'interrupted') setLink({ state: 'connecting' })
        return
      case 'open':
        openSinceMono = clock.monotonicNow()
        setLink({ state: 'open' })
        beginRound()
        return
      case 'gap':
        counters.count('stream-gaps')
        openSinceMono = clock.monotonicNow()
        hasLostEvents = true
        beginRound()
        return
      case 'interrupted':
        counters.count('stream-gaps')
        openSinceMono = undefined
        coveredSinceMono = undefined
        hasLostEvents = true
        setLink({ state: 'interrupted', reason: state.reason })
        rightsAreDoubtful = true
        if (state.retryInMs === undefined) reopenLater()
        return
      default:
        assertNever(state)
    }
  }

  /** From `openSinceMono` on nothing is lost; what was known before has to be read once more. */
  function beginRound(): void {
    coveredSinceMono = undefined
    reopenings = 0
    changes.emit(undefined)
    uncertainties.emit(undefined)
    reconcileAlone()
  }

  function reconcileAlone(): void {
    reconcile().catch((failure: unknown) => {
      options.onFailure(failure)
      timers.replace('browse-again', browseAgainMs, reconcileAlone)
    })
  }

  async function reconcile(): Promise<void> {
    if (isReconciling) return
    isReconciling = true
    try {
      // A gap meanwhile makes another round necessary.
      while (openSinceMono !== undefined && coveredSinceMono !== openSinceMono) {
        const began = openSinceMono
        await persist(retry, ready)
        const isComplete = await browseAll(began)
        if (openSinceMono !== began) continue
        if (!isComplete) {
          timers.replace('browse-again', browseAgainMs, reconcileAlone)
          return
        }
        coveredSinceMono = began
      }
    } finally {
      isReconciling = false
    }
  }

  function isKeptTrue(queueId: string, openedAtMono: MonotonicMs): boolean {
    return hasLostEvents
      ? options.isBrowsedSince(queueId, openedAtMono)
      : options.isCoveredElsewhere(queueId)
  }

  async function browseAll(openedAtMono: MonotonicMs): Promise<boolean> {
    let isComplete = true
    const input = { clock, world, reader: options.reader, supervisor: self, retry }
    for (const queueId of queueIds) {
      if (isKeptTrue(queueId, openedAtMono)) continue
      const beganAtMono = clock.monotonicNow()
      if (await browseQueue(input, queueId)) options.onBrowsed(queueId, beganAtMono)
      else isComplete = false
    }
    return isComplete
  }

  function reopenLater(): void {
    close()
    const mine = generation
    const delayMs = backoff({ attempt: reopenings, minMs: reopenMinMs, maxMs: reopenMaxMs, random })
    reopenings += 1
    timers.replace('reopen', delayMs, () => openAlone(mine))
  }

  function close(): void {
    generation += 1
    timers.cancel('reopen')
    timers.cancel('browse-again')
    stream?.close()
    stream = undefined
    openSinceMono = undefined
    coveredSinceMono = undefined
  }

  let started = false
  options.scope.onClose(close)
  const self: SupervisorStream = {
    session,
    platform,
    get person() {
      return person
    },
    get queueIds() {
      return queueIds
    },
    get link() {
      return link
    },
    ready,
    doubtRights() {
      rightsAreDoubtful = true
      void ready().catch(() => counters.count('platform-failures'))
    },
    mayView: (queueId) => queueIds.has(queueId),
    followTranscript(conversationId) {
      transcripts.add(conversationId)
      stream?.subscribe(subscriptions())
      return () => {
        if (transcripts.delete(conversationId)) stream?.subscribe(subscriptions())
      }
    },
    isFresh: (knownAtMono) => openSinceMono !== undefined && knownAtMono >= openSinceMono,
    start() {
      if (started) return
      started = true
      openAlone(generation)
    },
    stop() {
      started = false
      close()
      setLink({ state: 'connecting' })
    },
    limitSilence(silenceMs) {
      if (silenceMs === silenceLimitMs) return
      silenceLimitMs = silenceMs
      stream?.limitSilence(silenceMs)
    },
    covers: (queueId) => coveredSinceMono !== undefined && queueIds.has(queueId),
    onChange: (listener) => changes.subscribe(listener),
    onUncertain: (listener) => uncertainties.subscribe(listener),
    onControl: (listener) => controls.subscribe(listener),
    onMetrics: (listener) => metrics.subscribe(listener),
    onSegment: (listener) => segments.subscribe(listener),
  }
  return self
}
