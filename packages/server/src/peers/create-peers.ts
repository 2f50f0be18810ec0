// Puts together what brings a tab's sockets and commands to one server, where there are several.
import type { Clock, Logger } from '@sotto/kernel'
import type { FastifyInstance } from 'fastify'
import type { SeatStore } from '../database/seat-store.ts'
import type { ServerStore } from '../database/stores.ts'
import type { PanelGateway } from '../gateway/panel-gateway.ts'
import type { CoachingSettings } from '../live/coaching-settings.ts'
import type { Counters } from '../live/counters.ts'
import type { Timers } from '../live/timers.ts'
import { registerPassOn } from './pass-on.ts'
import { openPeerWay, type PeerWay } from './peer-way.ts'
import { createSeating, type Seating } from './seating.ts'

/** Every heartbeat says where this server is reached, and with which key it seals. */
export function withAddress(
  servers: ServerStore,
  peerAddress: (() => string | undefined) | undefined,
  sealingKeyId: (() => string) | undefined,
): ServerStore {
  return {
    ...servers,
    beat: (serverId, aliveMs) =>
      servers.beat(serverId, aliveMs, {
        address: peerAddress?.(),
        ...(sealingKeyId === undefined ? {} : { keyId: sealingKeyId() }),
      }),
  }
}

export interface PeersOptions {
  readonly clock: Clock
  readonly timers: Timers
  readonly logger: Logger
  readonly counters: Counters
  readonly settings: Pick<CoachingSettings, 'resumeWindowMs'>
  readonly store: SeatStore
  readonly serverId: string
  readonly gateway: Pick<PanelGateway, 'isPresent' | 'hasPanel' | 'onPresence'>
  /** Without it no other server reaches this one: everything is done here. */
  readonly peerAddress: (() => string | undefined) | undefined
  /** Undefined: https, and plain http in private networks. */
  readonly peerWay: PeerWay | undefined
}

export interface Peers {
  readonly seating: Seating | undefined
  /** Before the doors it is for are hung. */
  register(app: FastifyInstance): void
}

export function createPeers(options: PeersOptions): Peers {
  if (options.peerAddress === undefined) return { seating: undefined, register() {} }
  const { gateway, settings } = options
  const seating = createSeating({
    ...options,
    way: options.peerWay ?? openPeerWay({ plainHttp: 'private', caFile: undefined }),
    resumeWindowMs: settings.resumeWindowMs,
    isPresent: gateway.isPresent,
    onPresence: gateway.onPresence,
  })
  return {
    seating,
    register: (app) =>
      registerPassOn(app, {
        ...options,
        seating,
        isPresent: gateway.isPresent,
        hasPanel: gateway.hasPanel,
      }),
  }
}
