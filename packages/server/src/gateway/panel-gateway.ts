// All panels of this server: which tab is connected, and which of them is told of what.
import { type ControlRecord, isMonitoredOnly } from '@sotto/domain'
import {
  type Clock,
  createListeners,
  createScope,
  type Logger,
  type Random,
  type Scope,
  type Unsubscribe,
} from '@sotto/kernel'
import { closeCodes } from '@sotto/protocol'
import type { TabKey, TabLines } from '../commands/tab-lines.ts'
import { createTabMap } from '../commands/tab-map.ts'
import type { ControlStore } from '../database/stores.ts'
import type { CallFigures } from '../facts/call-figures.ts'
import type { CoachingSettings } from '../live/coaching-settings.ts'
import type { Counters } from '../live/counters.ts'
import type { WorldChange } from '../live/live-world.ts'
import type { ConversationReader } from '../live/supervisors/conversation-reader.ts'
import type { Supervisor } from '../live/supervisors/supervisor.ts'
import type { Supervisors } from '../live/supervisors/supervisors.ts'
import { createTimers } from '../live/timers.ts'
import type { ActWitness } from '../observe/act-witness.ts'
import type { Session } from '../sessions/session.ts'
import type { TranscriptFeed } from '../transcripts/transcript-feed.ts'
import { createPanel, type Panel } from './panel.ts'
import { createPanelStream, type PanelSocket, type ResumePoint } from './panel-stream.ts'
import type { ViewSources } from './panel-views.ts'

export interface PanelConnection {
  show(conversationId: string | null): void
  /** Whose transcript this socket is told of. */
  showTranscript(conversationId: string | null): void
  refreshTranscript(): void
  /** Nothing of this tab listens or speaks, so it may be as quiet as a hidden page is made to be. */
  isResting(): boolean
  /** The socket is gone. */
  leave(): void
}

export interface PanelGateway {
  /** Undefined when this session has too many tabs already. A tab's earlier socket is closed as replaced. */
  connect(
    session: Session,
    tabId: string,
    socket: PanelSocket,
    resume: ResumePoint | undefined,
  ): PanelConnection | undefined
  /** The tab's live socket is there now. */
  isPresent(tab: TabKey): boolean
  /** Some tab of this session has its live socket here. */
  hasPanel(sessionId: string): boolean
  readonly connectedCount: number
  endSession(sessionId: string): void
  /** Agents of the queues that connected panels show, and of the calls in them; undefined without any panel. */
  agentsInView(): readonly string[] | undefined
  /** Who coaches this agent has changed. */
  tellOfAgent(agentUserId: string): void
  /** A tab's live socket came (`true`) or went. */
  onPresence(listener: (presence: TabKey & { readonly present: boolean }) => void): Unsubscribe
}

export interface PanelGatewayOptions extends ViewSources {
  readonly clock: Clock
  readonly random: Random
  readonly scope: Scope
  readonly logger: Logger
  readonly counters: Counters
  readonly witness: ActWitness
  readonly settings: CoachingSettings
  readonly supervisors: Supervisors
  readonly reader: ConversationReader
  readonly controlStore: ControlStore
  /** One for each socket: a transcript ends with it. */
  readonly transcriptFeed: (supervisor: Supervisor, socket: PanelSocket) => TranscriptFeed
  readonly figures: CallFigures
  readonly onFailure: (failure: unknown) => void
}

interface Seat {
  readonly panel: Panel
  readonly scope: Scope
  /** The queues its rows were last computed for. */
  queueIds: ReadonlySet<string>
  /** By name: those queues, and of each once more whether its conversations were shown. */
  sight: readonly string[]
  stopWatching: Unsubscribe | undefined
}

/** One browser with more tabs than this is a mistake or an attack. */
const tabsAtMost = 32

export function createPanelGateway(options: PanelGatewayOptions): PanelGateway {
  const { clock, counters, settings, supervisors, world } = options
  const timers = createTimers(clock, options.scope)
  const seats = createTabMap<Seat>()
  const presences = createListeners<TabKey & { readonly present: boolean }>(options.onFailure)
  const keyOf = ({ sessionId, tabId }: TabKey) => `${sessionId} ${tabId}`

  function makeSeat(supervisor: Supervisor, tab: TabKey): Seat {
    const scope = createScope()
    const panel = createPanel({
      ...options,
      tab,
      supervisor,
      timers: createTimers(clock, scope),
      makeStream: (sources) =>
        createPanelStream({
          ...settings,
          ...sources,
          clock,
          scope,
          counters,
          witness: options.witness,
          streamId: options.random.id(),
        }),
    })
    const seat: Seat = {
      panel,
      scope,
      queueIds: supervisor.queueIds,
      sight: sightOf(supervisor),
      stopWatching: undefined,
    }
    scope.onClose(panel.leave)
    seats.set(tab, seat)
    return seat
  }

  function dispose(seat: Seat): void {
    seats.delete(seat.panel.tab)
    timers.cancel(`dispose ${keyOf(seat.panel.tab)}`)
    seat.stopWatching?.()
    void seat.scope.close().catch(options.onFailure)
  }

  /** Room for one more tab: a panel that left and may still come back gives way first. */
  function makeRoom(sessionId: string): boolean {
    const own = [...seats.values()].filter(({ panel }) => panel.tab.sessionId === sessionId)
    if (own.length < tabsAtMost) return true
    const detached = own.find(({ panel }) => !panel.stream.isAttached)
    if (detached !== undefined) dispose(detached)
    return detached !== undefined
  }

  function leave(seat: Seat, socket: PanelSocket): void {
    // A replaced socket leaves nothing behind: its tab is still here.
    if (!seat.panel.stream.detach(socket)) return
    seat.stopWatching?.()
    seat.stopWatching = undefined
    timers.replace(`dispose ${keyOf(seat.panel.tab)}`, settings.resumeWindowMs, () => dispose(seat))
    notePresence(seat, false)
  }

  function notePresence({ panel }: Seat, present: boolean): void {
    options.logger.info(present ? 'panel-connected' : 'panel-left', {
      supervisorId: panel.supervisor.session.person.id,
      tabId: panel.tab.tabId,
    })
    presences.emit({ ...panel.tab, present })
  }

  // What changed, and who shows it

  function tellOfWorld(change: WorldChange): void {
    const rows = change.type === 'member' ? conversationsOf(change) : []
    for (const { panel } of seats.values()) {
      if (!change.queueIds.some((queueId) => panel.supervisor.queueIds.has(queueId))) continue
      panel.stream.mark({
        kind: change.type === 'member' ? 'agent' : 'conversation',
        id: change.id,
      })
      for (const id of rows) panel.stream.mark({ kind: 'conversation', id })
      if (change.type === 'conversation' && panel.shownId === change.id) panel.markDetail()
    }
  }

  /** Their rows carry the agent's name. */
  function conversationsOf(change: WorldChange): readonly string[] {
    return change.queueIds
      .flatMap((queueId) => [...world.conversationIds(queueId)])
      .filter((id) => world.conversation(id)?.summary.agentUserId === change.id)
  }

  function tellOfAgent(agentUserId: string): void {
    for (const { panel } of seats.values())
      for (const queueId of panel.supervisor.queueIds)
        for (const id of world.conversationIds(queueId))
          if (world.conversation(id)?.summary.agentUserId === agentUserId) {
            panel.stream.mark({ kind: 'conversation', id })
            if (panel.shownId === id) panel.markDetail()
          }
  }

  function tellOfSupervisor(supervisor: Supervisor): void {
    for (const seat of seats.values()) {
      const { panel } = seat
      if (panel.supervisor !== supervisor) continue
      panel.stream.mark({ kind: 'platform-link' })
      panel.stream.mark({ kind: 'queues' })
      panel.markDetail()
      const sight = sightOf(supervisor)
      const isSame =
        sight.length === seat.sight.length && sight.every((one) => seat.sight.includes(one))
      if (isSame && seat.queueIds === supervisor.queueIds) continue
      seat.queueIds = supervisor.queueIds
      if (seat.sight.some((name) => !sight.includes(name))) panel.stream.forgetMissed()
      seat.sight = sight
      panel.stream.markEverything()
    }
  }

  function tellOfControl(record: ControlRecord): void {
    for (const { panel } of seats.values()) {
      if (panel.supervisor.session.person.id !== record.supervisorId) continue
      panel.takeControl(record)
      if (panel.shownId === record.conversationId) panel.markDetail()
    }
  }

  options.coachings.onChange((stored) => {
    for (const { panel } of seats.values()) panel.takeCoaching(stored)
  })
  world.onQueueRenamed((queueId) => {
    for (const { panel } of seats.values()) panel.renameQueue(queueId)
  })

  options.policies.onChange(() => {
    for (const { panel } of seats.values()) {
      panel.stream.mark({ kind: 'policies' })
      panel.markDetail()
    }
  })

  function tellTab(tab: TabKey): void {
    seats.get(tab)?.panel.markDetail()
  }

  world.onChange(tellOfWorld)
  world.onQueueRenamed((queueId) => {
    for (const { panel } of seats.values())
      if (panel.supervisor.mayView(queueId)) panel.stream.mark({ kind: 'queues' })
  })
  supervisors.onChange(tellOfSupervisor)
  supervisors.onUncertain((supervisor) => {
    for (const { panel } of seats.values())
      if (panel.supervisor === supervisor && panel.stream.isAttached) panel.readAgain()
  })
  supervisors.onQueueDoubt(({ isHeard, queueId }) => {
    for (const { panel } of seats.values()) {
      const known = panel.shownId === undefined ? undefined : world.conversation(panel.shownId)
      if (known?.summary.queueId !== queueId) continue
      panel.markDetail()
      const isInDoubt = !panel.supervisor.isFresh(known.id, known.knownAtMono)
      if (isHeard && isInDoubt && panel.stream.isAttached) panel.readAgain()
    }
  })
  options.registry.onChange(tellOfControl)
  options.modes.onChange(tellTab)
  options.gates.onChange(tellTab)
  options.sound.onChange(tellTab)
  options.figures.onChange((conversationId) => {
    const phase = world.conversation(conversationId)?.summary.phase
    if (phase === undefined || !isMonitoredOnly(phase)) return
    for (const { panel } of seats.values()) if (panel.shownId === conversationId) panel.markDetail()
  })

  options.scope.onClose(() => {
    for (const seat of [...seats.values()]) {
      seat.panel.stream.closeSocket(closeCodes.goingAway, 'server-closing')
      dispose(seat)
    }
  })

  return {
    connect(session, tabId, socket, resume) {
      const tab = { sessionId: session.id, tabId }
      const known = seats.get(tab)
      if (known === undefined && !makeRoom(session.id)) return undefined
      const seat = known ?? makeSeat(supervisors.of(session), tab)
      timers.cancel(`dispose ${keyOf(tab)}`)
      seat.stopWatching ??= supervisors.watch(session)
      counters.count('panels-connected')
      seat.panel.stream.attach(socket, resume)
      seat.panel.readAgain()
      notePresence(seat, true)
      const transcript = options.transcriptFeed(seat.panel.supervisor, socket)
      return {
        show: (conversationId) => seat.panel.show(conversationId ?? undefined),
        showTranscript: (conversationId) => transcript.show(conversationId ?? undefined),
        refreshTranscript: () => transcript.refresh(),
        isResting: () => isResting(options.modes.linesOf(tab)),
        leave() {
          transcript.close()
          leave(seat, socket)
        },
      }
    },
    isPresent: (tab) => seats.get(tab)?.panel.stream.isAttached ?? false,
    hasPanel: (sessionId) =>
      [...seats.values()].some(
        ({ panel }) => panel.tab.sessionId === sessionId && panel.stream.isAttached,
      ),
    get connectedCount() {
      return [...seats.values()].filter(({ panel }) => panel.stream.isAttached).length
    },
    endSession(sessionId) {
      for (const seat of [...seats.values()]) {
        if (seat.panel.tab.sessionId !== sessionId) continue
        seat.panel.stream.closeSocket(closeCodes.signedOut, 'signed-out')
        dispose(seat)
      }
    },
    agentsInView() {
      const watched = [...seats.values()].filter(({ panel }) => panel.stream.isAttached)
      if (watched.length === 0) return undefined
      const queueIds = new Set(watched.flatMap(({ panel }) => [...panel.supervisor.queueIds]))
      return [...new Set([...queueIds].flatMap((queueId) => agentsOf(world, queueId)))]
    },
    tellOfAgent,
    onPresence: (listener) => presences.subscribe(listener),
  }
}

function sightOf(supervisor: Supervisor): readonly string[] {
  return [...supervisor.queueIds].flatMap((queueId) =>
    supervisor.mayView(queueId) ? [queueId, `${queueId} conversations`] : [queueId],
  )
}

/** An agent may serve a call of a queue they are no member of. */
function agentsOf(world: ViewSources['world'], queueId: string): readonly string[] {
  const serving = [...world.conversationIds(queueId)].flatMap(
    (id) => world.conversation(id)?.summary.agentUserId ?? [],
  )
  return [...world.memberIds(queueId), ...serving]
}

function isResting(lines: TabLines | undefined): boolean {
  return (
    lines === undefined ||
    (lines.wanted === 'off' && lines.listening === undefined && lines.speaking === undefined)
  )
}
