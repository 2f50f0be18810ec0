/**
 * One transcript that somebody has open, shared by all who do: one upstream subscription, one reading, one redaction. It lives
 * in memory only, and `close` forgets it.
 *
 * ```
 *   events ─┐                                 ┌─► viewer
 *           ├─► merge ─► not in a pause? ─► redact ─► lines ─► viewer
 *   reading ┘   (raw)                         └─► viewer
 * ```
 */
import {
  type Conversation,
  isCrossRegion,
  isSaidInPause,
  placeOf,
  supersedes,
  type TranscriptSegment,
} from '@sotto/domain'
import { type Clock, createScope, type Unsubscribe } from '@sotto/kernel'
import type { TranscriptStatus } from '@sotto/protocol'
import type { RedactorOptions } from '@sotto/redaction'
import type { Counters } from '../live/counters.ts'
import type { Supervisor } from '../live/supervisors/supervisor.ts'
import { createTimers } from '../live/timers.ts'
import { peopleIn } from '../text/people-in.ts'
import { kindsOffIn, type RedactionChoices } from '../text/redaction-choices.ts'
import { createLineTable, type KnownLine } from './line-table.ts'
import type { PauseLedger } from './pause-ledger.ts'
import { boundedText } from './redact-segment.ts'
import { createRedactionQueue } from './redaction-queue.ts'
import { createTranscriptReading } from './transcript-reading.ts'

export interface TranscriptViewer {
  readonly supervisor: Supervisor
  onLines(ids: readonly string[]): void
  onStatus(): void
}

export interface TranscriptWatch {
  readonly viewers: ReadonlySet<TranscriptViewer>
  readonly isPaused: boolean
  join(viewer: TranscriptViewer): void
  leave(viewer: TranscriptViewer): void
  line(id: string): KnownLine | undefined
  /** The newest first. */
  lineIds(): Iterable<string>
  status(): Omit<TranscriptStatus, 'mayReveal'>
  /** Told by an event. */
  take(segment: TranscriptSegment): void
  /** Whoever carries the subscription may have lost events, or its rights. */
  recheckCarrier(uncertain?: Supervisor): void
  conversationChanged(conversation: Conversation): void
  /** A team may have chosen otherwise which kinds it leaves unmasked. */
  choicesChanged(): void
  refresh(): void
  close(): void
}

export interface TranscriptWatchOptions {
  readonly clock: Clock
  readonly counters: Counters
  readonly conversation: Conversation
  readonly pauses: Pick<PauseLedger, 'pausesOf'>
  /** Which kinds stay unmasked in its queue. */
  readonly choices: RedactionChoices
  readonly onFailure: (failure: unknown) => void
  /** Who may see it now. */
  readonly mayRead: (supervisor: Supervisor) => boolean
}

/** A transcript longer than this loses its beginning. */
const segmentsAtMost = 20_000
/** What stands before a late segment may change with it, being the beginning of the same number; and before that, context. */
const mayChangeSegments = 12
const contextSegments = 24
/** Late ones are gathered, the longer the more there is to read again. */
const lateMs = 250
const lateMsPerSegment = 0.1
/** A little less than it does. */
const redactorRemembers = 40
/** Of a reading nothing but the platform's times tells what was said in a pause; ours tell when that was. */
const clockDifferenceMs = 1_000

export function createTranscriptWatch(options: TranscriptWatchOptions): TranscriptWatch {
  const { clock } = options
  const scope = createScope()
  const timers = createTimers(clock, scope)
  const viewers = new Set<TranscriptViewer>()
  const lines = createLineTable()
  /** Raw, by id and in order. */
  const segments = new Map<string, TranscriptSegment>()
  const ordered: TranscriptSegment[] = []
  let conversation = options.conversation
  let redaction = redactorOptionsOf(conversation)
  let carrier: { readonly supervisor: Supervisor; readonly stop: Unsubscribe } | undefined
  /** The first place where something came late, to be read again with what followed. */
  let lateFrom: number | undefined

  const queue = createRedactionQueue({
    clock,
    timers: createTimers(clock, scope),
    people: redaction,
    onUpdate(update, segment) {
      if (segments.has(update.id) && lines.take(update, segment)) tellLines([update.id])
      // What was still on its way to be redacted when the pause began.
      if (isPaused()) tellLines(lines.freeze())
    },
  })

  const reading = createTranscriptReading({
    ...options,
    scope,
    conversation: () => conversation,
    carrier: () => carrier?.supervisor,
    onTold: takeAll,
    onChange: tellStatus,
  })

  function redactorOptionsOf(of: Conversation): RedactorOptions {
    return {
      ...peopleIn(of),
      agentSpeakers: ['agent', 'supervisor'],
      kindsOff: kindsOffIn(options.choices, of.queueId),
    }
  }

  function tellLines(ids: readonly string[]): void {
    for (const viewer of viewers) viewer.onLines(ids)
  }

  function tellStatus(): void {
    for (const viewer of viewers) viewer.onStatus()
  }

  const pauses = () => options.pauses.pausesOf(conversation.id)
  const isPaused = () => conversation.recording.state === 'paused'

  // Raw segments

  /** Answers whether it is news. What was said in a pause is none, and what it broke off stays as it was. */
  function put(segment: TranscriptSegment, clocksMayDifferByMs: number): boolean {
    const known = segments.get(segment.id)
    if (isSaidInPause(segment, pauses(), clocksMayDifferByMs)) return false
    if (lines.get(segment.id)?.isFrozen === true) return false
    if (known !== undefined && !supersedes(known, segment)) return false
    const kept = { ...segment, text: boundedText(segment.text) }
    if (known !== undefined) ordered.splice(ordered.indexOf(known), 1)
    ordered.splice(placeOf(ordered, kept), 0, kept)
    segments.set(kept.id, kept)
    if (ordered.length > segmentsAtMost) forgetOldest()
    return true
  }

  function forgetOldest(): void {
    const oldest = ordered.shift()
    if (oldest === undefined) return
    segments.delete(oldest.id)
    if (lines.remove(oldest.id)) tellLines([oldest.id])
  }

  function take(segment: TranscriptSegment): void {
    if (isPaused()) return
    const isNew = !segments.has(segment.id)
    // What was said in a pause came in it, or carries the time of one.
    if (!put(segment, 0)) return
    const kept = segments.get(segment.id)
    if (kept === undefined) return
    const place = ordered.indexOf(kept)
    const isForgotten = ordered.length - place > redactorRemembers
    const isLate =
      isForgotten || (isNew && ordered.slice(place + 1).some(({ startMs }) => startMs > kept.endMs))
    if (!isLate) queue.hear(kept)
    else {
      lateFrom = Math.min(lateFrom ?? place, place)
      if (timers.has('late')) return
      timers.replace('late', lateMs + lateMsPerSegment * ordered.length, () => readFrom(lateFrom))
    }
  }

  /** What came out of order is read where it belongs, with all that was said after it. */
  function readFrom(place = 0): void {
    lateFrom = undefined
    timers.cancel('late')
    const mayChange = Math.max(0, place - mayChangeSegments)
    const context = ordered.slice(Math.max(0, mayChange - contextSegments), mayChange)
    const ignored = new Set(context.map(({ id }) => id))
    queue.readAgain(
      [...context, ...ordered.slice(mayChange)],
      (id) => !ignored.has(id) || lines.get(id) === undefined,
    )
  }

  function takeAll(told: readonly TranscriptSegment[]): void {
    const news = new Set<string>()
    for (const segment of told) if (put(segment, clockDifferenceMs)) news.add(segment.id)
    const earliest = ordered.findIndex(({ id }) => news.has(id))
    if (earliest >= 0) readFrom(Math.min(earliest, lateFrom ?? earliest))
  }

  /** Under the choices and the people of now, where they are others than those it was shown under. */
  function redactAnew(): void {
    const now = redactorOptionsOf(conversation)
    if (JSON.stringify(now) === JSON.stringify(redaction)) return
    redaction = now
    queue.changePeople(now)
    readFrom()
  }

  // Who carries it

  function recheckCarrier(uncertain?: Supervisor): void {
    const candidates = [...viewers].map(({ supervisor }) => supervisor).filter(options.mayRead)
    const isOpen = ({ link }: Supervisor) => link.state === 'open'
    const now = carrier?.supervisor
    if (
      now !== undefined &&
      candidates.includes(now) &&
      (isOpen(now) || !candidates.some(isOpen))
    ) {
      // What was said while events were lost can be had by reading only.
      if (uncertain === now) reading.readMissed()
      return
    }
    const isNear = ({ person }: Supervisor) => !isCrossRegion(person.region, conversation.region)
    const next =
      candidates.find((one) => isOpen(one) && isNear(one)) ??
      candidates.find(isOpen) ??
      candidates[0]
    carrier?.stop()
    carrier =
      next === undefined
        ? undefined
        : { supervisor: next, stop: next.followTranscript(conversation.id) }
    if (carrier === undefined) return
    reading.carrierChanged()
  }

  return {
    viewers,
    get isPaused() {
      return isPaused()
    },
    join(viewer) {
      viewers.add(viewer)
      recheckCarrier()
    },
    leave(viewer) {
      viewers.delete(viewer)
      recheckCarrier()
    },
    line: (id) => lines.get(id),
    lineIds: () => lines.ids(),
    status() {
      return {
        read: reading.view(),
        isCrossRegion: isCrossRegion(carrier?.supervisor.person.region ?? '', conversation.region),
        isPaused: isPaused(),
        pauses: pauses().map(({ fromMs, toMs }) => ({
          fromMs: Math.max(0, fromMs),
          ...(toMs === undefined ? {} : { toMs }),
        })),
      }
    },
    take,
    recheckCarrier,
    conversationChanged(next) {
      const wasPaused = isPaused()
      const wasIn = conversation.queueId
      conversation = next
      if (wasIn !== next.queueId) tellStatus()
      redactAnew()
      if (wasPaused === isPaused()) return
      if (isPaused()) tellLines(lines.freeze())
      // What was said before the pause may have been on its way when it began.
      else reading.readMissed()
      tellStatus()
    },
    choicesChanged: redactAnew,
    refresh: () => reading.refresh(),
    close() {
      carrier?.stop()
      carrier = undefined
      queue.close()
      lines.clear()
      segments.clear()
      ordered.length = 0
      void scope.close().catch(options.onFailure)
    },
  }
}
