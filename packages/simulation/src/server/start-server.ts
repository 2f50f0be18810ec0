/** One server process: the production composition root and the guides' adapter, with the ports of a simulated machine. */
import { type Logger, secret } from '@sotto/kernel'
import { createGuidePlatform } from '@sotto/platform-guide'
import { createServer, readServerSettings, type Server, type Stores } from '@sotto/server'
import { createInProcessUpgrades, type InProcessUpgrades } from '../network/in-process-upgrade.ts'
import {
  createPlatformLink,
  type PlatformLinkOptions,
  platformAddress,
} from '../network/platform-link.ts'
import type { Plant } from '../planted/plant.ts'
import { createMachine, type Machine } from '../time/machine.ts'
import { createEffectMeter, type EffectMeter } from './effect-meter.ts'
import { createMortalStores, type StoreConditions } from './mortal-stores.ts'

export interface ServerProcess {
  readonly machine: Machine
  readonly meter: EffectMeter
  readonly server: Server
  readonly upgrades: InProcessUpgrades
}

export interface ServerProcessOptions
  extends Omit<PlatformLinkOptions, 'machine' | 'upgrades' | 'tap'> {
  readonly platformUpgrades: InProcessUpgrades
  readonly tap: Omit<PlatformLinkOptions['tap'], 'effect'>
  readonly logger: Logger
  readonly stores: Stores
  readonly storeConditions: () => StoreConditions
  /** The process died at that effect. */
  readonly onDeath: (effectName: string) => void
  readonly plant: Plant | undefined
}

export const panelAddress = 'http://localhost:4400'

export async function startServerProcess(options: ServerProcessOptions): Promise<ServerProcess> {
  const { logger, random } = options
  const machine = createMachine(options.clock)
  const meter = createEffectMeter(machine, options.onDeath)
  const upgrades = createInProcessUpgrades()
  const link = createPlatformLink({
    ...options,
    machine,
    upgrades: options.platformUpgrades,
    tap: { ...options.tap, effect: (name) => void meter.pass(name) },
  })
  const { plant } = options
  const platform = createGuidePlatform({
    baseUrl: platformAddress,
    clientId: 'sotto',
    readClientSecret: async () => secret('the simulation has no secrets'),
    clock: machine.clock,
    random,
    logger,
    fetch: link.fetch,
    openSocket: link.openSocket,
  })
  const server = await createServer({
    clock: machine.clock,
    random,
    logger,
    settings: serverSettings,
    platform: plant?.platform?.(platform, options.clock) ?? platform,
    stores: createMortalStores({
      ...options,
      stores: plant?.stores?.(options.stores, options.clock) ?? options.stores,
      machine,
      meter,
      conditions: options.storeConditions,
    }),
    fetch: link.fetch,
    network: { webSockets: upgrades.webSockets, listen: async () => panelAddress },
  })
  await server.listen()
  return { machine, meter, server, upgrades }
}

const serverSettings = readSettings()

function readSettings() {
  const read = readServerSettings(
    {
      SOTTO_PLATFORM_URL: platformAddress,
      SOTTO_PUBLIC_URL: panelAddress,
      SOTTO_PLATFORM_CLIENT_SECRET: 'the simulation has no secrets',
      SOTTO_KEYS: `simulation:${Buffer.alloc(32, 7).toString('base64')}`,
      SOTTO_SIGN_INS_PER_MINUTE: '1000',
    },
    { dataDirectory: '/nowhere' },
  )
  if (!read.ok) throw new Error(read.error.join('\n'))
  return read.value
}
