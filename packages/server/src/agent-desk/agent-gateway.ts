// The agents' strips: which tab of which agent is connected, and what each is told. For supervisors `gateway/` does the same.
import type { ControlRecord, PlatformControl, SupervisedMode } from '@sotto/domain'
import { type Clock, createScope, type Random, type Scope } from '@sotto/kernel'
import type { Platform } from '@sotto/platform'
import { type AgentSettings, closeCodes } from '@sotto/protocol'
import type { ControlStore, Stores } from '../database/stores.ts'
import type { PanelConnection, PanelGateway } from '../gateway/panel-gateway.ts'
import { createPanelStream, type PanelStream } from '../gateway/panel-stream.ts'
import type { CoachingSettings } from '../live/coaching-settings.ts'
import type { Counters } from '../live/counters.ts'
import { createTimers } from '../live/timers.ts'
import type { ActWitness } from '../observe/act-witness.ts'
import type { Session } from '../sessions/session.ts'
import { type AgentStream, type AgentStreamOptions, createAgentStream } from './agent-stream.ts'
import { agentStrip, type OwnConversation } from './strip-view.ts'

export interface AgentGateway extends Pick<PanelGateway, 'connect'> {
  /** This session's own link, for its commands; it is not opened by that. */
  of(session: Session): AgentStream
  /** The platform's or the registry's word on a control, from wherever it came. */
  takeControl(control: PlatformControl): void
  takeRecord(record: ControlRecord): void
  /** What others know of this agent's conversations has changed; of all agents', without a name. */
  tellAgent(agentUserId?: string): void
  endSession(sessionId: string): void
  readonly connectedCount: number
}

export interface AgentGatewayOptions {
  readonly clock: Clock
  readonly random: Random
  readonly scope: Scope
  readonly counters: Counters
  readonly witness: ActWitness
  readonly settings: CoachingSettings
  readonly platform: Platform
  readonly controlStore: Pick<ControlStore, 'deliveredTexts'>
  readonly coachingStore: Pick<Stores['coachings'], 'unfinishedOfAgent'>
  /** What the supervisors' streams know of this agent's conversations. */
  readonly sharedConversations: (agentUserId: string) => Iterable<OwnConversation>
  /** May ask for the name and tell later. */
  readonly supervisorName: (supervisorId: string) => string | undefined
  readonly queueName: (queueId: string) => string | undefined
  readonly isTold: (queueId: string, mode: SupervisedMode) => boolean
  readonly ownSettings: (agentUserId: string) => AgentSettings
  readonly onConversation: AgentStreamOptions['onConversation']
  readonly onLeft: AgentStreamOptions['onLeft']
  readonly onFailure: (failure: unknown) => void
}

interface Desk {
  readonly stream: AgentStream
  readonly scope: Scope
  readonly tabs: Map<string, Tab>
}

interface Tab {
  readonly panel: PanelStream
  readonly scope: Scope
}

/** One browser with more tabs than this is a mistake or an attack. */
const tabsAtMost = 16

export function createAgentGateway(options: AgentGatewayOptions): AgentGateway {
  const { clock, counters, random, settings } = options
  const timers = createTimers(clock, options.scope)
  const desks = new Map<string, Desk>()

  function makeDesk(session: Session): Desk {
    const scope = createScope()
    const stream = createAgentStream({
      ...options,
      scope,
      session,
      platform: options.platform.forPerson(session.credentials),
    })
    const desk: Desk = { stream, scope, tabs: new Map() }
    desks.set(session.id, desk)
    stream.onChange(() => mark(desk))
    return desk
  }

  const deskOf = (session: Session) => desks.get(session.id) ?? makeDesk(session)

  function mark({ tabs }: Desk): void {
    for (const { panel } of tabs.values()) {
      panel.mark({ kind: 'platform-link' })
      panel.mark({ kind: 'agent-strip' })
    }
  }

  function stripOf({ stream }: Desk) {
    const agentUserId = stream.session.person.id
    return agentStrip({
      ...options,
      agentUserId,
      settings: options.ownSettings(agentUserId),
      conversations: [...options.sharedConversations(agentUserId), ...stream.conversations()],
      whispers: stream.whispers(),
      coachings: [...stream.coachings()],
    })
  }

  function makeTab(desk: Desk, tabId: string): Tab {
    const scope = createScope()
    const panel = createPanelStream({
      ...settings,
      clock,
      scope,
      counters,
      witness: options.witness,
      streamId: random.id(),
      changeFor(key) {
        if (key.kind === 'platform-link') return { kind: 'platform-link', link: desk.stream.link }
        return key.kind === 'agent-strip'
          ? { kind: 'agent-strip', strip: stripOf(desk) }
          : undefined
      },
      everything: () => [{ kind: 'platform-link' }, { kind: 'agent-strip' }],
    })
    const tab: Tab = { panel, scope }
    desk.tabs.set(tabId, tab)
    return tab
  }

  const isAttached = ({ panel }: Tab) => panel.isAttached
  const timerName = (desk: Desk, tabId: string) => `${desk.stream.session.id} ${tabId}`

  function dropTab(desk: Desk, tabId: string): void {
    const tab = desk.tabs.get(tabId)
    desk.tabs.delete(tabId)
    timers.cancel(timerName(desk, tabId))
    void tab?.scope.close().catch(options.onFailure)
  }

  /** Room for one more: a tab that left and may still come back gives way first. */
  function makeRoom(desk: Desk): boolean {
    if (desk.tabs.size < tabsAtMost) return true
    const left = [...desk.tabs].find(([, tab]) => !isAttached(tab))
    if (left !== undefined) dropTab(desk, left[0])
    return left !== undefined
  }

  function leave(desk: Desk, tabId: string): void {
    timers.replace(timerName(desk, tabId), settings.resumeWindowMs, () => dropTab(desk, tabId))
    if ([...desk.tabs.values()].some(isAttached)) return
    timers.replace(`linger ${desk.stream.session.id}`, settings.streamLingerMs, () =>
      desk.stream.stop(),
    )
  }

  function closeDesk(desk: Desk, code: number, reason: string): void {
    const { id } = desk.stream.session
    desks.delete(id)
    timers.cancel(`linger ${id}`)
    for (const [tabId, { panel }] of [...desk.tabs]) {
      panel.closeSocket(code, reason)
      dropTab(desk, tabId)
    }
    timers.cancel(`linger ${id}`)
    void desk.scope.close().catch(options.onFailure)
  }

  options.scope.onClose(() => {
    for (const desk of [...desks.values()]) closeDesk(desk, closeCodes.goingAway, 'server-closing')
  })

  return {
    of: (session) => deskOf(session).stream,
    connect(session, tabId, socket, resume): PanelConnection | undefined {
      const desk = deskOf(session)
      const known = desk.tabs.get(tabId)
      if (known === undefined && !makeRoom(desk)) return undefined
      const { panel } = known ?? makeTab(desk, tabId)
      timers.cancel(timerName(desk, tabId))
      timers.cancel(`linger ${session.id}`)
      counters.count('panels-connected')
      desk.stream.start()
      panel.attach(socket, resume)
      mark(desk)
      return {
        // Nothing can be opened here.
        show: () => {},
        showTranscript: () => {},
        refreshTranscript: () => {},
        isResting: () => true,
        leave() {
          // A replaced socket leaves nothing behind: its tab is still here.
          if (panel.detach(socket)) leave(desk, tabId)
        },
      }
    },
    takeControl(control) {
      for (const { stream } of desks.values()) stream.takeControl(control)
    },
    takeRecord(record) {
      for (const { stream } of desks.values()) stream.takeRecord(record)
    },
    tellAgent(agentUserId) {
      for (const desk of desks.values())
        if (agentUserId === undefined || desk.stream.session.person.id === agentUserId) mark(desk)
    },
    endSession(sessionId) {
      const desk = desks.get(sessionId)
      if (desk !== undefined) closeDesk(desk, closeCodes.signedOut, 'signed-out')
    },
    get connectedCount() {
      return [...desks.values()].flatMap(({ tabs }) => [...tabs.values()]).filter(isAttached).length
    },
  }
}
