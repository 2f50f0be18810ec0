// Everybody who is signed in here: one platform link per session, shared by its tabs, and the queues that somebody looks at.
import type { Person, PlatformCoaching, PlatformControl } from '@sotto/domain'
import {
  type Clock,
  createListeners,
  createScope,
  type Logger,
  type Random,
  type Scope,
  type Unsubscribe,
} from '@sotto/kernel'
import type { Platform } from '@sotto/platform'
import type { MetricsEvent } from '../../facts/facts-of-events.ts'
import type { Session } from '../../sessions/session.ts'
import { createQueueCarriage } from '../carriers/queue-carriage.ts'
import type { Counters } from '../counters.ts'
import type { LiveWorld } from '../live-world.ts'
import { browseQueue } from '../queues/browse-queue.ts'
import { watchQueues } from '../queues/queue-watch.ts'
import type { Told } from '../queues/told-lately.ts'
import { createTimers } from '../timers.ts'
import type { ConversationReader } from './conversation-reader.ts'
import type { SaidSegment } from './fact-taker.ts'
import type { Supervisor } from './supervisor.ts'
import { createSupervisorStream, type SupervisorStream } from './supervisor-stream.ts'
import { createUnknownConversations } from './unknown-conversations.ts'

export interface Supervisors {
  /** Of this session, known from now on until the session ends. */
  of(session: Session): Supervisor
  bySession(sessionId: string): Supervisor | undefined
  /** Any session of this person, to act for them. */
  byPerson(supervisorId: string): Supervisor | undefined
  /** Somebody who looks at this queue now, to ask the platform about what is in it. */
  watcherOf(queueId: string): Supervisor | undefined
  /** A tab looks: the stream opens with the first and closes a while after the last. Answers the way to stop looking. */
  watch(session: Session): Unsubscribe
  /** While this person speaks, or is about to, a silent stream of theirs is a lost one after so long; undefined: as usual. */
  limitSilence(supervisorId: string, silenceMs: number | undefined): void
  /** Conversations with a control of this person's that is not settled are heard on their own stream. */
  hold(supervisorId: string, conversationIds: ReadonlySet<string>): void
  /** The session is over: nothing more is done in its name. */
  end(sessionId: string): void
  readonly watchedCount: number
  /** A supervisor is seen for the first time (in this session). */
  onArrival(listener: (supervisor: Supervisor) => void): Unsubscribe
  onChange(listener: (supervisor: Supervisor) => void): Unsubscribe
  onUncertain(listener: (supervisor: Supervisor) => void): Unsubscribe
  /** What was known of this queue is in doubt: nobody hears of it now, or somebody hears of it anew. */
  onQueueDoubt(
    listener: (doubt: { readonly queueId: string; readonly isHeard: boolean }) => void,
  ): Unsubscribe
  /** A conversation that is held is heard on its holder's own stream from now on. */
  onHeldHeard(
    listener: (heard: { readonly supervisor: Supervisor; readonly conversationId: string }) => void,
  ): Unsubscribe
  onControl(listener: (control: PlatformControl) => void): Unsubscribe
  /** Once for each stream that told of it. */
  onMetrics(listener: (event: MetricsEvent) => void): Unsubscribe
  /** Only of conversations that are followed (`followTranscript`). */
  onSegment(listener: (said: SaidSegment) => void): Unsubscribe
  onCoaching(listener: (coaching: PlatformCoaching) => void): Unsubscribe
}

export interface SupervisorsOptions {
  readonly clock: Clock
  readonly random: Random
  readonly scope: Scope
  readonly logger: Logger
  readonly counters: Counters
  readonly platform: Platform
  readonly world: LiveWorld
  readonly reader: ConversationReader
  readonly grant: (session: Session, told: Person) => Promise<Person>
  readonly toldLately?: ((sessionId: string) => Told | undefined) | undefined
  readonly streamLingerMs: number
  readonly queueRetentionMs: number
  readonly queueCheckMs: number
  readonly onFailure: (failure: unknown) => void
}

interface Entry {
  readonly stream: SupervisorStream
  readonly scope: Scope
  watchers: number
  /** Queues this entry keeps from being forgotten. */
  followed: ReadonlySet<string>
}

export function createSupervisors(options: SupervisorsOptions): Supervisors {
  const { clock, scope, world } = options
  const timers = createTimers(clock, scope)
  const entries = new Map<string, Entry>()
  /** Of each person, in the order in which they came: asked for every line again and again. */
  const entriesOf = new Map<string, Set<Entry>>()
  const followers = new Map<string, number>()
  const silenceLimits = new Map<string, number>()
  const holdings = new Map<string, ReadonlySet<string>>()
  const arrivals = createListeners<Supervisor>(options.onFailure)
  const changes = createListeners<Supervisor>(options.onFailure)
  const uncertainties = createListeners<Supervisor>(options.onFailure)
  const queueDoubts = createListeners<{ readonly queueId: string; readonly isHeard: boolean }>(
    options.onFailure,
  )
  const heldHeard = createListeners<{
    readonly supervisor: Supervisor
    readonly conversationId: string
  }>(options.onFailure)
  const controls = createListeners<PlatformControl>(options.onFailure)
  const metrics = createListeners<MetricsEvent>(options.onFailure)
  const segments = createListeners<SaidSegment>(options.onFailure)
  const coachings = createListeners<PlatformCoaching>(options.onFailure)
  const retry = { timers, random: options.random, counters: options.counters }
  const unknown = createUnknownConversations({
    ...options,
    retry,
    isHere: ({ session }) => entries.has(session.id),
  })
  const carriage = createQueueCarriage({
    ...options,
    streamOf(sessionId) {
      const entry = entries.get(sessionId)
      return entry && { stream: entry.stream, isWatched: entry.watchers > 0 }
    },
    read: (supervisor, queueId, isWanted) =>
      browseQueue({ clock, world, reader: options.reader, supervisor, retry, isWanted }, queueId),
    onHeard(queueId, since) {
      for (const { stream } of carriage.streamsWith(queueId))
        entries.get(stream.session.id)?.stream.recheckLink()
      queueDoubts.emit({ queueId, isHeard: since !== undefined })
    },
  })

  function follow(queueId: string): void {
    followers.set(queueId, (followers.get(queueId) ?? 0) + 1)
    timers.cancel(`forget ${queueId}`)
  }

  function unfollow(queueId: string): void {
    const left = (followers.get(queueId) ?? 1) - 1
    if (left > 0) followers.set(queueId, left)
    else {
      followers.delete(queueId)
      timers.replace(`forget ${queueId}`, options.queueRetentionMs, () => {
        carriage.forget(queueId)
        world.forgetQueue(queueId)
      })
    }
  }

  function followQueuesOf(entry: Entry): void {
    const wanted: ReadonlySet<string> = entry.watchers > 0 ? entry.stream.queueIds : new Set()
    for (const queueId of wanted) if (!entry.followed.has(queueId)) follow(queueId)
    for (const queueId of entry.followed) if (!wanted.has(queueId)) unfollow(queueId)
    entry.followed = wanted
  }

  function arrive(session: Session): Entry {
    const known = entries.get(session.id)
    if (known !== undefined) return known
    const entryScope = createScope()
    const stream = createSupervisorStream({
      clock,
      random: options.random,
      scope: entryScope,
      logger: options.logger,
      counters: options.counters,
      world,
      session,
      grant: options.grant,
      toldLately: options.toldLately,
      platform: options.platform.forPerson(session.credentials),
      carriage,
      onUnknownConversation: (conversationId) => unknown.notice(stream, conversationId),
      onFailure: options.onFailure,
    })
    const entry: Entry = { stream, scope: entryScope, watchers: 0, followed: new Set() }
    entries.set(session.id, entry)
    const others = entriesOf.get(session.person.id)
    if (others === undefined) entriesOf.set(session.person.id, new Set([entry]))
    else others.add(entry)
    stream.limitSilence(silenceLimits.get(session.person.id))
    stream.hold(holdings.get(session.person.id) ?? new Set())
    stream.onChange(() => {
      followQueuesOf(entry)
      carriage.arrange(session.id)
      stream.recheckLink()
      changes.emit(stream)
    })
    stream.onBroken(carriage.doubt)
    stream.onHeldHeard((conversationId) => heldHeard.emit({ supervisor: stream, conversationId }))
    stream.onUncertain(() => uncertainties.emit(stream))
    stream.onControl((control) => controls.emit(control))
    stream.onMetrics((event) => metrics.emit(event))
    stream.onSegment((said) => segments.emit(said))
    stream.onCoaching((coaching) => coachings.emit(coaching))
    arrivals.emit(stream)
    return entry
  }

  function stopWatching(sessionId: string, entry: Entry): void {
    entry.watchers -= 1
    if (entry.watchers > 0) return
    // Somebody else may bring its queues before it closes.
    carriage.arrange(sessionId)
    timers.replace(`linger ${sessionId}`, options.streamLingerMs, () => {
      entry.stream.stop()
      followQueuesOf(entry)
      carriage.arrange(sessionId)
    })
  }

  function leavePerson(entry: Entry): void {
    const personId = entry.stream.session.person.id
    const others = entriesOf.get(personId)
    others?.delete(entry)
    if (others?.size === 0) entriesOf.delete(personId)
  }

  function end(sessionId: string): void {
    const entry = entries.get(sessionId)
    if (entry === undefined) return
    entries.delete(sessionId)
    leavePerson(entry)
    carriage.arrange(sessionId)
    timers.cancel(`linger ${sessionId}`)
    entry.watchers = 0
    followQueuesOf(entry)
    void entry.scope.close().catch(options.onFailure)
  }

  watchQueues({
    ...options,
    watchers: () =>
      [...entries.values()].filter(({ watchers }) => watchers > 0).map(({ stream }) => stream),
  })

  scope.onClose(async () => {
    for (const entry of entries.values()) await entry.scope.close()
  })

  return {
    of: (session) => arrive(session).stream,
    bySession: (sessionId) => entries.get(sessionId)?.stream,
    byPerson(supervisorId) {
      const own = [...(entriesOf.get(supervisorId) ?? [])]
      // One that is looked through is alive for certain.
      return (own.find((entry) => entry.watchers > 0) ?? own.at(-1))?.stream
    },
    watcherOf: (queueId) =>
      [...entries.values()].find(({ stream, watchers }) => watchers > 0 && stream.mayView(queueId))
        ?.stream,
    watch(session) {
      const entry = arrive(session)
      timers.cancel(`linger ${session.id}`)
      entry.watchers += 1
      followQueuesOf(entry)
      entry.stream.start()
      carriage.arrange(session.id)
      let isWatching = true
      return () => {
        if (isWatching) stopWatching(session.id, entry)
        isWatching = false
      }
    },
    limitSilence(supervisorId, silenceMs) {
      if (silenceMs === undefined) silenceLimits.delete(supervisorId)
      else silenceLimits.set(supervisorId, silenceMs)
      for (const { stream } of entriesOf.get(supervisorId) ?? []) stream.limitSilence(silenceMs)
    },
    hold(supervisorId, conversationIds) {
      if (conversationIds.size === 0) holdings.delete(supervisorId)
      else holdings.set(supervisorId, conversationIds)
      for (const { stream } of entriesOf.get(supervisorId) ?? []) stream.hold(conversationIds)
    },
    end,
    get watchedCount() {
      return [...entries.values()].filter((entry) => entry.watchers > 0).length
    },
    onArrival: (listener) => arrivals.subscribe(listener),
    onChange: (listener) => changes.subscribe(listener),
    onUncertain: (listener) => uncertainties.subscribe(listener),
    onQueueDoubt: (listener) => queueDoubts.subscribe(listener),
    onHeldHeard: (listener) => heldHeard.subscribe(listener),
    onControl: (listener) => controls.subscribe(listener),
    onMetrics: (listener) => metrics.subscribe(listener),
    onSegment: (listener) => segments.subscribe(listener),
    onCoaching: (listener) => coachings.subscribe(listener),
  }
}
