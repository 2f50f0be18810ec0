/** One supervisor's browser: signed in, with one or two tabs that can be reloaded and closed. */
import type { Random } from '@sotto/kernel'
import {
  createMemoryStorage,
  createPanelModel,
  type PanelModel,
  type TextStorage,
} from '@sotto/panel'
import { forkRandom } from '../chance.ts'
import { createPanelLink, type PanelLinkOptions, type PanelTap } from '../network/panel-link.ts'
import type { Plant, TabPorts } from '../planted/plant.ts'
import type { ServerProcess } from '../server/start-server.ts'
import { createMachine, type Machine } from '../time/machine.ts'
import { createMicrophone, createSilentPlayer, noMicrophones } from './devices.ts'

export interface Browser {
  readonly personId: string
  readonly personName: string
  readonly cookies: Map<string, string>
  readonly storage: TextStorage
  readonly tabs: Tab[]
}

export interface Tab {
  readonly browser: Browser
  /** Stays over a reload. */
  readonly name: string
  readonly storage: TextStorage
  readonly wires: PanelLinkOptions['wires']
  machine: Machine
  model: PanelModel
  /** What stands in the address bar. */
  shownId: string | null
}

export function createBrowser(personId: string, personName: string): Browser {
  return {
    personId,
    personName,
    cookies: new Map(),
    storage: createMemoryStorage(),
    tabs: [],
  }
}

export function cookieOf(browser: Browser): string {
  return [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
}

export interface TabOptions extends Pick<PanelLinkOptions, 'clock' | 'conditions'> {
  readonly serverOf: (browser: Browser) => ServerProcess | undefined
  readonly random: Random
  readonly tapOf: (tab: Tab) => PanelTap
  readonly nextUtterance: (tab: Tab) => number
  readonly isMicrophoneRefused: () => boolean
  readonly onFailure: (failure: unknown) => void
  readonly plant: Plant | undefined
}

export function openTab(browser: Browser, name: string, options: TabOptions): Tab {
  const storage = createMemoryStorage()
  const wires: Tab['wires'] = new Set()
  const random = forkRandom(options.random)
  const machine = createMachine(options.clock)
  const tab: Tab = {
    browser,
    name,
    storage,
    wires,
    machine,
    model: loadPage({ browser, storage, wires, machine, random }, () => tab, options),
    shownId: null,
  }
  browser.tabs.push(tab)
  return tab
}

/** The page goes and comes again: its script ends at once, what lies in the tab's storage stays. */
export function reloadTab(tab: Tab, options: TabOptions): void {
  tab.machine.kill()
  tab.machine = createMachine(options.clock)
  const random = forkRandom(options.random)
  tab.model = loadPage({ ...tab, random }, () => tab, options)
  startTab(tab)
}

export function startTab(tab: Tab): void {
  tab.model.live.show(tab.shownId)
  tab.model.start()
}

function loadPage(
  page: Pick<Tab, 'browser' | 'storage' | 'wires' | 'machine'> & { readonly random: Random },
  tab: () => Tab,
  options: TabOptions,
): PanelModel {
  const { browser, machine, random, storage, wires } = page
  const tap: PanelTap = {
    told: (kind, data, socket) => options.tapOf(tab()).told(kind, data, socket),
    left: (kind, socket) => options.tapOf(tab()).left(kind, socket),
    sent: (kind, data) => options.tapOf(tab()).sent(kind, data),
    answered: (path, request, answer) => options.tapOf(tab()).answered(path, request, answer),
  }
  const link = createPanelLink({
    clock: options.clock,
    random,
    machine,
    server: () => options.serverOf(browser),
    cookie: () => cookieOf(browser),
    conditions: options.conditions,
    tap,
    wires,
  })
  const ports: TabPorts = {
    openSocket: link.openSocket,
    fetch: link.fetch,
    startMicrophone: createMicrophone({
      clock: machine.clock,
      random,
      nextUtterance: () => options.nextUtterance(tab()),
      isRefused: options.isMicrophoneRefused,
    }),
  }
  return createPanelModel({
    clock: machine.clock,
    random,
    ...(options.plant?.tab?.(ports) ?? ports),
    tabStorage: storage,
    browserStorage: browser.storage,
    player: createSilentPlayer(),
    microphones: noMicrophones,
    playClip: async () => ({ ended: Promise.resolve(), stop() {} }),
    onFailure: options.onFailure,
  })
}
