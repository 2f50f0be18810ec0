// One supervisor's link to the platform: their rights, their queues, and one event stream of their own conversations and of the
// queues it carries for everybody on this server.
//
//   start ─► read rights and queues ─► connecting ─► open ─► what is subscribed to is heard
//                     ▲                    ▲           │ gap: read again what may have changed
//                     │                    └───────────┤ interrupted: nothing is heard any more
//                     └── no retry by the adapter ─────┘
import {
  hasAuthority,
  hasRights,
  type Person,
  type PlatformCoaching,
  type PlatformControl,
} from '@sotto/domain'
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
import type { EventStream, PersonalPlatform, StreamState, Subscription } from '@sotto/platform'
import type { PlatformLink } from '@sotto/protocol'
import type { MetricsEvent } from '../../facts/facts-of-events.ts'
import type { Session } from '../../sessions/session.ts'
import type { CarryingStream } from '../carriers/carrying-stream.ts'
import type { QueueCarriage } from '../carriers/queue-carriage.ts'
import type { Counters } from '../counters.ts'
import type { LiveWorld } from '../live-world.ts'
import { createOwnQueues } from '../queues/own-queues.ts'
import type { Told } from '../queues/told-lately.ts'
import { createTimers } from '../timers.ts'
import { createFactTaker, type SaidSegment } from './fact-taker.ts'
import { createFreshness } from './freshness.ts'
import { persist } from './persist.ts'
import { createStreamTopics } from './stream-topics.ts'
import type { Supervisor } from './supervisor.ts'
import { createToldLink } from './told-link.ts'

export interface SupervisorStream extends Supervisor, Omit<CarryingStream, keyof Supervisor> {
  /** Opens the stream, if it is not there already. */
  start(): void
  /** Closes it; the rights read stay known. */
  stop(): void
  /** So long without a word is a loss; undefined: as patient as the platform's adapter. Holds for streams opened later, too. */
  limitSilence(silenceMs: number | undefined): void
  /** Conversations with a control of this person's that is not settled: their truth hangs on this stream alone. */
  hold(conversationIds: ReadonlySet<string>): void
  /** Who brings this person's queues may have changed. */
  recheckLink(): void
  /** Asks which queues there are now, and by what names. Answers those that were this person's and are no longer. */
  checkQueues(): Promise<readonly string[]>
  /** Link, rights or queues are others than before. */
  onChange(listener: () => void): Unsubscribe
  /** Events may have been lost: what is open on a screen or carries sound must be read again, before anything else. */
  onUncertain(listener: () => void): Unsubscribe
  onControl(listener: (control: PlatformControl) => void): Unsubscribe
  onMetrics(listener: (event: MetricsEvent) => void): Unsubscribe
  onSegment(listener: (said: SaidSegment) => void): Unsubscribe
  /** A conversation that this person holds is heard on their own stream from now on; what was known of it before is in doubt. */
  onHeldHeard(listener: (conversationId: string) => void): Unsubscribe
  /** Events may have been lost on this stream, and perhaps on others that do not know it. */
  onBroken(listener: () => void): Unsubscribe
  /** Of this supervisor's own coaching sessions. */
  onCoaching(listener: (coaching: PlatformCoaching) => void): Unsubscribe
}

export interface SupervisorStreamOptions {
  readonly clock: Clock
  readonly random: Random
  readonly scope: Scope
  readonly logger: Logger
  readonly counters: Counters
  readonly world: LiveWorld
  readonly carriage: Pick<QueueCarriage, 'heardSince' | 'isWhole' | 'lastWordAtMono'>
  readonly session: Session
  readonly platform: PersonalPlatform
  /** What this person may do with the token of this session, of all the platform tells. */
  readonly grant: (session: Session, told: Person) => Promise<Person>
  readonly toldLately?: ((sessionId: string) => Told | undefined) | undefined
  /** An event named a conversation nobody here knows, although the queues have been read. */
  readonly onUnknownConversation: (conversationId: string) => void
  readonly onFailure: (failure: unknown) => void
}

const reopenMinMs = 1_000
const reopenMaxMs = 30_000
const rightsAgeMs = 1_000

export function createSupervisorStream(options: SupervisorStreamOptions): SupervisorStream {
  const { carriage, clock, counters, platform, random, session, world } = options
  const timers = createTimers(clock, options.scope)
  const retry = { timers, random, counters }
  const changes = createListeners<undefined>(options.onFailure)
  const uncertainties = createListeners<undefined>(options.onFailure)
  const controls = createListeners<PlatformControl>(options.onFailure)
  const metrics = createListeners<MetricsEvent>(options.onFailure)
  const segments = createListeners<SaidSegment>(options.onFailure)
  const coachings = createListeners<PlatformCoaching>(options.onFailure)
  const heldHeard = createListeners<string>(options.onFailure)
  const breaks = createListeners<undefined>(options.onFailure)
  const topics = createStreamTopics({
    supervisorId: session.person.id,
    rights: () => ({
      own: own.ids,
      coachedBy: hasRights(own.person, 'read-coaching') ? session.person.id : undefined,
    }),
    onWanted: (subscriptions) => stream?.subscribe(subscriptions),
  })
  const { heard } = topics
  const facts = createFactTaker({
    ...options,
    isOwn: (queueId) => own.ids.has(queueId),
    onControl: (control) => controls.emit(control),
    onMetrics: (event) => metrics.emit(event),
    onCoaching: (coaching) => coachings.emit(coaching),
    onSegment(segment) {
      // What was asked for no longer may still be on its way.
      if (topics.followsTranscript(segment.conversationId)) segments.emit(segment)
    },
    onMention: noticeIfUnknown,
  })
  let rightsReadAtMono: MonotonicMs = Number.NEGATIVE_INFINITY
  const own = createOwnQueues({
    ...options,
    onOthers: topics.update,
    onRead() {
      rightsReadAtMono = clock.monotonicNow()
      topics.update()
      changes.emit(undefined)
    },
  })
  const told = createToldLink({
    clock,
    timers,
    isEverythingHeard: () =>
      [...own.ids].every((queueId) => carriage.heardSince(queueId) !== undefined),
    onChange: () => changes.emit(undefined),
  })
  let stream: EventStream | undefined
  let silenceLimitMs: number | undefined
  /** Which stream is meant: late calls of a closed one are told apart by it. */
  let generation = 0
  let openSinceMono: MonotonicMs | undefined
  const freshness = createFreshness({
    ...options,
    topics,
    openSinceMono: () => openSinceMono,
    lastWordAtMono: () => stream?.lastWordAtMono,
  })
  let reopenings = 0

  function setLink(next: Omit<PlatformLink, 'since' | 'listOldSince'>): void {
    if (!told.set(next)) return
    options.logger.info('platform-link', {
      supervisorId: session.person.id,
      state: next.state,
      reason: next.reason,
    })
    changes.emit(undefined)
  }

  async function open(mine: number): Promise<void> {
    await persist(retry, ready)
    if (mine !== generation) return
    stream = platform.openEventStream({
      subscriptions: topics.wanted(),
      onFact: (fact) => {
        if (mine === generation) facts(fact)
      },
      onState: (state) => {
        if (mine === generation) takeState(state)
      },
      onInForce: (served) => {
        if (mine === generation) takeServed(served)
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

  /** Before the queues are read most conversations are unknown, and reading each would be the firehose. */
  function noticeIfUnknown(conversationId: string): void {
    if (world.conversation(conversationId) !== undefined) return
    if (!heard.queueIds().every((queueId) => carriage.isWhole(queueId))) return
    options.onUnknownConversation(conversationId)
  }

  function takeState(state: StreamState): void {
    switch (state.state) {
      case 'connecting':
        if (told.link.state !== 'interrupted') setLink({ state: 'connecting' })
        return
      case 'open':
        openSinceMono = clock.monotonicNow()
        setLink({ state: 'open' })
        beginAnew()
        return
      case 'gap':
        counters.count('stream-gaps')
        openSinceMono = clock.monotonicNow()
        heard.restart(openSinceMono)
        breaks.emit(undefined)
        beginAnew()
        return
      case 'interrupted':
        counters.count('stream-gaps')
        openSinceMono = undefined
        heard.clear()
        setLink({ state: 'interrupted', reason: state.reason })
        // The stream comes back in its own time; what was taken away is gone now.
        if (state.reason === 'right-removed') readRightsAlone()
        own.doubt()
        if (state.reason === 'network' || state.reason === 'silent') breaks.emit(undefined)
        if (state.retryInMs === undefined) reopenLater()
        return
      default:
        assertNever(state)
    }
  }

  function takeServed(served: readonly Subscription[]): void {
    const added = heard.take(served, clock.monotonicNow())
    changes.emit(undefined)
    for (const conversationId of added)
      if (topics.holds(conversationId)) heldHeard.emit(conversationId)
  }

  function readRightsAlone(): void {
    own.doubt()
    persist(retry, ready).catch(options.onFailure)
  }

  function ready(): Promise<void> {
    if (areRightsOld()) own.doubt()
    return own.ready()
  }

  /** Whoever comes back is shown nothing by what was theirs when they left: the platform says it anew first. */
  function forgetOldRights(): void {
    if (!areRightsOld() || own.ids.size === 0) return
    own.forget()
    changes.emit(undefined)
  }

  /** Without an open stream nobody tells what has been taken away. */
  function areRightsOld(): boolean {
    return told.link.state !== 'open' && clock.monotonicNow() - rightsReadAtMono > rightsAgeMs
  }

  /** From now on nothing is lost; what was known before has to be confirmed once more. */
  function beginAnew(): void {
    reopenings = 0
    changes.emit(undefined)
    uncertainties.emit(undefined)
    // Nothing is asked while nothing is in doubt.
    persist(retry, ready).catch(options.onFailure)
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
    stream?.close()
    stream = undefined
    openSinceMono = undefined
    heard.clear()
  }

  let started = false
  options.scope.onClose(close)
  const self: SupervisorStream = {
    session,
    platform,
    get person() {
      return own.person
    },
    get queueIds() {
      return own.ids
    },
    get queuesKnown() {
      return own.known
    },
    get link() {
      return told.link
    },
    get isStarted() {
      return started
    },
    get lastWordAtMono() {
      return stream?.lastWordAtMono
    },
    ready,
    doubtRights() {
      own.doubt()
      void ready().catch(() => counters.count('platform-failures'))
    },
    mayView: (queueId) => hasAuthority({ person: own.person, queueIds: own.ids }, 'view', queueId),
    followTranscript: topics.followTranscript,
    followConversation: topics.follow,
    ...freshness,
    start() {
      if (started) return
      started = true
      forgetOldRights()
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
    askForWord: (withinMs) => stream?.askForWord(withinMs),
    hold: topics.hold,
    carry: topics.carry,
    heardSince: heard.queueSince,
    recheckLink: told.recheck,
    checkQueues: own.check,
    onChange: (listener) => changes.subscribe(listener),
    onUncertain: (listener) => uncertainties.subscribe(listener),
    onControl: (listener) => controls.subscribe(listener),
    onMetrics: (listener) => metrics.subscribe(listener),
    onSegment: (listener) => segments.subscribe(listener),
    onHeldHeard: (listener) => heldHeard.subscribe(listener),
    onBroken: (listener) => breaks.subscribe(() => listener()),
    onCoaching: (listener) => coachings.subscribe(listener),
  }
  return self
}
