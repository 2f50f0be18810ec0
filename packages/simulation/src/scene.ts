/** A whole Sotto on one clock and one seed: the simulated platform, one server process after the other, and the supervisors' tabs. */
import { type Logger, seededRandom, silentLogger } from '@sotto/kernel'
import { createMemoryStores, type Stores } from '@sotto/server'
import type { Simulator } from '@sotto/simulator'
import { forkRandom } from './chance.ts'
import { type Conditions, calmConditions } from './network/conditions.ts'
import type { PlainAnswer, PlainRequest } from './network/in-process-request.ts'
import type { PanelTap } from './network/panel-link.ts'
import type { PlatformSocketKind } from './network/platform-link.ts'
import type { Wire, WireData } from './network/wire.ts'
import {
  type Browser,
  createBrowser,
  openTab,
  reloadTab,
  startTab,
  type Tab,
  type TabOptions,
} from './panel/browser.ts'
import { signIn } from './panel/sign-in.ts'
import { startPlatform } from './platform/start-platform.ts'
import type { TokenDesk } from './platform/token-desk.ts'
import { calmStore, type StoreConditions } from './server/mortal-stores.ts'
import { type ServerProcess, startServerProcess } from './server/start-server.ts'
import { digestHere } from './time/digest-here.ts'
import { createWorldClock, type WorldClock } from './time/world-clock.ts'
import { createTrace, type Trace } from './trace.ts'

/** What checks are told of, the moment it happens. */
export interface Observer {
  /** A spoken frame leaves the server for the platform. */
  spoke?(controlId: string, frame: Uint8Array): void
  /** The platform's word reaches the server. */
  platformSaid?(data: string): void
  platformAnswered?(request: PlainRequest, answer: PlainAnswer): void
  /** The server tells a tab's panel. */
  panelTold?(tab: Tab, text: string, socket: object): void
  panelLeft?(tab: Tab, socket: object): void
  panelAnswered?(
    tab: Tab,
    path: string,
    request: {
      readonly method: string
      readonly headers: Readonly<Record<string, string>>
      readonly body?: string
    },
    answer: PlainAnswer,
  ): void
  controlSaved?(record: StoredRecord): void
  serverDied?(): void
  serverStarted?(): void
  keyPressed?(tab: Tab, utterance: number): void
}

export type StoredRecord = Awaited<ReturnType<Stores['controls']['insert']>>['record']

export interface Scene {
  readonly seed: number
  readonly clock: WorldClock
  readonly trace: Trace
  readonly simulator: Simulator
  readonly tokenDesk: TokenDesk
  readonly stores: Stores
  readonly browsers: readonly Browser[]
  readonly tabs: readonly Tab[]
  readonly platformWires: Set<{ readonly kind: PlatformSocketKind; readonly wire: Wire }>
  conditions: Conditions
  storeConditions: StoreConditions
  /** Undefined between a crash and the next start. */
  readonly server: ServerProcess | undefined
  observe(observer: Observer): void
  killServer(): void
  startServer(): Promise<void>
  reload(tab: Tab): void
  /** False when it did not come about; never answered when the server dies meanwhile. */
  signIn(browser: Browser): Promise<boolean>
  /** What threw where nothing may throw. */
  readonly failures: readonly string[]
}

export interface SceneOptions {
  readonly seed: number
  readonly accessTokenSeconds: number
  /** Tabs of each supervisor. */
  readonly tabsOf: readonly number[]
  readonly onTraceLine?: ((line: string) => void) | undefined
}

const supervisors = [
  { id: 'user-maren-brandt', name: 'Maren Brandt' },
  { id: 'user-oskar-lindqvist', name: 'Oskar Lindqvist' },
  { id: 'user-beatrix-holloway', name: 'Beatrix Holloway' },
] as const

export async function createScene(options: SceneOptions): Promise<Scene> {
  const { seed } = options
  digestHere()
  const random = seededRandom(seed)
  const clock = createWorldClock()
  const trace = createTrace({ clock, onLine: options.onTraceLine })
  const observers: Observer[] = []
  const failures: string[] = []
  const logger = createFailureLogger(trace, failures)
  const platform = await startPlatform({
    clock,
    random: forkRandom(random),
    logger,
    seed,
    accessTokenSeconds: options.accessTokenSeconds,
  })
  const platformWires: Scene['platformWires'] = new Set()
  const stores = watchControls(createMemoryStores(clock), (record) => {
    trace.note('saved', `${record.id} ${record.state.name}`)
    for (const observer of observers) observer.controlSaved?.(record)
  })
  const serverRandom = forkRandom(random)
  const tabRandom = forkRandom(random)
  const utteranceRandom = forkRandom(random)
  let server: ServerProcess | undefined
  let utterances = 0

  function onDeath(effectName: string): void {
    trace.note('server died', effectName)
    server = undefined
    for (const observer of observers) observer.serverDied?.()
  }

  async function startServer(): Promise<void> {
    const started = await startServerProcess({
      clock,
      random: forkRandom(serverRandom),
      simulator: platform.simulator,
      platformUpgrades: platform.upgrades,
      conditions: () => scene.conditions,
      wires: platformWires,
      logger,
      stores,
      storeConditions: () => scene.storeConditions,
      onDeath,
      tap: {
        sent(kind, path, data) {
          if (kind !== 'media' || typeof data === 'string') return
          const controlId = path.split('/').at(-2) ?? ''
          for (const observer of observers) observer.spoke?.(controlId, data)
        },
        received(kind, _path, data) {
          if (kind !== 'events' || typeof data !== 'string') return
          trace.note('platform said', data)
          for (const observer of observers) observer.platformSaid?.(data)
        },
        answered(request, answer) {
          trace.note('platform answered', `${request.method} ${request.url} ${answer.status}`)
          for (const observer of observers) observer.platformAnswered?.(request, answer)
        },
      },
    })
    server = started
    trace.note('server started')
    for (const observer of observers) observer.serverStarted?.()
  }

  const tabOptions: TabOptions = {
    clock,
    random: tabRandom,
    server: () => server,
    conditions: () => scene.conditions,
    isMicrophoneRefused: () => utteranceRandom.next() < 0.02,
    onFailure(failure) {
      failures.push(`panel: ${textOf(failure)}`)
    },
    nextUtterance(tab) {
      utterances += 1
      const utterance = 1_000 + (utterances % 30_000)
      for (const observer of observers) observer.keyPressed?.(tab, utterance)
      return utterance
    },
    tapOf: (tab): PanelTap => ({
      told(kind, data: WireData, socket) {
        if (kind !== 'live' || typeof data !== 'string') return
        trace.note(`told ${tab.name}`, data)
        for (const observer of observers) observer.panelTold?.(tab, data, socket)
      },
      left(kind, socket) {
        if (kind === 'live') for (const observer of observers) observer.panelLeft?.(tab, socket)
      },
      answered(path, request, answer) {
        trace.note(`answered ${tab.name}`, `${request.method} ${path} ${answer.status}`)
        for (const observer of observers) observer.panelAnswered?.(tab, path, request, answer)
      },
    }),
  }

  const scene: Scene = {
    seed,
    clock,
    trace,
    simulator: platform.simulator,
    tokenDesk: platform.tokenDesk,
    stores,
    browsers: supervisors
      .slice(0, options.tabsOf.length)
      .map(({ id, name }) => createBrowser(id, name)),
    get tabs() {
      return scene.browsers.flatMap((browser) => browser.tabs)
    },
    platformWires,
    conditions: calmConditions,
    storeConditions: calmStore,
    get server() {
      return server
    },
    observe: (observer) => void observers.push(observer),
    killServer() {
      if (server === undefined) return
      server.machine.kill()
      onDeath('at any moment')
    },
    startServer,
    reload(tab) {
      reloadTab(tab, tabOptions)
    },
    signIn: (browser) => signIn(clock, () => server, platform.tokenDesk, browser),
    failures,
  }

  await startServer()
  for (const [index, browser] of scene.browsers.entries()) {
    await duringTime(clock, scene.signIn(browser))
    for (let count = 1; count <= (options.tabsOf[index] ?? 1); count += 1)
      startTab(openTab(browser, `${browser.personName.split(' ')[0]}-${count}`, tabOptions))
  }
  return scene
}

/** Waits for something that takes simulated time. */
async function duringTime(clock: WorldClock, work: Promise<unknown>): Promise<void> {
  let isDone = false
  void work.finally(() => {
    isDone = true
  })
  while (!isDone) await clock.advance(10)
}

function watchControls(stores: Stores, onSaved: (record: StoredRecord) => void): Stores {
  const { controls } = stores
  return {
    ...stores,
    controls: {
      ...controls,
      async insert(record, act) {
        const stored = await controls.insert(record, act)
        onSaved(stored.record)
        return stored
      },
      async save(record, revision, act) {
        const stored = await controls.save(record, revision, act)
        if (stored !== undefined) onSaved(stored.record)
        return stored
      },
    },
  }
}

/** What a bad network and a database that is away do to us every day. */
const dailyErrors: ReadonlySet<unknown> = new Set(['ConnectionLost', 'PlatformError'])

/** A part that threw is a bug of ours, unless it threw what the world has thrown at it. */
function createFailureLogger(trace: Trace, failures: string[]): Logger {
  return {
    ...silentLogger,
    error(event, fields) {
      const line = `${event} ${JSON.stringify(fields ?? {})}`
      trace.note('error logged', line)
      if (event.endsWith('-part-failed') && !dailyErrors.has(fields?.error)) failures.push(line)
      if (event.endsWith('-listener-failed')) failures.push(line)
    },
  }
}

function textOf(failure: unknown): string {
  return failure instanceof Error ? (failure.stack ?? failure.message) : String(failure)
}
