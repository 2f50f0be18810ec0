// An audio socket goes where its tab sits, and does not stay where the tab is no more.
//
//   opened ─► sits here, or nowhere: served here     ─┐
//        └──► sits elsewhere: relayed                ─┴─ it sits somewhere else now ─► closed: the panel comes again
import { type Clock, type Logger, repeat } from '@sotto/kernel'
import { closeCodes } from '@sotto/protocol'
import type { FastifyRequest } from 'fastify'
import type { RawData, WebSocket } from 'ws'
import type { SeatKey } from '../database/seat-store.ts'
import type { Counters } from '../live/counters.ts'
import { headersForPeer, isPassedOn } from './peer-headers.ts'
import { type HeldMessage, relaySocket } from './relay-socket.ts'
import type { Seating } from './seating.ts'

export interface AudioSeatOptions {
  readonly clock: Clock
  readonly logger: Logger
  readonly counters: Counters
  /** Without it every tab sits here. */
  readonly seating: Seating | undefined
  readonly isPresent: (tab: SeatKey) => boolean
}

/** An audio socket without its live one is of no use; it is looked after until that is found. */
const lookEveryMs = 500

/** `serve` takes the socket at once, or once it is known that nobody else has the tab; what was said meanwhile is said again. */
export function findAudioSeat(
  socket: WebSocket,
  { request, tab }: { readonly request: FastifyRequest; readonly tab: SeatKey },
  options: AudioSeatOptions,
  serve: () => void,
): void {
  const { seating } = options
  if (seating === undefined || isPassedOn(request) || options.isPresent(tab)) {
    serve()
    if (seating !== undefined && !isPassedOn(request)) follow(seating, undefined)
    return
  }
  const held: HeldMessage[] = []
  const hold = (data: RawData, isBinary: boolean) => void held.push({ data, isBinary })
  socket.on('message', hold)
  void seating
    .homesOf(tab)
    .catch(() => [])
    .then(([home]) => {
      socket.off('message', hold)
      if (socket.readyState !== socket.OPEN) return
      if (home === undefined || options.isPresent(tab)) {
        serve()
        for (const { data, isBinary } of held) socket.emit('message', data, isBinary)
        return follow(seating, undefined)
      }
      options.counters.count('sockets-relayed')
      relaySocket(socket, {
        clock: options.clock,
        way: seating.way.to(home.address),
        url: `${home.address.replace(/^http/, 'ws')}${request.raw.url ?? '/audio'}`,
        headers: headersForPeer(request),
        held,
        onUnreachable() {
          options.logger.warn('peer-unreachable', { ...home })
          comeAgain()
        },
      })
      follow(seating, home.serverId)
    })

  function comeAgain(): void {
    socket.close(closeCodes.goingAway, 'sits-elsewhere')
  }

  /** `servedAt`: another server, or undefined for this one. */
  function follow(seats: Seating, servedAt: string | undefined): void {
    const stop = repeat(options.clock, lookEveryMs, () => {
      if (options.isPresent(tab)) {
        if (servedAt !== undefined) comeAgain()
        return
      }
      seats.homesOf(tab).then(
        (homes) => {
          const [home] = homes
          if (home !== undefined && !homes.some(({ serverId }) => serverId === servedAt))
            comeAgain()
        },
        () => {},
      )
    })
    socket.once('close', stop)
  }
}
