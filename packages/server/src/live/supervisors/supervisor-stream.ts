// One supervisor's link to the platform: their rights, their queues, and one event stream narrowed to those queues.
//
//   start ─► read rights and queues ─► connecting ─► open ─► browse what no other stream covers
//                     ▲                    ▲           │ gap: read again what may have changed
//                     │                    └───────────┤ interrupted: nothing is certain any more
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
import type { EventStream, PersonalPlatform, StreamState } from '@sotto/platform'
import type { PlatformLink } from '@sotto/protocol'
import type { MetricsEvent } from '../../facts/facts-of-events.ts'
import type { Session } from '../../sessions/session.ts'
import type { Counters } from '../counters.ts'
import type { LiveWorld } from '../live-world.ts'
import { browseQueue } from '../queues/browse-queue.ts'
import { createOwnQueues } from '../queues/own-queues.ts'
import type { SharedBrowses } from '../queues/shared-browses.ts'
import { subscriptionsOf } from '../queues/subscriptions-of.ts'
import type { Told } from '../queues/told-lately.ts'
import { createTimers } from '../timers.ts'
import type { ConversationReader } from './conversation-reader.ts'
import { createFactTaker, type SaidSegment } from './fact-taker.ts'
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
  /** Of these of its queues the stream brings metrics, too. */
  carryMetrics(queueIds: readonly string[]): void
  /** Asks which queues there are now, and by what names. Answers those that were this person's and are no longer. */
  checkQueues(): Promise<readonly string[]>
  /** Link, rights or queues are others than before. */
  onChange(listener: () => void): Unsubscribe
  /** Events may have been lost: what is open on a screen or carries sound must be read again, before anything else. */
  onUncertain(listener: () => void): Unsubscribe
  onControl(listener: (control: PlatformControl) => void): Unsubscribe
  onMetrics(listener: (event: MetricsEvent) => void): Unsubscribe
  onSegment(listener: (said: SaidSegment) => void): Unsubscribe
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
  readonly reader: ConversationReader
  readonly session: Session
  readonly platform: PersonalPlatform
  /** What this person may do with the token of this session, of all the platform tells. */
  readonly grant: (session: Session, told: Person) => Promise<Person>
  readonly toldLately?: ((sessionId: string) => Told | undefined) | undefined
  readonly isCoveredElsewhere: (queueId: string) => boolean
  /** Whoever it was that read that queue anew after that moment. */
  readonly isBrowsedSince: (queueId: string, sinceMono: MonotonicMs) => boolean
  readonly browses: SharedBrowses
  readonly onBrowsed: (queueId: string, beganAtMono: MonotonicMs) => void
  /** An event named a conversation nobody here knows, although the queues have been read. */
  readonly onUnknownConversation: (conversationId: string) => void
  readonly onFailure: (failure: unknown) => void
}

const reopenMinMs = 1_000
const reopenMaxMs = 30_000
const browseAgainMs = 15_000
const rightsAgeMs = 1_000

export function createSupervisorStream(options: SupervisorStreamOptions): SupervisorStream {
  const { clock, counters, platform, random, session, world } = options
  const timers = createTimers(clock, options.scope)
  const retry = { timers, random, counters }
  const changes = createListeners<undefined>(options.onFailure)
  const uncertainties = createListeners<undefined>(options.onFailure)
  const controls = createListeners<PlatformControl>(options.onFailure)
  const metrics = createListeners<MetricsEvent>(options.onFailure)
  const segments = createListeners<SaidSegment>(options.onFailure)
  const coachings = createListeners<PlatformCoaching>(options.onFailure)
  /** Conversations whose transcript somebody has open here. */
  const transcripts = new Set<string>()
  const facts = createFactTaker({
    ...options,
    isOwn: (queueId) => own.ids.has(queueId),
    onControl: (control) => controls.emit(control),
    onMetrics: (event) => metrics.emit(event),
    onCoaching: (coaching) => coachings.emit(coaching),
    onSegment(segment) {
      // What was asked for no longer may still be on its way.
      if (transcripts.has(segment.conversationId)) segments.emit(segment)
    },
    onMention: noticeIfUnknown,
  })
  let rightsReadAtMono: MonotonicMs = Number.NEGATIVE_INFINITY
  const own = createOwnQueues({
    ...options,
    onOthers(gained) {
      stream?.subscribe(subscriptions())
      browseGained(gained)
    },
    onRead() {
      rightsReadAtMono = clock.monotonicNow()
      stream?.subscribe(subscriptions())
      changes.emit(undefined)
    },
  })
  let link: PlatformLink = { state: 'connecting', since: clock.wallNow() }
  let stream: EventStream | undefined
  let silenceLimitMs: number | undefined
  let carried: readonly string[] = []
  /** Which stream is meant: late calls of a closed one are told apart by it. */
  let generation = 0
  let openSinceMono: MonotonicMs | undefined
  let coveredSinceMono: MonotonicMs | undefined
  /** Read since then, while others are still to be read. */
  const wholeQueues = new Set<string>()
  /** What took events from this stream may have taken them from others, which do not know it yet: none is relied on then. */
  let hasLostEvents = false
  let reopenings = 0
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

  /** Their rows are nowhere yet, unless somebody else looks at them; a round that runs or comes reads them anyway. */
  function browseGained(gained: readonly string[]): void {
    const began = openSinceMono
    if (began === undefined || coveredSinceMono !== began || gained.length === 0) return
    const missing = gained.filter((queueId) => !options.isCoveredElsewhere(queueId))
    browse(missing)
      .then((isComplete) => {
        if (isComplete || openSinceMono !== began) return
        uncover()
        timers.replace('browse-again', browseAgainMs, reconcileAlone)
      })
      .catch(options.onFailure)
  }

  const subscriptions = () =>
    subscriptionsOf({
      own: own.ids,
      carried,
      transcripts,
      coachedBy: hasRights(own.person, 'read-coaching') ? session.person.id : undefined,
    })

  async function open(mine: number): Promise<void> {
    await persist(retry, ready)
    if (mine !== generation) return
    stream = platform.openEventStream({
      subscriptions: subscriptions(),
      onFact: (fact) => {
        if (mine === generation) facts(fact)
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
        uncover()
        hasLostEvents = true
        setLink({ state: 'interrupted', reason: state.reason })
        // The stream comes back in its own time; what was taken away is gone now.
        if (state.reason === 'right-removed') readRightsAlone()
        own.doubt()
        if (state.retryInMs === undefined) reopenLater()
        return
      default:
        assertNever(state)
    }
  }

  function uncover(): void {
    coveredSinceMono = undefined
    wholeQueues.clear()
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
    return link.state !== 'open' && clock.monotonicNow() - rightsReadAtMono > rightsAgeMs
  }

  /** From `openSinceMono` on nothing is lost; what was known before has to be read once more. */
  function beginRound(): void {
    uncover()
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

  function browseAll(openedAtMono: MonotonicMs): Promise<boolean> {
    return browse([...own.ids].filter((queueId) => !isKeptTrue(queueId, openedAtMono)))
  }

  async function browse(wanted: readonly string[]): Promise<boolean> {
    let isComplete = true
    for (const queueId of wanted) {
      const openedAtMono = openSinceMono
      const isWhole = await options.browses.browse(queueId, {
        // What another stream reads stays true by that stream, unless this one has reason to rely on none.
        mayJoin: (beganAtMono) => !hasLostEvents || beganAtMono >= (openedAtMono ?? Infinity),
        run: () => browseNow(queueId),
      })
      if (!isWhole) isComplete = false
      else if (openSinceMono === openedAtMono) wholeQueues.add(queueId)
    }
    return isComplete
  }

  async function browseNow(queueId: string): Promise<boolean> {
    const openedAtMono = openSinceMono
    const beganAtMono = clock.monotonicNow()
    const input = { clock, world, reader: options.reader, supervisor: self, retry }
    if (!(await browseQueue(input, queueId))) return false
    options.onBrowsed(queueId, beganAtMono)
    return openSinceMono === openedAtMono
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
    uncover()
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
      return link
    },
    ready,
    doubtRights() {
      own.doubt()
      void ready().catch(() => counters.count('platform-failures'))
    },
    mayView: (queueId) => hasAuthority({ person: own.person, queueIds: own.ids }, 'view', queueId),
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
    carryMetrics(queueIds) {
      if (queueIds.join() === carried.join()) return
      carried = queueIds
      stream?.subscribe(subscriptions())
    },
    checkQueues: own.check,
    covers: (queueId) =>
      (coveredSinceMono !== undefined || wholeQueues.has(queueId)) && own.ids.has(queueId),
    onChange: (listener) => changes.subscribe(listener),
    onUncertain: (listener) => uncertainties.subscribe(listener),
    onControl: (listener) => controls.subscribe(listener),
    onMetrics: (listener) => metrics.subscribe(listener),
    onSegment: (listener) => segments.subscribe(listener),
    onCoaching: (listener) => coachings.subscribe(listener),
  }
  return self
}
