// Joins a panel's socket with the server where its tab sits, message by message, in both directions.
//
//   panel ══ this server ── ws ── the tab's server         whichever side closes, the other is closed with the same code
import { type Clock, repeat } from '@sotto/kernel'
import { closeCodes } from '@sotto/protocol'
import { type RawData, WebSocket } from 'ws'
import type { PeerWayTo } from './peer-way.ts'

export interface HeldMessage {
  readonly data: RawData
  readonly isBinary: boolean
}

export interface RelayOptions {
  readonly clock: Clock
  /** Such as `ws://10.0.0.5:4400/live`. */
  readonly url: string
  readonly way: PeerWayTo
  readonly headers: Readonly<Record<string, string>>
  /** What the panel has said already. */
  readonly held: readonly HeldMessage[]
  readonly onReached?: () => void
  /** It could not be reached. The panel's socket is the caller's again, with everything it has said. */
  readonly onUnreachable: (held: readonly HeldMessage[]) => void
}

const handshakeMs = 1_000
/** Beyond it the slower side is waited for, and what is spoken is dropped: late sound is worth nothing. */
const fullBytes = 64 * 1_024
const lookAgainMs = 20
const largestMessageBytes = 16 * 1_024 * 1_024

/** Takes the panel's socket until one of both is closed. */
export function relaySocket(panel: WebSocket, options: RelayOptions): void {
  const { way } = options
  if (way.kind === 'refused') return options.onUnreachable(options.held)
  const peer = new WebSocket(options.url, {
    ...(way.kind === 'tls' ? way.tls : {}),
    headers: { ...options.headers },
    // The panel answers for itself: nobody else is to say that it is there.
    autoPong: false,
    handshakeTimeout: handshakeMs,
    maxPayload: largestMessageBytes,
    perMessageDeflate: false,
  })
  const waiting: HeldMessage[] = [...options.held]
  let isOpen = false
  let isOver = false

  function say({ data, isBinary }: HeldMessage): void {
    if (isBinary && peer.bufferedAmount > fullBytes) return
    peer.send(data, { binary: isBinary })
  }

  const hear = (data: RawData, isBinary: boolean) => {
    if (isOpen) say({ data, isBinary })
    else waiting.push({ data, isBinary })
  }
  const leave = (code: number) => {
    isOver = true
    if (isOpen) peer.close(passable(code))
    else peer.terminate()
  }
  const answerPing = (data: Buffer) => {
    if (isOpen) peer.pong(data)
  }
  panel.on('message', hear)
  panel.on('close', leave)
  panel.on('pong', answerPing)

  function giveBack(): void {
    panel.off('message', hear)
    panel.off('close', leave)
    panel.off('pong', answerPing)
    if (!isOver) options.onUnreachable(waiting)
  }

  peer.on('open', () => {
    isOpen = true
    options.onReached?.()
    for (const message of waiting.splice(0)) say(message)
  })
  peer.on('message', (data, isBinary) => {
    panel.send(data, { binary: isBinary })
    // The tab's own server sees by its own buffer that the panel does not keep up.
    if (panel.bufferedAmount > fullBytes && !peer.isPaused) holdBack(options.clock, peer, panel)
  })
  peer.on('ping', (data) => panel.ping(data))
  // `close` follows every error; without a listener the error would end the process.
  peer.on('error', () => {})
  peer.on('close', (code, reason) => {
    if (isOpen) panel.close(passable(code), reason)
    else giveBack()
  })
}

function holdBack(clock: Clock, peer: WebSocket, panel: WebSocket): void {
  peer.pause()
  const stop = repeat(clock, lookAgainMs, () => {
    if (panel.readyState === WebSocket.OPEN && panel.bufferedAmount > fullBytes / 2) return
    stop()
    peer.resume()
  })
}

/** Codes that only say that a connection is gone cannot be sent: the panel is told to come again. */
function passable(code: number): number {
  const isSayable =
    (code >= 1_000 && code <= 1_014 && ![1_004, 1_005, 1_006].includes(code)) || code >= 3_000
  return isSayable ? code : closeCodes.goingAway
}
