/** A bug of ours, planted where the production composition root takes its ports: what the checks are there to find. */
import type { PanelModelOptions } from '@sotto/panel'
import type { createGuidePlatform } from '@sotto/platform-guide'
import type { Stores } from '@sotto/server'
import type { Simulator } from '@sotto/simulator'
import type { WorldClock } from '../time/world-clock.ts'

export type Platform = ReturnType<typeof createGuidePlatform>

/** What a page takes from its browser. */
export type TabPorts = Pick<PanelModelOptions, 'openSocket' | 'fetch' | 'startMicrophone'>

export interface Plant {
  /** The mistake that somebody might make. */
  readonly what: string
  /** The rule that has to find it. */
  readonly rule: string
  /** What every server gets in place of the store. */
  readonly stores?: (stores: Stores, clock: WorldClock) => Stores
  /** What stands in place of the database itself, and so what is believed of it. */
  readonly database?: (stores: Stores) => Stores
  readonly platform?: (platform: Platform, clock: WorldClock) => Platform
  readonly tab?: (ports: TabPorts) => TabPorts
  readonly simulator?: (simulator: Simulator) => void
}
