/** The real simulator, the guides' adapter, and our server in process on stores in memory. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import {
  type Clock,
  createScope,
  secret,
  silentLogger,
  systemClock,
  systemRandom,
} from '@sotto/kernel'
import { createGuidePlatform } from '@sotto/platform-guide'
import { createSimulator, readSimulatorSettings, type Simulator } from '@sotto/simulator'
import { createServer, type Server } from '../../src/create-server.ts'
import { createMemoryStores } from '../../src/database/memory/create-memory-stores.ts'
import type { Stores } from '../../src/database/stores.ts'
import { readServerSettings } from '../../src/settings.ts'
import { type Browser, createBrowser } from './browser.ts'
import { quietVoices } from './quiet-voices.ts'
import { createRecordingLogger, type RecordingLogger } from './recording-logger.ts'

export interface Scene {
  readonly simulator: Simulator
  readonly platformUrl: string
  readonly server: Server
  readonly stores: Stores
  readonly logger: RecordingLogger
  readonly origin: string
  /** Every token the platform has given to our server, in order. */
  readonly tokensSeen: readonly string[]
  newBrowser(): Browser
  /** Another server on the same stores and platform, listening on a port of its own; it goes with the scene. */
  startAnother(): Promise<Server>
  close(): Promise<void>
}

export interface SceneOptions {
  readonly simulator?: Readonly<Record<string, string>>
  readonly server?: Readonly<Record<string, string>>
  readonly panelDirectory?: string
  readonly clock?: Clock
  /** Stands between our server and the platform. */
  readonly intercept?: (
    url: string,
    init: RequestInit,
    goOn: typeof fetch,
  ) => Response | Promise<Response>
}

export async function startScene(options: SceneOptions = {}): Promise<Scene> {
  const scope = createScope()
  const origin = options.server?.SOTTO_PUBLIC_URL ?? 'http://localhost:4400'
  const dataDirectory = await mkdtemp(path.join(tmpdir(), 'sotto-server-'))
  scope.onClose(() => rm(dataDirectory, { recursive: true, force: true }))

  const simulatorSettings = readSimulatorSettings(
    { SIM_PORT: '0', SIM_CALLS_PER_MINUTE: '0', ...options.simulator },
    { dataDirectory, panelUrl: origin },
  )
  if (!simulatorSettings.ok) throw new Error(simulatorSettings.error)
  const simulator = await createSimulator({
    clock: systemClock,
    random: systemRandom,
    settings: simulatorSettings.value,
    logger: silentLogger,
    voices: quietVoices,
  })
  scope.onClose(() => simulator.close())
  const platformUrl = await simulator.listen()

  const settings = readServerSettings(
    { SOTTO_PLATFORM_URL: platformUrl, SOTTO_DATA_DIR: dataDirectory, ...options.server },
    { dataDirectory },
  )
  if (!settings.ok) throw new Error(settings.error.join('\n'))
  const logger = createRecordingLogger()
  const clock = options.clock ?? systemClock
  const { intercept } = options
  const ask: Ask = async (url, init) =>
    intercept === undefined ? fetch(url, init) : intercept(url, init, fetch)
  const platform = createGuidePlatform({
    baseUrl: platformUrl,
    clientId: settings.value.platformClientId,
    readClientSecret: async () =>
      secret((await readFile(settings.value.platformClientSecretFile, 'utf8')).trim()),
    clock,
    random: systemRandom,
    logger,
    fetch: ask,
  })
  scope.onClose(() => platform.close())
  const stores = createMemoryStores(clock)
  const tokensSeen: string[] = []
  async function makeServer(): Promise<Server> {
    if (!settings.ok) throw new Error('no settings')
    const made = await createServer({
      clock,
      random: systemRandom,
      logger,
      settings: settings.value,
      platform,
      stores,
      fetch: (url, init) => fetchAndNote(ask, url, init, tokensSeen),
      ...(options.panelDirectory === undefined ? {} : { panelDirectory: options.panelDirectory }),
    })
    scope.onClose(() => made.close())
    return made
  }
  const server = await makeServer()
  return {
    simulator,
    platformUrl,
    server,
    stores,
    logger,
    origin,
    tokensSeen,
    async startAnother() {
      const another = await makeServer()
      await another.listen()
      return another
    },
    newBrowser: () => createBrowser({ app: server.app, origin }),
    close: () => scope.close(),
  }
}

type Ask = (url: string, init: RequestInit) => Promise<Response>

async function fetchAndNote(
  ask: Ask,
  url: string,
  init: RequestInit,
  tokensSeen: string[],
): Promise<Response> {
  const response = await ask(url, init)
  const text = await response.clone().text()
  for (const [, token] of text.matchAll(/"(?:access|refresh|id)_token":"([^"]+)"/g))
    if (token !== undefined) tokensSeen.push(token)
  return response
}
