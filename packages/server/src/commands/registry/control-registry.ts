// The pending-control registry at work: every whisper and line of this server from the key press to its end.
//
//   command, event, answer, elapsed time
//        │ fact
//        ▼
//   load ─► decideControl ─► save state and act in one transaction ─► perform effects ─► the answer is the next fact
//                 ▲                     │ somebody was faster: load again
//                 └─────────────────────┘
//
// The row is written before the platform is called, so a crash between the two is found and settled.
import {
  type CancelReason,
  type ControlEffect,
  type ControlRecord,
  type ControlTimings,
  isFinalState,
  type PlatformControl,
} from '@sotto/domain'
import {
  assertNever,
  type Clock,
  createListeners,
  type Logger,
  type MonotonicMs,
  type Random,
  type Scope,
  type Unsubscribe,
} from '@sotto/kernel'
import type { ControlStore, ServerStore, StoredControl } from '../../database/stores.ts'
import { withFactOfSubmit } from '../../incidents/facts-of-change.ts'
import type { Counters } from '../../live/counters.ts'
import type { Supervisor } from '../../live/supervisors/supervisor.ts'
import { createTimers } from '../../live/timers.ts'
import type { ActWitness } from '../../observe/act-witness.ts'
import { createBringingBack } from './bringing-back.ts'
import { submittedAct } from './control-acts.ts'
import { type CallableControl, createControlCalls } from './control-calls.ts'
import { createControlHoldings } from './control-holdings.ts'
import { createControlLedger } from './control-ledger.ts'
import { lookLater } from './doubtful-write.ts'
import { isSameControl } from './is-same-control.ts'
import { firstRecord, type NewControl } from './new-control.ts'
import { noteTransition } from './note-transition.ts'
import { createServerPresence } from './server-presence.ts'
import { createSilenceWatch } from './silence-watch.ts'
import { createUnsettledControls } from './unsettled-controls.ts'

export interface ControlRegistry {
  /** This server's name in the database, while its process lives. */
  readonly serverId: string
  /** Resolves when the row is written; the platform's answer comes as a change. Rejects when it cannot be written. */
  submit(control: NewControl): Promise<ControlRecord>
  /** Resolves when it is written down that the control is to be taken back; nothing happens to one that is over. */
  cancel(controlId: string, reason: CancelReason): Promise<void>
  /** A text that was held back goes to the platform; nothing happens to any other. Only this server's own are let go. */
  letGo(controlId: string): Promise<void>
  /** What this server holds back and has to let go one day. */
  heldBack(): readonly ControlRecord[]
  /** What an event told. Controls that are not ours are left alone. */
  tell(control: PlatformControl): void
  /** Asks the platform now, instead of waiting for its word. */
  check(controlId: string): void
  /** From this server's memory: everything unsettled, and what was settled lately. */
  record(controlId: string): ControlRecord | undefined
  /** As `record`, and from the database when memory has forgotten it. */
  find(controlId: string): Promise<ControlRecord | undefined>
  unsettledIn(conversationId: string): readonly ControlRecord[]
  unsettledOf(supervisorId: string): readonly ControlRecord[]
  /** After every written change, the first one included. */
  onChange(listener: (record: ControlRecord) => void): Unsubscribe
  /** This control's line is to be shut and said goodbye to, now. */
  onCloseLine(listener: (controlId: string) => void): Unsubscribe
  /** This server's heartbeat begins, and it takes over what servers now gone have left: lines are taken back, texts asked after. */
  settle(): Promise<void>
  /** What other servers make of these is known here, too, within a second or so: a panel shows them. */
  follow(rows: readonly StoredControl[]): void
  /** Begun here, and taken over by no other as far as is known here: only here has it a line. */
  isBegunHere(controlId: string): boolean
  /** This person can be acted for again: what had to wait for them is done. */
  resume(supervisorId: string): void
}

export interface ControlRegistryOptions {
  readonly clock: Clock
  readonly random: Random
  readonly scope: Scope
  readonly logger: Logger
  readonly counters: Counters
  readonly witness: ActWitness
  readonly store: ControlStore
  readonly servers: ServerStore
  readonly timings: ControlTimings
  readonly lookupWindowMs: number
  /** Why this control may not be sent to the platform any more; undefined when it may. */
  readonly startRefusal: (record: ControlRecord) => string | undefined
  /** Who can act for this person now. */
  readonly supervisorOf: (supervisorId: string) => Supervisor | undefined
  /** Makes that somebody can act for this person, where there is a session of theirs. */
  readonly bringBack: (supervisorId: string) => Promise<void>
  readonly onFailure: (failure: unknown) => void
}

/** How long a settled control is remembered for events that come late. */
const settledMemoryMs = 10 * 60_000

export function createControlRegistry(options: ControlRegistryOptions): ControlRegistry {
  const { clock, counters, scope, store, timings, witness } = options
  const timers = createTimers(clock, scope)
  const entries = new Map<string, CallableControl>()
  const idByPlatformId = new Map<string, string>()
  const unsettled = createUnsettledControls()
  const changes = createListeners<ControlRecord>(options.onFailure)
  const lineClosings = createListeners<string>(options.onFailure)
  const ledger = createControlLedger<CallableControl>({
    ...options,
    timers,
    onSaved: takeSaved,
    onOvertaken: takeOthers,
    perform,
  })
  const serverId = options.random.id()
  const calls = createControlCalls({
    ...options,
    timers,
    take: ledger.take,
    isOurs: (entry) => holdings.isOurs(entry),
    startRefusal: (record) => options.startRefusal(record) ?? doubtOf(record),
  })
  const holdings = createControlHoldings({
    serverId,
    store,
    counters,
    entries,
    remember: adopt,
    refresh,
    settle: (entry) => void settleEntry(entry).catch(options.onFailure),
    lose,
    care: createBringingBack({ ...options, timers, everyMs: timings.statusCheckMs }),
  })
  const watchSilence = createSilenceWatch({
    clock,
    timers,
    timings,
    isOurs: holdings.isOurs,
    onElapsed: ledger.takeAlone,
  })
  const presence = createServerPresence({
    ...options,
    timers,
    store: options.servers,
    serverId,
    look: holdings.look,
  })

  /** What slept between its row and its call may have been called off by another server, which does not wait for it for ever. */
  function doubtOf({ id }: ControlRecord): string | undefined {
    const entry = entries.get(id)
    if (entry === undefined || !holdings.isOurs(entry)) return 'already-final'
    return presence.isCertainSince(entry.submittedAtMono) ? undefined : 'already-final'
  }

  function refresh(entry: CallableControl, stored: StoredControl): void {
    const before = entry.stored.record
    entry.stored = stored
    takeOthers(entry, before)
  }

  /** Whoever has called off one of ours may be unable to reach the platform for it: after a while it is asked from here. */
  function takeOthers(entry: CallableControl, before: ControlRecord): void {
    takeSaved(entry, before)
    const { id, state } = entry.stored.record
    if (state.name !== 'cancelling' || before.state.name === 'cancelling') return
    if (!holdings.isOurs(entry)) return
    lineClosings.emit(id)
    calls.cancel(entry, timings.cancelRetryMs)
  }

  function lose(entry: CallableControl): void {
    const { conversationId, id } = entry.stored.record
    options.logger.warn('control-lost', { controlId: id, conversationId })
    lineClosings.emit(id)
    calls.stop(entry)
  }

  async function settleEntry(entry: CallableControl): Promise<void> {
    calls.inherit(entry)
    await options.bringBack(entry.stored.record.supervisorId).catch(options.onFailure)
    const { kind, state } = entry.stored.record
    if (isFinalState(state.name)) return
    // It was never sent, and waits here from now on.
    if (state.name === 'held-back') return
    if (state.name === 'cancelling') calls.cancel(entry, 0)
    else if (kind === 'whisper-text') calls.check(entry, 0)
    else ledger.takeAlone(entry, { type: 'cancel-asked', reason: 'unsettled-at-start' })
  }

  function remember(
    stored: StoredControl,
    submittedAtMono: MonotonicMs,
    contextId?: string,
  ): CallableControl {
    const entry: CallableControl = {
      stored,
      turn: Promise.resolve(),
      submittedAtMono,
      isSubmitting: false,
      lookupUntilMono: clock.monotonicNow() + options.lookupWindowMs,
      failedCalls: 0,
      checks: 0,
      parked: undefined,
      isCancelAsked: false,
      isInherited: false,
      contextId,
    }
    entries.set(stored.record.id, entry)
    indexPlatformId(stored.record)
    watch(entry)
    return entry
  }

  function indexPlatformId({ id, platformControlId }: ControlRecord): void {
    if (platformControlId !== undefined) idByPlatformId.set(platformControlId, id)
  }

  function takeSaved(entry: CallableControl, before: ControlRecord): void {
    const { record } = entry.stored
    indexPlatformId(record)
    if (before.state.name === 'held-back') entry.submittedAtMono = clock.monotonicNow()
    if (before.state.name !== record.state.name) {
      noteTransition(options, record, entry.contextId)
      // Each server tells of its own: all servers together then tell of each once.
      if (holdings.isOurs(entry)) witness.control(record, entry.contextId)
    }
    watch(entry)
    changes.emit(record)
  }

  function watch(entry: CallableControl): void {
    unsettled.note(entry)
    watchSilence(entry)
    if (isFinalState(entry.stored.record.state.name)) forgetLater(entry)
  }

  function forgetLater(entry: CallableControl): void {
    const { id } = entry.stored.record
    calls.stop(entry)
    timers.replace(`forget ${id}`, settledMemoryMs, () => {
      entries.delete(id)
      const { platformControlId } = entry.stored.record
      if (platformControlId !== undefined) idByPlatformId.delete(platformControlId)
    })
  }

  function perform(entry: CallableControl, effects: readonly ControlEffect[]): void {
    for (const effect of effects) {
      switch (effect.type) {
        case 'submit-control':
          calls.submit(entry)
          break
        case 'close-line':
          lineClosings.emit(entry.stored.record.id)
          break
        case 'check-control':
          calls.check(entry, effect.afterMs)
          break
        case 'cancel-control':
          calls.cancel(entry, effect.afterMs)
          break
        default:
          assertNever(effect)
      }
    }
  }

  async function entryOf(controlId: string): Promise<CallableControl | undefined> {
    const known = entries.get(controlId)
    if (known !== undefined) return known
    const stored = await store.byId(controlId)
    if (stored === undefined) return undefined
    holdings.follow(stored)
    return entries.get(controlId) ?? adopt(stored)
  }

  /** A row that another process, or this one long ago, has written. */
  function adopt(stored: StoredControl): CallableControl {
    const ageMs = Math.max(0, clock.wallNow() - stored.record.submittedAt)
    return remember(stored, clock.monotonicNow() - ageMs)
  }

  async function dropIfThere(controlId: string): Promise<void> {
    const entry = await entryOf(controlId)
    holdings.endWriting(controlId)
    if (entry !== undefined) await ledger.take(entry, { type: 'missing' })
  }

  async function tellEntry(control: PlatformControl): Promise<void> {
    const ownId = control.requestKey ?? idByPlatformId.get(control.id)
    // Most controls that pass by are somebody else's: no reading for those.
    if (ownId === undefined || options.supervisorOf(control.supervisorId) === undefined) return
    const entry = await entryOf(ownId)
    if (entry === undefined || !isSameControl(entry.stored.record, control)) return
    await ledger.take(entry, { type: 'platform-status', control, evidence: 'event' })
  }

  return {
    serverId,
    async submit(control) {
      const record = firstRecord(control, clock.wallNow())
      const submittedAtMono = clock.monotonicNow()
      const contextId = witness.contextIdOf(record.supervisorId, record.conversationId)
      holdings.beginWriting(record.id)
      const stored = await store
        .insert(
          record,
          withFactOfSubmit(submittedAct(record, control.statedReason), record),
          serverId,
        )
        .catch((failure: unknown) => {
          lookLater({ timers, counters }, () => dropIfThere(record.id))
          throw failure
        })
      counters.count('controls-submitted')
      const entry = remember(stored, submittedAtMono, contextId)
      holdings.written(record.id)
      noteTransition(options, stored.record, contextId)
      witness.control(stored.record, contextId)
      changes.emit(stored.record)
      if (!isHeldBack(entry)) calls.submit(entry)
      return stored.record
    },
    async cancel(controlId, reason) {
      const entry = await entryOf(controlId)
      if (entry === undefined || isFinalState(entry.stored.record.state.name)) return
      await ledger.take(entry, { type: 'cancel-asked', reason })
    },
    async letGo(controlId) {
      const entry = entries.get(controlId)
      if (entry !== undefined && holdings.isOurs(entry))
        await ledger.take(entry, { type: 'hold-ended' })
    },
    heldBack: () =>
      [...entries.values()]
        .filter((entry) => isHeldBack(entry) && holdings.isOurs(entry))
        .map(({ stored }) => stored.record),
    tell(control) {
      void tellEntry(control).catch(options.onFailure)
    },
    check(controlId) {
      const entry = entries.get(controlId)
      if (entry !== undefined) calls.check(entry, 0)
    },
    record: (controlId) => entries.get(controlId)?.stored.record,
    find: async (controlId) => (await entryOf(controlId))?.stored.record,
    unsettledIn: unsettled.inConversation,
    unsettledOf: unsettled.ofSupervisor,
    onChange: (listener) => changes.subscribe(listener),
    onCloseLine: (listener) => lineClosings.subscribe(listener),
    settle: presence.start,
    follow(rows) {
      for (const stored of rows) holdings.follow(stored)
    },
    isBegunHere(controlId) {
      const entry = entries.get(controlId)
      return entry !== undefined && holdings.isOurs(entry) && !entry.isInherited
    },
    resume(supervisorId) {
      for (const entry of entries.values())
        if (entry.stored.record.supervisorId === supervisorId) calls.resume(entry)
    },
  }
}

function isHeldBack({ stored }: CallableControl): boolean {
  return stored.record.state.name === 'held-back'
}
