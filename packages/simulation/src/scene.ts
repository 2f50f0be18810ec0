/** A whole Sotto on one clock and one seed: the simulated platform, servers that die and come again, and the supervisors' tabs. */
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
import type { Plant } from './planted/plant.ts'
import { type HeardLines, startPlatform } from './platform/start-platform.ts'
import type { TokenDesk } from './platform/token-desk.ts'
import { calmStore, type StoreConditions } from './server/mortal-stores.ts'
import { type ServerProcess, startServerProcess } from './server/start-server.ts'
import {
  type StoredCoaching,
  type StoredLease,
  type StoredRecord,
  watchStores,
} from './server/watched-stores.ts'
import { digestHere } from './time/digest-here.ts'
import { createWorldClock, type WorldClock } from './time/world-clock.ts'
import { createTrace, type Trace } from './trace.ts'

/** What checks are told of, the moment it happens. */
export interface Observer {
  /** A spoken frame leaves the server for the platform. */
  spoke?(place: ServerPlace, controlId: string, frame: Uint8Array): void
  /** The platform's word reaches a server. */
  platformSaid?(place: ServerPlace, data: string): void
  platformAnswered?(place: ServerPlace, request: PlainRequest, answer: PlainAnswer): void
  /** The server tells a tab's panel. */
  panelTold?(tab: Tab, text: string, socket: object): void
  panelLeft?(tab: Tab, socket: object): void
  /** A spoken frame leaves the tab. */
  panelSpoke?(tab: Tab): void
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
  controlSaved?(record: StoredRecord, place: ServerPlace): void
  /** A server has it: it has begun it, or finds it its own when it looks. */
  controlHeld?(record: StoredRecord, place: ServerPlace): void
  /** A server has taken over a control of another that is awake. */
  controlTaken?(record: StoredRecord, from: ServerPlace, by: ServerPlace): void
  leaseChanged?(stored: StoredLease): void
  coachingSaved?(stored: StoredCoaching): void
  /** In one mixed frame, supervisors' lines that sounded in this agent's ear. */
  agentHeard?(heard: HeardLines): void
  serverDied?(place: ServerPlace): void
  keyPressed?(tab: Tab, utterance: number): void
}

/** Where one server process after the other runs. All share one store; a load balancer keeps each browser with one of them. */
export interface ServerPlace {
  readonly name: string
  /** Undefined between a crash and the next start. */
  process: ServerProcess | undefined
  readonly wires: Set<{ readonly kind: PlatformSocketKind; readonly wire: Wire }>
}

/** One process from its start to its death. */
interface ServerLife {
  readonly place: ServerPlace
}

export interface Scene {
  readonly seed: number
  readonly clock: WorldClock
  readonly trace: Trace
  readonly simulator: Simulator
  readonly tokenDesk: TokenDesk
  readonly stores: Stores
  readonly browsers: readonly Browser[]
  readonly tabs: readonly Tab[]
  readonly places: readonly ServerPlace[]
  placeOf(tab: Tab): ServerPlace
  conditions: Conditions
  storeConditions: StoreConditions
  observe(observer: Observer): void
  killServer(place: ServerPlace): void
  startServer(place: ServerPlace): Promise<void>
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
  readonly servers: number
  readonly onTraceLine?: ((line: string) => void) | undefined
  readonly plant?: Plant | undefined
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
    onHeard(heard) {
      for (const observer of observers) observer.agentHeard?.(heard)
    },
  })
  const stores = options.plant?.database?.(createMemoryStores(clock)) ?? createMemoryStores(clock)
  const serverRandom = forkRandom(random)
  const tabRandom = forkRandom(random)
  const utteranceRandom = forkRandom(random)
  const places = Array.from(
    { length: options.servers },
    (_, index): ServerPlace => ({
      name: `server-${index + 1}`,
      process: undefined,
      wires: new Set(),
    }),
  )
  /** Whose each control is, by the server's own life: the next one in the same place is another. */
  const holders = new Map<string, ServerLife>()
  const lives = new Map<ServerPlace, ServerLife>()
  let utterances = 0

  function noteHeld(record: StoredRecord, life: ServerLife): void {
    const before = holders.get(record.id)
    holders.set(record.id, life)
    for (const observer of observers) observer.controlHeld?.(record, life.place)
    if (before === undefined || before === life || lives.get(before.place) !== before) return
    if (before.place.process?.machine.isAsleep !== false) return
    for (const observer of observers) observer.controlTaken?.(record, before.place, life.place)
  }

  function onDeath(place: ServerPlace, effectName: string): void {
    trace.note(`${place.name} died`, effectName)
    place.process = undefined
    for (const observer of observers) observer.serverDied?.(place)
  }

  async function startServer(place: ServerPlace): Promise<void> {
    const life = { place }
    lives.set(place, life)
    place.process = await startServerProcess({
      clock,
      random: forkRandom(serverRandom),
      simulator: platform.simulator,
      platformUpgrades: platform.upgrades,
      conditions: () => scene.conditions,
      wires: place.wires,
      logger,
      stores: watchStores(stores, {
        controlHeld: (record) => noteHeld(record, life),
        controlSaved(record) {
          trace.note('saved', `${record.id} ${record.state.name}`)
          for (const observer of observers) observer.controlSaved?.(record, place)
        },
        coachingSaved(stored) {
          const { id, state } = stored.record
          trace.note('saved coaching', `${id} ${state.name} ${stored.revision}`)
          for (const observer of observers) observer.coachingSaved?.(stored)
        },
        leaseChanged(stored) {
          for (const observer of observers) observer.leaseChanged?.(stored)
        },
      }),
      storeConditions: () => scene.storeConditions,
      onDeath: (effectName) => onDeath(place, effectName),
      plant: options.plant,
      tap: {
        sent(kind, path, data) {
          if (kind !== 'media' || typeof data === 'string') return
          const controlId = path.split('/').at(-2) ?? ''
          for (const observer of observers) observer.spoke?.(place, controlId, data)
        },
        received(kind, _path, data) {
          if (kind !== 'events' || typeof data !== 'string') return
          trace.note(`platform said to ${place.name}`, data)
          for (const observer of observers) observer.platformSaid?.(place, data)
        },
        answered(request, answer) {
          trace.note(
            `platform answered ${place.name}`,
            `${request.method} ${request.url} ${answer.status}`,
          )
          for (const observer of observers) observer.platformAnswered?.(place, request, answer)
        },
      },
    })
    trace.note(`${place.name} started`)
  }

  const tabOptions: TabOptions = {
    clock,
    random: tabRandom,
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
    plant: options.plant,
    serverOf: (browser) => placeOf(browser).process,
    tapOf: (tab): PanelTap => ({
      told(kind, data: WireData, socket) {
        if (kind !== 'live' || typeof data !== 'string') return
        trace.note(`told ${tab.name}`, data)
        for (const observer of observers) observer.panelTold?.(tab, data, socket)
      },
      sent(kind, data) {
        if (kind === 'audio' && typeof data !== 'string')
          for (const observer of observers) observer.panelSpoke?.(tab)
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
    places,
    placeOf: ({ browser }) => placeOf(browser),
    conditions: calmConditions,
    storeConditions: calmStore,
    observe: (observer) => void observers.push(observer),
    killServer(place) {
      if (place.process === undefined) return
      place.process.machine.kill()
      onDeath(place, 'at any moment')
    },
    startServer,
    reload(tab) {
      reloadTab(tab, tabOptions)
    },
    signIn: (browser) => signIn(clock, () => placeOf(browser).process, platform.tokenDesk, browser),
    failures,
  }

  /** The load balancer's choice; the first one where there is none. */
  function placeOf(browser: Browser): ServerPlace {
    const place = places[scene.browsers.indexOf(browser) % places.length]
    if (place === undefined) throw new Error('a scene needs a server')
    return place
  }

  options.plant?.simulator?.(platform.simulator)
  for (const place of places) await startServer(place)
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

/** What a bad network and a database that is away do to us every day. */
const dailyErrors: ReadonlySet<unknown> = new Set(['ConnectionLost 08006', 'PlatformError'])

/** A part that threw is a bug of ours, unless it threw what the world has thrown at it. */
function createFailureLogger(trace: Trace, failures: string[]): Logger {
  return {
    ...silentLogger,
    error(event, fields) {
      // Where it happened names files of this machine, which are not of the seed.
      const { at, ...rest } = fields ?? {}
      const line = `${event} ${JSON.stringify(rest)}`
      trace.note('error logged', line)
      if (event.endsWith('-part-failed') && !dailyErrors.has(fields?.error))
        failures.push(`${line} ${at}`)
      if (event.endsWith('-listener-failed')) failures.push(`${line} ${at}`)
    },
  }
}

function textOf(failure: unknown): string {
  return failure instanceof Error ? (failure.stack ?? failure.message) : String(failure)
}
