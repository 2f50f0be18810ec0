// Puts the agents' part together: their strips, what feeds them, and the door for their receipts.
import type { Clock, Logger, Random, Scope, Unsubscribe } from '@sotto/kernel'
import type { Platform } from '@sotto/platform'
import type { FastifyInstance } from 'fastify'
import type { AgentSettingsRoom } from '../agent-settings/create-agent-settings.ts'
import { registerSettingsDoor } from '../agent-settings/settings-door.ts'
import type { ControlRegistry } from '../commands/registry/control-registry.ts'
import type { Stores } from '../database/stores.ts'
import type { PanelGateway } from '../gateway/panel-gateway.ts'
import type { CoachingSettings } from '../live/coaching-settings.ts'
import type { Counters } from '../live/counters.ts'
import type { LiveWorld } from '../live/live-world.ts'
import type { Supervisors } from '../live/supervisors/supervisors.ts'
import type { Timers } from '../live/timers.ts'
import type { ActWitness } from '../observe/act-witness.ts'
import type { PolicyBook } from '../policies/policy-book.ts'
import type { Session, Sessions } from '../sessions/session.ts'
import { type AgentGateway, createAgentGateway } from './agent-gateway.ts'
import { followErasures } from './follow-erasures.ts'
import { registerReceiptDoor } from './receipt-door.ts'
import { sharedConversations } from './shared-conversations.ts'
import { createSupervisorNames } from './supervisor-names.ts'

export interface AgentDeskOptions {
  readonly clock: Clock
  readonly random: Random
  readonly scope: Scope
  readonly logger: Logger
  readonly counters: Counters
  readonly witness: ActWitness
  readonly settings: CoachingSettings
  readonly platform: Platform
  readonly timers: Timers
  readonly stores: Pick<Stores, 'controls' | 'idempotency' | 'coachings' | 'erasureNews'>
  readonly sessions: Pick<Sessions, 'onEnded'>
  readonly sessionOf?: ((personId: string) => Promise<Session | undefined>) | undefined
  readonly world: LiveWorld
  readonly supervisors: Supervisors
  readonly registry: ControlRegistry
  readonly policies: Pick<PolicyBook, 'of' | 'onChange'>
  readonly agentSettings: AgentSettingsRoom
  readonly onFailure: (failure: unknown) => void
}

export interface AgentDesk {
  /** Agents come to their strip, everybody else to the console behind `others`. */
  gatewayFor(others: Pick<PanelGateway, 'connect'>): Pick<PanelGateway, 'connect'>
  register(app: FastifyInstance): void
  readonly agents: AgentGateway
}

export function createAgentDesk(options: AgentDeskOptions): AgentDesk {
  const { agentSettings, policies, registry, scope, stores, supervisors, world } = options
  const names = createSupervisorNames({
    ...{ clock: options.clock, scope },
    signedIn: (supervisorId) => supervisors.byPerson(supervisorId)?.person.name,
    lookUp: async (supervisorId) => (await options.sessionOf?.(supervisorId))?.person.name,
    onFound: () => agents.tellAgent(),
    onFailure: options.onFailure,
  })
  if (stores.erasureNews !== undefined)
    followErasures({
      ...options,
      news: stores.erasureNews,
      onErased: names.forget,
      onUntold: names.forgetAll,
    })
  const agents: AgentGateway = createAgentGateway({
    ...options,
    controlStore: stores.controls,
    coachingStore: stores.coachings,
    sharedConversations: (agentUserId) => sharedConversations(world, supervisors, agentUserId),
    supervisorName: names.name,
    queueName(queueId) {
      const name = world.queueName(queueId)
      return name === queueId ? undefined : name
    },
    ownSettings: agentSettings.book.of,
    onConversation: agentSettings.takeConversation,
    onLeft: agentSettings.leftConversation,
    isTold: (queueId, mode) => policies.of(queueId).told[mode],
  })

  function tellOfWorld(conversationId: string): void {
    const known = world.conversation(conversationId)
    if (known !== undefined) agents.tellAgent(known.summary.agentUserId)
  }

  function isOwnConversation(session: Session, conversationId: string): boolean {
    const agentUserId = session.person.id
    const shared = sharedConversations(world, supervisors, agentUserId)
    return [...shared, ...agents.of(session).conversations()].some((own) =>
      own.type === 'whole'
        ? own.conversation.id === conversationId
        : own.summary.id === conversationId,
    )
  }

  const stops: readonly Unsubscribe[] = [
    registry.onChange(agents.takeRecord),
    supervisors.onControl(agents.takeControl),
    supervisors.onChange(() => agents.tellAgent()),
    world.onChange(({ type, id }) => (type === 'member' ? agents.tellAgent(id) : tellOfWorld(id))),
    world.onConversation((conversation) => {
      for (const { userId } of conversation.participants)
        if (userId !== undefined) agents.tellAgent(userId)
    }),
    options.sessions.onEnded(agents.endSession),
    policies.onChange(() => agents.tellAgent()),
    agentSettings.book.onChange(agents.tellAgent),
  ]
  scope.onClose(() => {
    for (const stop of stops) stop()
  })

  return {
    agents,
    gatewayFor: (others) => ({
      connect: (session, ...rest) =>
        session.person.role === 'agent'
          ? agents.connect(session, ...rest)
          : others.connect(session, ...rest),
    }),
    register(app) {
      registerReceiptDoor(app, {
        ...options,
        agents,
        controlStore: stores.controls,
        idempotency: stores.idempotency,
        onReceipt: registry.tell,
      })
      registerSettingsDoor(app, {
        ...options,
        book: agentSettings.book,
        idempotency: stores.idempotency,
        isOwnConversation,
      })
    },
  }
}
