/** A whole platform in one process: every part made, wired to the others, and given its end. */
import { join } from 'node:path'
import {
  type Clock,
  createScope,
  type Logger,
  type Random,
  type Scope,
  seededRandom,
} from '@sotto/kernel'
import fastify, { type FastifyInstance } from 'fastify'
import { installRefusals, malformedRequestOptions } from './api/refusal-handler.ts'
import { registerApi } from './api/register-api.ts'
import { createTrafficLog } from './api/traffic-log.ts'
import { registerDesk } from './desk/register-desk.ts'
import { createEventHub, type EventHub } from './event-stream/create-event-hub.ts'
import { registerEventStream } from './event-stream/register-event-stream.ts'
import { registerFaultPanel } from './fault-panel/register-fault-panel.ts'
import { createFaultBoard } from './faults/fault-board.ts'
import type { FaultBoard } from './faults/faults.ts'
import { listenOnLoopback } from './listen-on-loopback.ts'
import { createMediaEngine, type HeardLines } from './media/create-media-engine.ts'
import type { MediaEngineWithLines } from './media/media-engine.ts'
import { registerMediaSocket } from './media/socket/register-media-socket.ts'
import { createAuthentication } from './oauth/caller.ts'
import { registerOauth } from './oauth/register-oauth.ts'
import type { TokenAuthority } from './oauth/token-authority.ts'
import type { SimulatorSettings } from './settings.ts'
import { createVoiceLibrary } from './voices/create-voice-library.ts'
import type { VoiceLibrary } from './voices/voice-library.ts'
import { createWorld, type SimulatedWorld } from './world/create-world.ts'
import type { Person } from './world/shapes.ts'
import { loadVoiceBank } from './world/speech/voice-bank.ts'

export interface SimulatorDeps {
  readonly clock: Clock
  /** Unguessable: makes ids of refusals and events. The world has chance of its own, from `settings.seed`. */
  readonly random: Random
  readonly settings: SimulatorSettings
  readonly logger: Logger
  /** Default: the recordings that come with this package. */
  readonly voices?: VoiceLibrary
  /** This machine's files, sign-in pages and sockets unless told. */
  readonly stage?: SimulatorStage
}

/** What the simulator stands on, for a place without files, real time and sockets. */
export interface SimulatorStage {
  /** In place of the OAuth server: hangs its own doors and answers for whom a token speaks. */
  registerTokens(app: FastifyInstance, people: () => ReadonlyMap<string, Person>): TokenAuthority
  /** Makes doors marked `websocket` work, in the way of `@fastify/websocket`. */
  webSockets(app: FastifyInstance): Promise<void>
  /** Told of every mixed frame in which supervisors' lines sounded in an agent's ear. */
  readonly onAgentHeard?: (heard: HeardLines) => void
}

export interface Simulator {
  readonly app: FastifyInstance
  readonly world: SimulatedWorld
  readonly faults: FaultBoard
  readonly media: MediaEngineWithLines
  readonly tokens: TokenAuthority
  readonly events: EventHub
  /** Answers on 127.0.0.1 and localhost from now on; resolves with the address. Rejects when the port is taken. */
  listen(): Promise<string>
  /** Ends everything, open sockets included. Safe to call twice. */
  close(): Promise<void>
}

const largestBodyBytes = 65_536

/** The world lives from now on, whether or not it listens. Rejects when the data directory cannot be written. */
export async function createSimulator(deps: SimulatorDeps): Promise<Simulator> {
  const scope = createScope()
  try {
    return await build(deps, scope)
  } catch (failure) {
    await scope.close()
    throw failure
  }
}

async function build(deps: SimulatorDeps, scope: Scope): Promise<Simulator> {
  const { clock, random, settings, logger } = deps
  const onFailure = reportTo(logger)
  const bank = await loadVoiceBank(deps.voices ?? (await createVoiceLibrary()))
  const faults = createFaultBoard(onFailure)
  const { stage } = deps
  const directory = stage === undefined ? join(settings.dataDirectory, 'recordings') : null
  const media = createMediaEngine({
    clock,
    faults,
    directory,
    logger,
    onFailure,
    onAgentHeard: stage?.onAgentHeard,
  })
  scope.onClose(() => media.close())
  // Without a seed every start is a day of its own: ids that come again would find yesterday's records.
  const seed = settings.seed ?? Math.floor(random.next() * 0x1_0000_0000)
  logger.info('world-seed', { seed })
  const world = createWorld({
    clock,
    random: seededRandom(seed),
    settings,
    faults,
    media,
    bank,
    onFailure,
  })
  scope.onClose(() => world.close())
  const app = fastify({
    bodyLimit: largestBodyBytes,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 500 },
    ...malformedRequestOptions(random),
  })
  scope.onClose(() => app.close())
  installRefusals(app, { random, logger })
  const people = () => world.people
  const queues = () => world.queues
  await stage?.webSockets(app)
  const tokens =
    stage?.registerTokens(app, people) ??
    (await registerOauth(app, { people, queues, clock, settings, faults, logger }))
  const authentication = createAuthentication({ tokens, people })
  const events = createEventHub({ world, tokens, faults, clock, random, onFailure })
  scope.onClose(() => events.close())
  await registerMediaSocket(app, { engine: media, world, tokens, faults, clock, onFailure })
  registerEventStream(app, { hub: events, authentication, clock })
  const traffic = createTrafficLog(clock)
  const doors = { world, faults, clock, random, authentication, media, traffic, eventHub: events }
  await registerApi(app, doors)
  registerDesk(app, { world, media, clock, onFailure })
  registerFaultPanel(app, { world, faults, clock, panelUrl: settings.panelUrl })
  world.start()
  return {
    app,
    world,
    faults,
    media,
    tokens,
    events,
    async listen() {
      const port = await listenOnLoopback(app, settings.port)
      return `http://127.0.0.1:${port}`
    },
    close: () => scope.close(),
  }
}

/** One part's failure is a line in the log, never the end of the others. */
function reportTo(logger: Logger): (failure: unknown) => void {
  return (failure) => {
    const message = failure instanceof Error ? (failure.stack ?? failure.message) : String(failure)
    logger.error('simulator-part-failed', { message })
  }
}
