/** One server process by its own composition root, and a panel for each supervisor, looking for as long as asked. */
import { silentLogger } from '@sotto/kernel'
import { createMemoryStores } from '@sotto/server'
import { forkRandom } from '../chance.ts'
import { calmConditions } from '../network/conditions.ts'
import {
  type Browser,
  createBrowser,
  openTab,
  startTab,
  type Tab,
  type TabOptions,
} from '../panel/browser.ts'
import { signIn } from '../panel/sign-in.ts'
import { calmStore } from '../server/mortal-stores.ts'
import { type ServerProcess, startServerProcess } from '../server/start-server.ts'
import type { Centre } from './centre.ts'

/** How many rows of how many were right at the end, over all screens. */
export interface Trueness {
  readonly screens: number
  readonly rows: number
  readonly rowsWrong: number
  readonly agents: number
  readonly agentsWrong: number
}

export interface WatchOptions {
  readonly minutes: number
  readonly openEveryMs: number
}

const stepMs = 1_000
/** Before the end nothing is opened, and what is on its way arrives. */
const calmMs = 1_000

export async function watchWithSotto(centre: Centre, options: WatchOptions): Promise<Trueness> {
  const { clock, people } = centre
  const server = await startServer(centre)
  const tabOptions = optionsOfTabs(centre, server)
  const tabs: Tab[] = []
  const endMs = clock.monotonicNow() + options.minutes * 60_000
  for (const person of people) {
    const browser = createBrowser(person.id, person.name)
    await during(
      centre,
      signIn(clock, () => server, centre.platform.tokenDesk, browser),
    )
    const tab = openTab(browser, person.name, tabOptions)
    startTab(tab)
    tabs.push(tab)
    // A shift comes to work within a minute, and not in one moment.
    await clock.advance(60_000 / people.length)
  }
  const opener = createOpener(centre, tabs, options.openEveryMs)
  while (clock.monotonicNow() < endMs) {
    opener()
    await clock.advance(stepMs)
  }
  await clock.advance(calmMs)
  return judge(centre, tabs)
}

function startServer({ clock, platform, random }: Centre): Promise<ServerProcess> {
  return startServerProcess({
    clock,
    random: forkRandom(random),
    simulator: platform.simulator,
    platformUpgrades: platform.upgrades,
    conditions: () => calmConditions,
    wires: new Set(),
    logger: silentLogger,
    stores: createMemoryStores(clock),
    storeConditions: () => calmStore,
    onDeath(effectName) {
      throw new Error(`the server died at ${effectName}`)
    },
    plant: undefined,
    tap: { sent() {}, received() {}, answered() {} },
  })
}

function optionsOfTabs({ clock, random }: Centre, server: ServerProcess): TabOptions {
  return {
    clock,
    random: forkRandom(random),
    conditions: () => calmConditions,
    isMicrophoneRefused: () => true,
    onFailure(failure) {
      throw failure
    },
    nextUtterance: () => 0,
    plant: undefined,
    serverOf: (_browser: Browser) => server,
    tapOf: () => ({ told() {}, left() {}, sent() {}, answered() {} }),
  }
}

/** Opens a conversation of the list in each tab as often as asked, the tabs one after the other. */
function createOpener(centre: Centre, tabs: readonly Tab[], everyMs: number): () => void {
  const random = forkRandom(centre.random)
  const due = tabs.map((_, index) => everyMs * ((index + 1) / tabs.length))
  const startedAt = centre.clock.monotonicNow()
  return () => {
    if (everyMs === 0) return
    const now = centre.clock.monotonicNow() - startedAt
    for (const [index, tab] of tabs.entries()) {
      if (now < (due[index] ?? 0)) continue
      due[index] = now + everyMs
      const rows = [...tab.model.store.conversations()]
      tab.model.live.show(rows[Math.floor(random.next() * rows.length)]?.id ?? null)
    }
  }
}

/** Every screen beside the truth: rows by phase, agents by what they do. */
function judge({ platform }: Centre, tabs: readonly Tab[]): Trueness {
  const { people, records, roster } = platform.simulator.world
  const live = new Map(
    [...records.values()]
      .filter(({ conversation }) => phaseWords.has(conversation.state))
      .map(({ conversation }) => [conversation.id, phaseWords.get(conversation.state)] as const),
  )
  const truth = { rows: 0, rowsWrong: 0, agents: 0, agentsWrong: 0 }
  for (const { model } of tabs) {
    const rows = new Map(
      [...model.store.conversations()]
        .filter(({ phase }) => phase !== 'ended')
        .map(({ id, phase }) => [id, phase] as const),
    )
    for (const id of new Set([...rows.keys(), ...live.keys()])) {
      truth.rows += 1
      if (rows.get(id) !== live.get(id)) truth.rowsWrong += 1
    }
    for (const person of people.values()) {
      if (person.role !== 'agent') continue
      truth.agents += 1
      const isShownBusy = model.store.agent(person.id)?.routing === 'interacting'
      if (isShownBusy !== roster.liveOf(person.id).length > 0) truth.agentsWrong += 1
    }
  }
  return { screens: tabs.length, ...truth }
}

const phaseWords: ReadonlyMap<string, string> = new Map([
  ['ACTIVE', 'active'],
  ['HOLD', 'held'],
  ['IN_TRANSFER', 'in-transfer'],
  ['CONFERENCE', 'conference'],
])

async function during({ clock }: Centre, work: Promise<boolean>): Promise<void> {
  let isDone = false
  void work.finally(() => {
    isDone = true
  })
  while (!isDone) await clock.advance(10)
  if (!(await work)) throw new Error('a supervisor could not sign in')
}
