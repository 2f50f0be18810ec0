// Asks the gate's question for one tab with what is known at this moment, and tells when the answer changes.
import { activeAgent, type ControlRecord, type Conversation, isFinalState } from '@sotto/domain'
import { createListeners, type Unsubscribe } from '@sotto/kernel'
import type { ModeEngine } from '../commands/mode-engine.ts'
import type { ControlRegistry } from '../commands/registry/control-registry.ts'
import type { TabKey, TabLines } from '../commands/tab-lines.ts'
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
  /** Fresh, from everything known now; cheap enough to be asked for every frame. */
  decide(lines: TabLines): GateDecision
  /** The line that this tab may speak into at this moment, decided afresh; undefined while its gate is shut. */
  openLineOf(tab: TabKey): ControlRecord | undefined
  /** Synchronously with what changed it, so that a buffer can be emptied before anything else happens. */
  onChange(listener: (change: GateChange) => void): Unsubscribe
  /** The tab's live socket came or went. */
  recheck(tab: TabKey): void
}

export interface GateKeeperOptions {
  readonly world: LiveWorld
  readonly supervisors: Supervisors
  readonly registry: ControlRegistry
  readonly modes: ModeEngine
  readonly lines: MediaLines
  readonly isPanelPresent: (tab: TabKey) => boolean
  /** Asked for every frame, by the clock that does not jump. */
  readonly mayCarrySound: (line: ControlRecord) => boolean
  readonly onFailure: (failure: unknown) => void
}

function isServedBy(conversation: Conversation, agentUserId: string | undefined): boolean {
  return agentUserId !== undefined && activeAgent(conversation)?.userId === agentUserId
}

export function createGateKeeper(options: GateKeeperOptions): GateKeeper {
  const { lines, modes, registry, supervisors, world } = options
  const changes = createListeners<GateChange>(options.onFailure)
  const last = new Map<string, string>()
  const hearingOf = createHearing()
  /** Over by the platform's word, by our ids, while that is still being written down. */
  const over = new Set<string>()

  function decide(tab: TabLines): GateDecision {
    const supervisor = supervisors.bySession(tab.sessionId)
    const known = world.conversation(tab.conversationId)
    if (supervisor === undefined) return { open: false, reason: 'panel-gone' }
    const { speaking } = tab
    return decideGate({
      panelPresent: options.isPanelPresent(tab),
      holdsLine: speaking !== undefined && tab.speakingIsWanted,
      leaseHolds: speaking !== undefined && options.mayCarrySound(speaking),
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

  function recheck(tab: TabKey): void {
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
    openLineOf(tab) {
      const found = modes.linesOf(tab)
      return found !== undefined && decide(found).open ? found.speaking : undefined
    },
    onChange: (listener) => changes.subscribe(listener),
    recheck,
  }
}
