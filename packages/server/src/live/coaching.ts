// What the live part is given, and what it gives: the shapes around `createCoaching`.
import type { Person, Queue } from '@sotto/domain'
import type { Clock, Logger, Random } from '@sotto/kernel'
import type { Platform } from '@sotto/platform'
import type { FastifyInstance } from 'fastify'
import type { AgentGateway } from '../agent-desk/agent-gateway.ts'
import type { AgentSettingsBook } from '../agent-settings/settings-book.ts'
import type { CoachingRoom } from '../coaching/create-coaching-room.ts'
import type { CoachingCommands } from '../commands/coaching-commands.ts'
import type { ModeEngine } from '../commands/mode-engine.ts'
import type { Stores } from '../database/stores.ts'
import type { PanelGateway } from '../gateway/panel-gateway.ts'
import type { LeaseDesk } from '../leases/lease-desk.ts'
import type { AudioDesk } from '../media/audio-desk.ts'
import type { GateKeeper } from '../media/gate-keeper.ts'
import type { Observer } from '../observe/observer.ts'
import type { PeerWay } from '../peers/peer-way.ts'
import type { Session, Sessions } from '../sessions/session.ts'
import type { RedactionChoices } from '../text/redaction-choices.ts'
import type { Transcripts } from '../transcripts/transcripts.ts'
import type { CoachingSettings } from './coaching-settings.ts'
import type { Counters } from './counters.ts'
import type { LiveWorld } from './live-world.ts'
import type { Told } from './queues/told-lately.ts'
import type { ConversationReader } from './supervisors/conversation-reader.ts'
import type { Supervisors } from './supervisors/supervisors.ts'

export interface CoachingOptions {
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  readonly platform: Platform
  readonly stores: Pick<
    Stores,
    | 'agentSettings'
    | 'audit'
    | 'coachings'
    | 'controls'
    | 'facts'
    | 'idempotency'
    | 'incidents'
    | 'interventions'
    | 'leases'
    | 'policies'
    | 'reveals'
    | 'seats'
    | 'servers'
    | 'snippets'
  >
  readonly sessions: Pick<Sessions, 'onEnded'>
  /**
   * What the person may do with this session's token, of all the platform tells (permissions without their scope are none).
   * Without it: what the session had at its beginning, less what the platform has taken away since.
   */
  readonly grant?: (session: Session, told: Person) => Promise<Person>
  /** A session of this person that can be acted in without a request of theirs, for settling after a crash. */
  readonly sessionOf?: (supervisorId: string) => Promise<Session | undefined>
  /** What the platform has told of this session's person within the last seconds; each answer is given once. */
  readonly toldLately?: ((sessionId: string) => Told | undefined) | undefined
  readonly settings?: Partial<CoachingSettings>
  /** Which kinds of personal data stay unmasked in which queue; none unless told. */
  readonly redactionChoices?: RedactionChoices
  readonly version?: string
  /** Who looks on while acts are done. */
  readonly observers?: readonly Observer[]
  /** Where other servers reach this one, once it listens. Without it there are no others. */
  readonly peerAddress?: (() => string | undefined) | undefined
  /** How the other servers are reached; plain http in private networks, and https, unless told. */
  readonly peerWay?: PeerWay | undefined
  /** The name of the key this server seals with now. */
  readonly sealingKeyId?: () => string
}

export interface Coaching {
  /** Hangs `/live`, `/audio` and the command doors. The guards must be there (`registerGuards`). */
  register(app: FastifyInstance): Promise<void>
  /** Begins to take over what servers now gone left unsettled. Once, at start; goes on by itself, also while the database fails. */
  settle(): Promise<void>
  /** Names for queues, whoever may see these: only shown to those who see the queue itself. */
  takeQueueNames(queues: readonly Queue[]): void
  close(): Promise<void>
  readonly metrics: CoachingMetrics
  /** The engines without their sockets, for the simulation and for tests. */
  readonly engines: CoachingEngines
}

export interface CoachingMetrics {
  /** Only ever rising; names and meanings in `counters.ts`. */
  counters(): ReturnType<Counters['read']>
  /** As they are now. */
  gauges(): readonly { readonly name: string; readonly value: number }[]
}

export interface CoachingEngines {
  readonly supervisors: Supervisors
  readonly gateway: PanelGateway
  readonly agents: AgentGateway
  readonly audio: AudioDesk
  readonly gates: GateKeeper
  readonly modes: ModeEngine
  readonly commands: CoachingCommands
  readonly leases: LeaseDesk
  readonly transcripts: Transcripts
  readonly reader: ConversationReader
  readonly world: LiveWorld
  readonly coachings: Pick<CoachingRoom, 'book' | 'desk' | 'history'>
  readonly agentSettings: AgentSettingsBook
}
