/** The server as a part of the program: its database, the platform's adapter and itself, put together. */
import { readFile } from 'node:fs/promises'
import { networkInterfaces } from 'node:os'
import {
  createScope,
  type LogFields,
  type Logger,
  type Scope,
  type Secret,
  secret,
  systemClock,
  systemRandom,
} from '@sotto/kernel'
import { createGuidePlatform } from '@sotto/platform-guide'
import {
  createHeadFile,
  createPostgresStores,
  createServer,
  type Observer,
  type ServerSettings,
  schemaOfInstallation,
  serverSettingTable,
  startEmbeddedDatabase,
  warningsOfUnknownSettings,
} from '@sotto/server'
import { makeDataDirectory } from '../data-directory.ts'
import { withNotices } from '../log.ts'
import { ownVersion } from '../own-version.ts'
import { panelDirectory } from '../places.ts'
import { requireServerSettings } from '../settings/read-server-settings.ts'
import { ownHost } from './own-host.ts'
import type { Part, PartStart, RunningPart } from './part.ts'
import { requireClientSecret } from './require-client-secret.ts'
import { requireFreePort } from './require-free-port.ts'

const clock = systemClock
const random = systemRandom

export const serverPart: Part = {
  name: 'server',
  names: { portSetting: 'SOTTO_PORT' },
  async start(input) {
    const scope = createScope()
    try {
      return await startIn(scope, input)
    } catch (failure) {
      await scope.close()
      throw failure
    }
  },
}

async function startIn(
  scope: Scope,
  { environment, logger: plainLogger, tell }: PartStart,
): Promise<RunningPart> {
  const logger = withNotices(plainLogger, notices, tell)
  const settings = requireServerSettings(environment)
  tellOfUnknownSettings({ environment, logger, tell })
  makeDataDirectory(settings.dataDirectory)
  await requireClientSecret(settings)
  await requireFreePort(settings.host, settings.port)
  let onBroken: (line: string) => void = () => {}
  const broken = new Promise<string>((resolve) => {
    onBroken = resolve
  })
  const url = settings.databaseUrl ?? (await startDatabase(scope, settings, logger, onBroken))
  const stores = await createPostgresStores({
    url,
    tls: settings.databaseTls,
    connections: settings.databaseConnections,
    patience: settings.databasePatience,
    clock,
    logger,
    random,
    ...tablesOf(settings),
  })
  scope.onClose(() => stores.close())
  const platform = createGuidePlatform({
    baseUrl: settings.platformUrl,
    clientId: settings.platformClientId,
    readClientSecret: () => readClientSecret(settings),
    readBackgroundClient: () => readBackgroundClient(settings),
    clock,
    random,
    logger,
    fetch,
    requestsPerSecond: settings.platformRequestsPerSecond,
    timeoutMs: settings.platformTimeoutMs,
  })
  scope.onClose(() => platform.close())
  const server = await createServer({
    clock,
    random,
    logger,
    settings,
    platform,
    stores,
    fetch,
    observers: await traceIfAsked(scope, settings),
    keepHead: createHeadFile(settings.auditHeadsFile),
    panelDirectory,
    version: ownVersion(),
    ownHost: ownHost(networkInterfaces),
  })
  scope.onClose(() => server.close())
  const address = await server.listen()
  await server.whenKnown()
  return { address, people: [], broken, close: () => scope.close() }
}

/** A database of our own, in the data folder, is nobody else's; one that is given may serve several installations. */
function tablesOf(
  settings: ServerSettings,
): Pick<Parameters<typeof createPostgresStores>[0], 'schema' | 'installation'> {
  const { databaseUrl, installation, platformClientId, platformUrl } = settings
  return {
    ...(installation === undefined ? {} : { schema: schemaOfInstallation(installation) }),
    ...(databaseUrl === undefined
      ? {}
      : { installation: { platform: platformUrl, client: platformClientId } }),
  }
}

/** The libraries are loaded only where somebody wants traces. */
async function traceIfAsked(scope: Scope, { tracesUrl }: ServerSettings): Promise<Observer[]> {
  if (tracesUrl === undefined) return []
  const { openTraces } = await import('../traces/open-traces.ts')
  const traces = openTraces({ url: tracesUrl, clock, version: ownVersion() })
  scope.onClose(() => traces.close())
  return [traces.observer]
}

function tellOfUnknownSettings({ environment, logger, tell }: PartStart): void {
  const known = serverSettingTable.map(({ name }) => name)
  for (const line of warningsOfUnknownSettings(environment, known)) {
    logger.warn('setting-unknown', { line })
    tell(line)
  }
}

async function startDatabase(
  scope: Scope,
  { dataDirectory }: ServerSettings,
  logger: Logger,
  onBroken: (line: string) => void,
): Promise<Secret<string>> {
  const database = await startEmbeddedDatabase({
    dataDirectory,
    clock,
    random,
    logger,
    onUnexpectedEnd: (description) =>
      onBroken(`The database ended unexpectedly (${description}), and the server with it.`),
  })
  scope.onClose(() => database.close())
  return database.url
}

async function readClientSecret(settings: ServerSettings): Promise<Secret<string>> {
  if (settings.platformClientSecret !== undefined) return settings.platformClientSecret
  return secret((await readFile(settings.platformClientSecretFile, 'utf8')).trim())
}

async function readBackgroundClient(settings: ServerSettings) {
  const clientId = settings.backgroundClientId
  try {
    const text = await readFile(settings.backgroundClientSecretFile, 'utf8')
    return text.trim() === '' ? undefined : { clientId, clientSecret: secret(text.trim()) }
  } catch {
    // Without it an agent sees less, and nothing else is missing.
    return undefined
  }
}

/** What the operator is told at the terminal besides finding it in the log. */
const notices: Readonly<Record<string, (fields: LogFields) => string>> = {
  'embedded-database-moved': ({ to }) =>
    `PostgreSQL's user cannot reach the data folder: the database lies in ${to}`,
  'database-in-clear': ({ host }) =>
    `What goes to the database at ${host} is in clear (SOTTO_DATABASE_TLS=off).`,
  'sessions-unreadable': ({ count }) =>
    `Sessions sealed with a key that is not here any more: ${count}. These people have to sign in again.`,
}
