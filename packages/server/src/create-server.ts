/** The server: who is signed in, the doors, and what they lead to, wired together. */
import { readFileSync } from 'node:fs'
import type { SignedTreeHead } from '@sotto/audit'
import type { Person } from '@sotto/domain'
import {
  type Clock,
  createScope,
  type Logger,
  nameOfFailure,
  type Random,
  repeat,
  type Scope,
} from '@sotto/kernel'
import { onlyTo, type Platform } from '@sotto/platform'
import type { FastifyInstance } from 'fastify'
import { Registry } from 'prom-client'
import { startSequencer } from './audit/sequencer.ts'
import { resealSigningSecret } from './audit/signing-secret.ts'
import { createBackgroundTokens } from './auth/background/background-tokens.ts'
import { followQueueNames } from './auth/background/follow-queue-names.ts'
import { registerDraftDoors } from './auth/drafts/draft-doors.ts'
import { defaultMeSettings, registerMeDoor } from './auth/me-door.ts'
import { keyFileOf, readOrMakeKeys } from './auth/seal/key-file.ts'
import { type KeyRing, readKeyRing } from './auth/seal/key-ring.ts'
import { createLivingKeyRing, type LivingKeyRing } from './auth/seal/living-key-ring.ts'
import { requireSharedKeys } from './auth/seal/require-shared-keys.ts'
import { resealSessions } from './auth/seal/reseal-sessions.ts'
import { createSeal } from './auth/seal/seal.ts'
import type { Fetch } from './auth/sign-in/discover.ts'
import { createFarewells } from './auth/sign-in/farewells.ts'
import { createOauthClient } from './auth/sign-in/oauth-client.ts'
import { createSignIn } from './auth/sign-in/sign-in.ts'
import { registerSignInDoors } from './auth/sign-in/sign-in-doors.ts'
import { createSessionTokens } from './auth/tokens/session-tokens.ts'
import { idempotencyMs, type Stores } from './database/stores.ts'
import { createActMetrics } from './http/act-metrics.ts'
import { registerAuditMetrics } from './http/audit-metrics.ts'
import { createHttpApp } from './http/create-http-app.ts'
import { registerDescriptionDoor } from './http/description-door.ts'
import { registerHealthDoors } from './http/health-doors.ts'
import { createServerMetrics, registerProcessFigures } from './http/metrics.ts'
import { openOperatorAccess } from './http/operator-access.ts'
import { openOwnTls } from './http/own-tls.ts'
import { platformAnswers } from './http/platform-answers.ts'
import { createPublicAddress } from './http/public-address.ts'
import { refuseWhileClosing } from './http/refuse-while-closing.ts'
import { createRequestLimits } from './http/request-limits.ts'
import type { RouteDoor } from './http/route-table.ts'
import { registerPanel } from './http/static-panel.ts'
import { coachingSettingsOf } from './live/coaching-settings.ts'
import { createCoaching } from './live/create-coaching.ts'
import { createToldLately, type Told } from './live/queues/told-lately.ts'
import type { Observer } from './observe/observer.ts'
import { peerAddressOf } from './peers/peer-address.ts'
import { openPeerWay } from './peers/peer-way.ts'
import { forgetWhatIsOld } from './retention/forget-what-is-old.ts'
import { createSessionKeeper } from './sessions/create-sessions.ts'
import { createDatabaseTime, tellingTime } from './sessions/database-time.ts'
import { followEndedSessions } from './sessions/follow-ended-sessions.ts'
import { registerSignInListDoors } from './sessions/sign-in-list-doors.ts'
import type { ServerSettings } from './settings.ts'
import { choicesFromSettings } from './text/redaction-choices.ts'

export interface ServerOptions {
  readonly clock: Clock
  /** Unpredictable in production: cookies and keys come out of it. */
  readonly random: Random
  readonly logger: Logger
  readonly settings: ServerSettings
  readonly platform: Platform
  readonly stores: Stores
  /** For the sign-in; the platform's own calls go through `platform`. */
  readonly fetch: Fetch
  /** The built panel; without it the server has doors only. */
  readonly panelDirectory?: string
  /** The product's version, for whoever reads a support bundle. */
  readonly version?: string
  /** Puts the audit's heads where nobody who can change the database can change them. */
  readonly keepHead?: (head: SignedTreeHead) => Promise<void>
  /** Who looks on while acts are done, besides the metrics. */
  readonly observers?: readonly Observer[]
  /** The machine's own network unless told. */
  readonly network?: ServerNetwork
  /** How this machine is reached by others of its network, where the server listens on all its addresses. */
  readonly ownHost?: string | undefined
}

/** What the server stands on, for a place without sockets and ports, whose process is not the server's. */
export interface ServerNetwork {
  /** Makes doors marked `websocket` work, in the way of `@fastify/websocket`. */
  webSockets(app: FastifyInstance): Promise<void>
  /** Answers the address listened on, such as `http://127.0.0.1:4400`. */
  listen(app: FastifyInstance): Promise<string>
}

export interface Server {
  /** For requests in process; ready to be asked. */
  readonly app: FastifyInstance
  /** Every door there is, by template. */
  doors(): readonly RouteDoor[]
  /** Answers the console's public address, such as `http://localhost:4400`. Rejects with EADDRINUSE and its like. */
  listen(): Promise<string>
  /** After `listen`: resolves once the first heartbeat has been tried, however it went. Until then its tabs are found by nobody. */
  whenKnown(): Promise<void>
  /** Lets running requests finish, closes sockets and lines, then itself. The stores and the platform stay open. */
  close(): Promise<void>
}

/** Makes everything, listens nowhere yet. Rejects when the keys cannot be read or the panel is not built. */
export async function createServer(options: ServerOptions): Promise<Server> {
  const { clock, random, logger, settings, platform, stores } = options
  const scope = createScope()
  let peerAddress: string | undefined
  let known: Promise<void> = Promise.resolve()
  const address = createPublicAddress(settings.publicUrl)
  const fetch = onlyTo(platform.outbound, options.fetch)
  const keys = await openKeyRing(scope, options)
  const seal = createSeal(keys, random)
  const oauthClient = createOauthClient({
    platform,
    clock,
    fetch,
    timeoutMs: settings.platformTimeoutMs,
  })
  const tokens = createSessionTokens({
    store: stores.sessions,
    seal,
    oauthClient,
    clock,
    logger,
    mostRenewalsAtOnce: Math.max(1, Math.floor(settings.databaseConnections / 2)),
    onOver: (sessionId) => void endSession(sessionId),
  })
  const databaseTime = createDatabaseTime(options)
  const farewells = createFarewells({ oauthClient, tokens, clock, logger })
  const sessions = createSessionKeeper({
    store: stores.sessions,
    tokens,
    seal,
    clock: { ...clock, wallNow: databaseTime.wallNow },
    random,
    logger,
    idleMs: settings.sessionIdleMs,
    lifetimeMs: settings.sessionLifetimeMs,
    onRemoved: (row) => farewells.sayLater(row),
  })
  scope.onClose(() => farewells.close())
  scope.onClose(() => sessions.close())

  async function endSession(sessionId: string): Promise<void> {
    try {
      await sessions.end(sessionId)
    } catch (failure) {
      // The sweep will find it.
      logger.warn('session-end-failed', { sessionId, errorName: nameOfFailure(failure) })
    }
  }

  const signedInLately = createToldLately<Person>(clock)
  const signIn = createSignIn({
    onPerson: signedInLately.note,
    platform,
    oauthClient,
    sessions,
    farewells,
    seal,
    address,
    clock,
    random,
    logger,
  })
  const sealAnew = () =>
    Promise.all([
      resealSessions({ store: stores.sessions, seal, keys, logger }),
      resealSigningSecret(stores.audit, seal),
    ]).catch((failure: unknown) => {
      // What is still under the old key goes on opening with it.
      logger.warn('sealing-anew-failed', { errorName: nameOfFailure(failure) })
    })
  keys.onRotated(() => void sealAnew())
  const toldLately = createToldLately<Told>(clock)
  const registry = new Registry()
  if (options.network === undefined) registerProcessFigures(registry)
  registerAuditMetrics(registry, { clock, logger, store: stores.audit })
  const coaching = createCoaching({
    clock,
    random,
    logger,
    platform,
    stores: { ...stores, servers: tellingTime(stores.servers, clock, databaseTime) },
    sessions,
    sessionOf: (personId) => sessions.ofPerson(personId),
    settings: coachingSettingsOf(settings),
    redactionChoices: choicesFromSettings(settings.redactionKeep),
    toldLately: toldLately.take,
    version: options.version ?? 'unknown',
    observers: [createActMetrics(registry, clock), ...(options.observers ?? [])],
    // A database of our own is nobody else's.
    sealingKeyId: () => keys.sealing.id,
    peerAddress: settings.databaseUrl === undefined ? undefined : () => peerAddress,
    peerWay: openPeerWay(settings.peerWay),
  })
  const metrics = createServerMetrics(
    {
      heldSessions: () => sessions.held,
      refreshes: () => tokens.refreshes,
      coaching: coaching.metrics,
      platform: () => platform.traffic?.() ?? [],
    },
    registry,
  )
  scope.onClose(forgetOldCommands(options))
  scope.onClose(
    forgetWhatIsOld({ clock, logger, store: stores.retention, keptForMs: settings.retentionMs }),
  )

  const ownTls = settings.ownTls && openOwnTls(settings.ownTls, { clock, logger })
  if (ownTls !== undefined) scope.onClose(ownTls.close)
  const { app, routes } = await createHttpApp({
    ...options,
    sessions,
    address,
    metrics,
    trustedProxies: settings.trustedProxies,
    limits: createRequestLimits(clock, settings.requestsPerMinute),
    ownTls,
  })
  refuseWhileClosing(app, () => scope.closed)
  await options.network?.webSockets(app)
  await registerSignInDoors(app, {
    signIn,
    address,
    logger,
    perMinute: settings.signInsPerMinute,
  })
  await registerDraftDoors(app, { seal, clock, random, perMinute: settings.signInsPerMinute })
  await registerMeDoor(app, {
    platform,
    sessions,
    tokens,
    settings: defaultMeSettings,
    personLately: signedInLately.take,
    onTold: toldLately.note,
  })
  await registerSignInListDoors(app, { platform, sessions, tokens, logger })
  const operators = await openOperatorAccess(settings.operators)
  await registerDescriptionDoor(app, operators)
  await registerHealthDoors(app, {
    registry: metrics.registry,
    clock,
    operators,
    databaseAnswers: () => stores.healthy(),
    platformAnswers: () => platformAnswers(platform, fetch),
    isClosing: () => scope.closed,
  })
  await coaching.register(app)
  await registerPanel(app, routes, options.panelDirectory)
  await app.ready()
  // Lines say goodbye and panels are told before their sockets are taken away.
  scope.onClose(() => app.close())
  scope.onClose(() => coaching.close())

  function readInBackground(): void {
    if (platform.background === undefined) return
    const credentials = createBackgroundTokens({
      access: platform.background,
      clock,
      fetch,
      timeoutMs: settings.platformTimeoutMs,
    })
    const reader = platform.background.reader(credentials)
    scope.onClose(
      followQueueNames({ reader, clock, random, logger, onQueues: coaching.takeQueueNames }),
    )
  }

  function keepAudit(): void {
    const sequencer = startSequencer({
      store: stores.audit,
      seal,
      clock,
      random,
      logger,
      installation: settings.installation ?? 'sotto',
      keepHead: options.keepHead,
    })
    scope.onClose(() => sequencer.close())
  }

  return {
    app,
    doors: () => routes.doors(),
    async listen() {
      await requireSharedKeys(stores.servers, keys)
      const listening = await (options.network?.listen(app) ??
        app.listen({ host: settings.host, port: settings.port }))
      const { port } = new URL(listening)
      address.settle(`${ownTls === undefined ? 'http' : 'https'}://localhost:${port}`)
      peerAddress =
        settings.peerUrl ??
        peerAddressOf({ listening, ownHost: options.ownHost, speaksTls: ownTls !== undefined })
      // Not waited for: a platform that is slow to answer must not keep people from signing in.
      known = coaching.settle().catch((failure: unknown) => {
        logger.error('settling-failed', { errorName: nameOfFailure(failure) })
      })
      void sealAnew()
      followEndedSessions({
        ...options,
        scope,
        store: stores.sessions,
        onEnded: sessions.noteEnded,
        lookAfterAll: sessions.lookAfterAll,
      })
      readInBackground()
      keepAudit()
      logger.info('listening', { address: address.origin(), host: settings.host })
      return address.origin()
    },
    whenKnown: () => known,
    close: () => scope.close(),
  }
}

/** Keys from the settings stay as they are until the next start; those of the data directory are followed. */
async function openKeyRing(
  scope: Scope,
  { settings, random, clock, logger }: ServerOptions,
): Promise<Pick<LivingKeyRing, 'onRotated'> & KeyRing> {
  if (settings.keys !== undefined) return { ...readKeyRing(settings.keys), onRotated() {} }
  const first = await readOrMakeKeys(settings.dataDirectory, random)
  const file = keyFileOf(settings.dataDirectory)
  const keys = createLivingKeyRing({ first, read: () => readFileSync(file, 'utf8'), clock, logger })
  scope.onClose(() => keys.close())
  return keys
}

const sweepMs = 3_600_000

/** Commands are remembered for a day; then their keys are forgotten. */
function forgetOldCommands({ clock, stores, logger }: ServerOptions): () => void {
  return repeat(clock, sweepMs, () => {
    stores.idempotency.removeBegunBefore(clock.wallNow() - idempotencyMs).catch((failure) => {
      logger.warn('idempotency-sweep-failed', { errorName: nameOfFailure(failure) })
    })
  })
}
