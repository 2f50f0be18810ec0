// A live socket goes where its tab sits: to this server's own dialogue, or on to another server.
//
//   first words ─► hello? ─► claim ─► sits here: heard here, in the order in which it was said
//                    │ no       └───► elsewhere ─► relayed ── cannot be reached ─► taken over, heard here
//                    └─► heard here
import type { Clock, Logger } from '@sotto/kernel'
import { panelMessageSchema } from '@sotto/protocol'
import type { FastifyRequest } from 'fastify'
import type { RawData, WebSocket } from 'ws'
import type { SeatedAt } from '../database/seat-store.ts'
import { messageText } from '../gateway/web-socket-edge.ts'
import { deepestJson, nestsDeeperThan } from '../http/json-depth.ts'
import type { Counters } from '../live/counters.ts'
import type { Session } from '../sessions/session.ts'
import { headersForPeer, isPassedOn } from './peer-headers.ts'
import { type HeldMessage, relaySocket } from './relay-socket.ts'
import type { Seating } from './seating.ts'

export interface FindSeatOptions {
  readonly clock: Clock
  readonly logger: Logger
  readonly counters: Counters
  /** Without it every tab sits here. */
  readonly seating: Seating | undefined
}

export interface LiveVisit {
  readonly session: Session
  readonly request: FastifyRequest
  readonly hear: (data: RawData, isBinary: boolean) => void
  /** It is another server's: nothing more is heard here. */
  readonly handOver: () => void
}

/** More than this before the welcome is no panel of ours. */
const heldAtMost = 64

export function findSeat(socket: WebSocket, visit: LiveVisit, options: FindSeatOptions): void {
  const { counters, logger, seating } = options
  const { hear, request, session } = visit
  const held: HeldMessage[] = []
  let stage: 'greeting' | 'asking' | 'here' = 'greeting'

  // An agent's strip shows what every server knows: there is nothing to be brought together.
  if (seating === undefined || isPassedOn(request) || session.person.role === 'agent') {
    socket.on('message', hear)
    return
  }
  const seats = seating

  function hearHere(said: readonly HeldMessage[]): void {
    stage = 'here'
    for (const { data, isBinary } of said) hear(data, isBinary)
  }

  function relay(home: SeatedAt, tabId: string): void {
    socket.off('message', listen)
    counters.count('sockets-relayed')
    relaySocket(socket, {
      clock: options.clock,
      way: seats.way.to(home.address),
      url: `${home.address.replace(/^http/, 'ws')}/live`,
      headers: headersForPeer(request),
      held,
      // Not before: a panel whose seat is taken over is this dialogue's.
      onReached: visit.handOver,
      onUnreachable(said) {
        logger.warn('peer-unreachable', { serverId: home.serverId, address: home.address })
        seats.takeOver({ sessionId: session.id, tabId })
        socket.on('message', listen)
        hearHere(said)
      },
    })
  }

  async function ask(tabId: string): Promise<void> {
    stage = 'asking'
    const home = await seats.claim({ sessionId: session.id, tabId })
    if (home === undefined) hearHere(held)
    else relay(home, tabId)
  }

  function listen(data: RawData, isBinary: boolean): void {
    if (stage === 'here') return hear(data, isBinary)
    const tabId = stage === 'greeting' ? tabOfHello(data, isBinary) : undefined
    if (stage === 'greeting' && tabId === undefined) return hear(data, isBinary)
    if (held.length >= heldAtMost) return hear(data, isBinary)
    held.push({ data, isBinary })
    if (tabId !== undefined) void ask(tabId)
  }

  socket.on('message', listen)
}

function tabOfHello(data: RawData, isBinary: boolean): string | undefined {
  const text = isBinary ? '' : messageText(data)
  if (nestsDeeperThan(text, deepestJson)) return undefined
  try {
    const message = panelMessageSchema.safeParse(JSON.parse(text))
    return message.success && message.data.type === 'hello' ? message.data.tabId : undefined
  } catch {
    return undefined
  }
}
