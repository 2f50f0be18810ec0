// Asks the gate's question for one tab with what is known at this moment, and tells when the answer changes.
import { activeAgent, type ControlRecord, type Conversation, isFinalState } from '@sotto/domain'
import { type Clock, createListeners, type MonotonicMs, type Unsubscribe } from '@sotto/kernel'
import type { ModeEngine } from '../commands/mode-engine.ts'
import type { ControlRegistry } from '../commands/registry/control-registry.ts'
import type { TabKey, TabLines } from '../commands/tab-lines.ts'
import { createTabMap } from '../commands/tab-map.ts'
import { createHearing } from '../live/hearing.ts'
import type { LiveWorld } from '../live/live-world.ts'
import type { Supervisors } from '../live/supervisors/supervisors.ts'
import type { MediaLines } from './media-lines.ts'
import { decideGate, type GateDecision } from './speaking-gate.ts'

export interface GateChange extends TabKey {
  readonly conversationId: string
  readonly decision: GateDecision
}

export interface GateKeeper {
  /** Fresh, from everything known now. */
  decide(lines: TabLines): GateDecision
  /** This tab's gate, to be asked for every frame. An earlier one of the same tab is not kept true any more. */
  gateOf(tab: TabKey): TabGate
  /** Synchronously with what changed it, so that a buffer can be emptied before anything else happens. */
  onChange(listener: (change: GateChange) => void): Unsubscribe
  /** The tab's live socket came or went. */
  recheck(tab: TabKey): void
}

export interface TabGate {
  /**
   * The line that this tab may speak into at this moment; undefined while its gate is shut. A yes is remembered until anything
   * it comes from has changed, is too old, or the lease's time is over; a no is worked out anew each time.
   */
  openLine(): ControlRecord | undefined
  /** It will not be asked again. */
  leave(): void
}

export interface GateKeeperOptions {
  readonly clock: Clock
  readonly world: LiveWorld
  readonly supervisors: Supervisors
  readonly registry: ControlRegistry
  readonly modes: ModeEngine
  readonly lines: MediaLines
  readonly isPanelPresent: (tab: TabKey) => boolean
  /** How long this line may carry sound, by the clock that does not jump, if nothing else is said; undefined: not now. */
  readonly carriesSoundUntil: (line: ControlRecord) => MonotonicMs | undefined
  readonly onFailure: (failure: unknown) => void
}

/** Whatever should fail to say that it has changed is found out by then: five frames. */
const rememberedMs = 100

interface Remembered {
  readonly line: ControlRecord
  readonly untilMono: MonotonicMs
}

function isServedBy(conversation: Conversation, agentUserId: string | undefined): boolean {
  return agentUserId !== undefined && activeAgent(conversation)?.userId === agentUserId
}

export function createGateKeeper(options: GateKeeperOptions): GateKeeper {
  const { clock, lines, modes, registry, supervisors, world } = options
  const changes = createListeners<GateChange>(options.onFailure)
  const last = new Map<string, string>()
  /** Of the gates that are asked for every frame, those that have said yes. */
  const remembered = createTabMap<{ answer: Remembered | undefined }>()
  const hearingOf = createHearing()
  /** Over by the platform's word, by our ids, while that is still being written down. */
  const over = new Set<string>()

  /** By the clock that does not jump; in the past where it may carry none. */
  function carriedUntil(line: ControlRecord | undefined): MonotonicMs {
    return (line && options.carriesSoundUntil(line)) ?? Number.NEGATIVE_INFINITY
  }

  function decide(tab: TabLines): GateDecision {
    return decideBy(tab, carriedUntil(tab.speaking), clock.monotonicNow())
  }

  function decideBy(tab: TabLines, untilMono: MonotonicMs, nowMono: MonotonicMs): GateDecision {
    const supervisor = supervisors.bySession(tab.sessionId)
    const known = world.conversation(tab.conversationId)
    if (supervisor === undefined) return { open: false, reason: 'panel-gone' }
    const { speaking } = tab
    return decideGate({
      panelPresent: options.isPanelPresent(tab),
      holdsLine: speaking !== undefined && tab.speakingIsWanted,
      leaseHolds: nowMono < untilMono,
      modeIsSettled: !tab.mode.switching,
      lineIsLive: speaking?.state.name === 'executing' && !over.has(speaking.id),
      mediaIsOpen: speaking !== undefined && lines.isOpen(speaking.id),
      phase: known?.full?.phase,
      recordingPaused: known?.full?.recording.state === 'paused',
      agentIsThere: known?.full !== undefined && isServedBy(known.full, speaking?.agentUserId),
      truth: hearingOf(supervisor, known, registry.unsettledIn(tab.conversationId)),
      customerMustHear: speaking?.kind === 'barge',
    })
  }

  function ask(tab: TabKey): Remembered | undefined {
    const found = modes.linesOf(tab)
    if (found?.speaking === undefined) return undefined
    const line = found.speaking
    const nowMono = clock.monotonicNow()
    const untilMono = carriedUntil(line)
    if (!decideBy(found, untilMono, nowMono).open) return undefined
    return { line, untilMono: Math.min(untilMono, nowMono + rememberedMs) }
  }

  function gateOf(tab: TabKey): TabGate {
    const own: { answer: Remembered | undefined } = { answer: undefined }
    remembered.set(tab, own)
    return {
      openLine() {
        const { answer } = own
        if (answer !== undefined && clock.monotonicNow() < answer.untilMono) return answer.line
        own.answer = ask(tab)
        return own.answer?.line
      },
      leave() {
        own.answer = undefined
        if (remembered.get(tab) === own) remembered.delete(tab)
      },
    }
  }

  /** Called for everything that may have changed the answer, before anybody else hears of it. */
  function recheck(tab: TabKey): void {
    const own = remembered.get(tab)
    if (own !== undefined) own.answer = undefined
    const key = `${tab.sessionId} ${tab.tabId}`
    const found = modes.linesOf(tab)
    if (found === undefined) {
      last.delete(key)
      return
    }
    const decision = decide(found)
    const { conversationId } = found
    const summary = `${conversationId} ${decision.open ? 'open' : decision.reason}`
    if (last.get(key) === summary) return
    last.set(key, summary)
    changes.emit({ sessionId: tab.sessionId, tabId: tab.tabId, conversationId, decision })
  }

  function recheckAll(tabs: readonly TabKey[]): void {
    for (const tab of tabs) recheck(tab)
  }

  // The line's end cuts the sound in the same event; the registry writes it down first, and the database may be slow.
  supervisors.onControl((control) => {
    if (control.status !== 'completed' && control.status !== 'failed') return
    const line = registry
      .unsettledIn(control.conversationId)
      .find(({ platformControlId }) => platformControlId === control.id)
    if (line === undefined) return
    over.add(line.id)
    const tab = modes.tabOfLine(line.id)
    if (tab !== undefined) recheck(tab)
  })
  registry.onChange(({ id, state }) => {
    if (isFinalState(state.name)) over.delete(id)
  })
  world.onChange((change) => {
    if (change.type === 'conversation') recheckAll(modes.tabsIn(change.id))
  })
  supervisors.onChange((supervisor) => recheckAll(modes.tabsOf(supervisor.session.id)))
  modes.onChange(recheck)
  lines.onChange((controlId) => {
    const tab = modes.tabOfLine(controlId)
    if (tab !== undefined) recheck(tab)
  })

  return {
    decide,
    gateOf,
    onChange: (listener) => changes.subscribe(listener),
    recheck,
  }
}
