// What each browser tab has asked for, and the lines that make it so. One conversation at a time per tab.
//
//   command ─► wanted ─► planLines ─► open or close lines in the registry ─► their records change ─► plan again
//                ▲                                                                  │
//                └── a line lost that was not given up: wantedAfterLoss ◄───────────┘
//
// The wish is taken in at once and cuts the microphone at once; the lines follow one step after the other.
import {
  type CancelReason,
  type LineStep,
  lineStage,
  type ModeReason,
  speakingKind,
  type WantedMode,
  wantedAfterLoss,
} from '@sotto/domain'
import { createListeners, type Random, type Unsubscribe } from '@sotto/kernel'
import { ApiRefusal } from '../http/api-refusal.ts'
import type { Timers } from '../live/timers.ts'
import type { LineLease } from './line-lease.ts'
import { leaseRefusalReason, lossReason } from './mode-reason.ts'
import type { ControlRegistry } from './registry/control-registry.ts'
import {
  keyOf,
  newTab,
  nextStep,
  type Slot,
  type Tab,
  type TabKey,
  type TabLines,
  viewOf,
  wantsToSpeak,
} from './tab-lines.ts'
import { createTabMap } from './tab-map.ts'

export interface ModeRequestInput extends TabKey {
  readonly supervisorId: string
  readonly conversationId: string
  /** Whom the lines go to; undefined is only good for `off`. */
  readonly agentUserId: string | undefined
  readonly wanted: WantedMode
  readonly mixLevel: number
  readonly statedReason?: string | undefined
}

export interface ModeEngine {
  /** Resolves when the lines' rows are written; they are live only when the platform says so. */
  request(input: ModeRequestInput): Promise<void>
  /** Undefined while the tab has asked for nothing. */
  linesOf(tab: TabKey): TabLines | undefined
  /** The tab that holds this line. */
  tabOfLine(controlId: string): TabKey | undefined
  /** Without a conversation, all. */
  tabsIn(conversationId?: string): readonly TabKey[]
  tabsOf(sessionId: string): readonly TabKey[]
  /** The sound of this line cannot be had back. */
  loseLine(controlId: string, reason: ModeReason, cancelReason?: CancelReason): void
  /** Opens the coaching line anew with a level below the one it has; anything else is left as it is. */
  lowerMixLevel(tab: TabKey, mixLevel: number): void
  /** The tab's live socket is gone, or back: a line waits a while for a reload. */
  panelGone(tab: TabKey): void
  panelBack(tab: TabKey): void
  endSession(sessionId: string): void
  onChange(listener: (tab: TabKey) => void): Unsubscribe
}

export interface ModeEngineOptions {
  readonly leases: LineLease
  readonly registry: ControlRegistry
  readonly random: Random
  readonly timers: Timers
  readonly panelReturnMs: number
  /** Our own id for all that one supervisor does in one conversation. */
  readonly coachingSessionId: (supervisorId: string, conversationId: string) => Promise<string>
  readonly onFailure: (failure: unknown) => void
}

export function createModeEngine(options: ModeEngineOptions): ModeEngine {
  const { registry, timers } = options
  const tabs = createTabMap<Tab>()
  const tabByLine = new Map<string, Tab>()
  const changes = createListeners<TabKey>(options.onFailure)

  const recordOf = (slot: Slot | undefined) => slot && registry.record(slot.controlId)

  function isCurrent(tab: Tab): boolean {
    return tabs.get(tab) === tab
  }

  // Losses

  function noteLosses(tab: Tab): void {
    loseIfGone(tab, 'speaking')
    loseIfGone(tab, 'listening')
  }

  function loseIfGone(tab: Tab, which: 'listening' | 'speaking'): void {
    const slot = tab[which]
    const record = recordOf(slot)
    if (slot === undefined || record === undefined) return
    const stage = lineStage(record)
    if (stage === 'opening' || stage === 'live') return
    if (!slot.isGivenUp) fall(tab, which, lossReason(record))
    if (stage === 'none') {
      tab[which] = undefined
      tabByLine.delete(slot.controlId)
    }
  }

  function fall(tab: Tab, lost: 'listening' | 'speaking', reason: ModeReason): void {
    const slot = tab[lost]
    if (slot === undefined || slot.isGivenUp) return
    slot.isGivenUp = true
    tab.wanted = wantedAfterLoss(tab.wanted, lost, lineStage(recordOf(tab.listening)))
    tab.reason = reason
  }

  // Steps

  function proceed(tab: Tab): Promise<void> {
    const stepped = tab.turn.then(() => takeSteps(tab))
    tab.turn = stepped.catch(noteFault)
    return stepped
  }

  /** A refusal is an answer: its caller has it, and the tab its reason. */
  function noteFault(failure: unknown): void {
    if (!(failure instanceof ApiRefusal)) options.onFailure(failure)
  }

  function proceedAlone(tab: Tab): void {
    proceed(tab).catch(() => {})
  }

  async function takeSteps(tab: Tab): Promise<void> {
    noteLosses(tab)
    // Planned anew after each step: the wish, or the world, may have changed while it was taken.
    for (let step = nextStep(tab, recordOf); step !== undefined; step = nextStep(tab, recordOf)) {
      if (!(await takeStepOrYield(tab, step))) break
    }
    dropLease(tab)
    if (isCurrent(tab)) changes.emit(tab)
  }

  /** A step that fails is not tried again by itself, so nothing is kept from others for its sake. */
  async function takeStepOrYield(tab: Tab, step: LineStep): Promise<boolean> {
    try {
      return await takeStep(tab, step)
    } catch (failure) {
      if (tab.speaking === undefined) options.leases.drop(tab)
      throw failure
    }
  }

  /** Only once the line it was for is over on the platform: the next coach waits for that. */
  function dropLease(tab: Tab): void {
    if (tab.speaking === undefined && !wantsToSpeak(tab)) options.leases.drop(tab)
  }

  /** False when it could not be taken, so that going on would only repeat it. */
  async function takeStep(tab: Tab, step: LineStep): Promise<boolean> {
    if (step.step === 'close') {
      await closeLine(tab, step.line, closeReason(tab, step.line))
      const stage = lineStage(recordOf(tab[step.line]))
      return stage !== 'opening' && stage !== 'live'
    }
    // The tab has turned to another conversation, or is gone, while this waited.
    if (!isCurrent(tab) || tab.agentUserId === undefined) return false
    await openLine(tab, step, tab.agentUserId)
    return true
  }

  /** A line still on its way when its fellow came too late comes too late itself: nobody has stopped it. */
  function closeReason(tab: Tab, which: 'listening' | 'speaking'): CancelReason {
    const isOnItsWay = lineStage(recordOf(tab[which])) === 'opening'
    return isOnItsWay && tab.reason === 'expired' ? 'expired' : 'stopped-by-supervisor'
  }

  async function openLine(
    tab: Tab,
    step: Extract<LineStep, { step: 'open' }>,
    agentUserId: string,
  ): Promise<void> {
    const { conversationId, supervisorId } = tab
    const leaseFence = step.line === 'speaking' ? await takeLease(tab, agentUserId) : undefined
    // The wish may have changed while the lease was asked for.
    if (step.line === 'speaking' && speakingKind(tab.wanted) !== step.kind) return
    const coachingSessionId = await options.coachingSessionId(supervisorId, conversationId)
    const id = options.random.id()
    tab[step.line] = { controlId: id, isGivenUp: false }
    tabByLine.set(id, tab)
    try {
      await registry.submit({
        id,
        conversationId,
        supervisorId,
        agentUserId,
        coachingSessionId,
        kind: step.line === 'listening' ? 'monitor' : step.kind,
        tabId: tab.tabId,
        ...(step.line === 'speaking' && step.kind === 'whisper-audio'
          ? { mixLevel: tab.mixLevel }
          : {}),
        ...(leaseFence === undefined ? {} : { leaseFence }),
        ...(tab.statedReason === undefined ? {} : { statedReason: tab.statedReason }),
      })
    } catch (failure) {
      fall(tab, step.line, 'line-failed')
      tab[step.line] = undefined
      tabByLine.delete(id)
      throw failure
    }
  }

  async function takeLease(tab: Tab, agentUserId: string): Promise<number> {
    const { conversationId, supervisorId } = tab
    try {
      return await options.leases.take({ owner: tab, supervisorId, agentUserId, conversationId })
    } catch (failure) {
      tab.wanted = wantedAfterLoss(tab.wanted, 'speaking', lineStage(recordOf(tab.listening)))
      tab.reason = leaseRefusalReason(failure)
      if (isCurrent(tab)) changes.emit(tab)
      throw failure
    }
  }

  async function closeLine(
    tab: Tab,
    which: 'listening' | 'speaking',
    reason: CancelReason,
  ): Promise<void> {
    const slot = tab[which]
    if (slot === undefined) return
    slot.isGivenUp = true
    await registry.cancel(slot.controlId, reason)
  }

  /** Ends everything this tab has, whatever it waited for; its last steps find nothing more to open. */
  function abandon(tab: Tab, reason: CancelReason): void {
    tab.wanted = 'off'
    tab.reason = reason
    for (const slot of [tab.speaking, tab.listening]) if (slot !== undefined) slot.isGivenUp = true
    const ended = tab.turn.then(async () => {
      await closeLine(tab, 'speaking', reason)
      await closeLine(tab, 'listening', reason)
      dropLease(tab)
    })
    tab.turn = ended.catch(options.onFailure)
    changes.emit(tab)
  }

  // Wishes

  function tabFor(input: ModeRequestInput): Tab {
    const known = tabs.get(input)
    const isSame =
      known?.conversationId === input.conversationId &&
      (input.agentUserId === undefined || known.agentUserId === input.agentUserId)
    if (known !== undefined && isSame) return known
    const tab = newTab(input)
    tabs.set(input, tab)
    if (known !== undefined) abandon(known, 'replaced')
    return tab
  }

  function request(input: ModeRequestInput): Promise<void> {
    const known = tabs.get(input)
    // Off in a conversation the tab has already left: there is nothing to end.
    if (input.wanted === 'off' && known?.conversationId !== input.conversationId)
      return Promise.resolve()
    const tab = tabFor(input)
    const changesLevel = input.wanted === 'coach' && input.mixLevel !== tab.mixLevel
    tab.wanted = input.wanted
    if (input.statedReason !== undefined) tab.statedReason = input.statedReason
    tab.mixLevel = input.mixLevel
    tab.reason = undefined
    changes.emit(tab)
    return changesLevel ? openAnew(tab) : proceed(tab)
  }

  /** The level belongs to the line: the old line goes, and the plan opens the next one when it is gone. */
  function openAnew(tab: Tab): Promise<void> {
    if (tab.speaking === undefined) return proceed(tab)
    const closed = tab.turn.then(() => closeLine(tab, 'speaking', 'replaced'))
    tab.turn = closed.catch(options.onFailure)
    return closed.then(() => proceed(tab))
  }

  registry.onChange((record) => {
    const tab = tabByLine.get(record.id)
    if (tab === undefined) return
    // At once, so that nobody sees a lost line as one that is still wanted.
    noteLosses(tab)
    if (isCurrent(tab)) changes.emit(tab)
    proceedAlone(tab)
  })

  return {
    request,
    linesOf(key) {
      const tab = tabs.get(key)
      return tab === undefined ? undefined : viewOf(tab, recordOf)
    },
    tabOfLine: (controlId) => tabByLine.get(controlId),
    tabsIn: (id) =>
      [...tabs.values()].filter((tab) => id === undefined || tab.conversationId === id),
    tabsOf: (sessionId) => [...tabs.values()].filter((tab) => tab.sessionId === sessionId),
    loseLine(controlId, reason, cancelReason = 'stopped-by-supervisor') {
      const tab = tabByLine.get(controlId)
      if (tab === undefined) return
      const which = tab.speaking?.controlId === controlId ? 'speaking' : 'listening'
      const slot = tab[which]
      if (slot === undefined || slot.isGivenUp) return
      fall(tab, which, reason)
      const closed = tab.turn.then(() => registry.cancel(controlId, cancelReason))
      tab.turn = closed.catch(options.onFailure)
      if (isCurrent(tab)) changes.emit(tab)
      proceedAlone(tab)
    },
    lowerMixLevel(key, mixLevel) {
      const tab = tabs.get(key)
      if (tab?.wanted !== 'coach' || tab.mixLevel <= mixLevel) return
      tab.mixLevel = mixLevel
      openAnew(tab).catch(() => {})
      changes.emit(tab)
    },
    panelGone(key) {
      const tab = tabs.get(key)
      if (tab === undefined) return
      changes.emit(tab)
      timers.replace(`panel-gone ${keyOf(key)}`, options.panelReturnMs, () => {
        tabs.delete(key)
        abandon(tab, 'panel-gone')
      })
    },
    panelBack(key) {
      timers.cancel(`panel-gone ${keyOf(key)}`)
      const tab = tabs.get(key)
      if (tab !== undefined) changes.emit(tab)
    },
    endSession(sessionId) {
      for (const tab of [...tabs.values()]) {
        if (tab.sessionId !== sessionId) continue
        timers.cancel(`panel-gone ${keyOf(tab)}`)
        tabs.delete(tab)
        abandon(tab, 'signed-out')
      }
    },
    onChange: (listener) => changes.subscribe(listener),
  }
}
