/** One client of one control's media, from `open` to the end. Knows no socket: the simulation plugs straight into it. */
import type { Clock } from '@sotto/kernel'
import type { ControlType } from '../../world/shapes.ts'
import type { World } from '../../world/world.ts'
import { lineFrameBytes } from '../line/line.ts'
import type { LineAttachment, MediaEngineWithLines } from '../media-engine.ts'
import {
  type AudioMedia,
  type ClientMessage,
  chooseMedia,
  parseClientMessage,
  type ServerMessage,
} from './media-messages.ts'

/** Close codes of the media socket. */
export const mediaCloseCodes = {
  /** The client said `close`, or the platform closed the path. */
  finished: 1000,
  /** Something of ours failed. */
  internalError: 1011,
  /** Not JSON, not a message, out of turn, or no `open` in time. */
  badMessage: 4400,
  /** A newer socket of the same supervisor has taken this control's line. */
  lineTaken: 4409,
  /** Audio of another shape than L16, 16 kHz, 20 ms. */
  wrongFormat: 4415,
} as const

/** A client that connects and never says `open` is let go. */
export const openWithinMs = 10_000
/** A listener with this much unread (one second of sound) gets no further frame until it has read. */
export const mostUnreadBytes = 64_000

export interface MediaTransport {
  /** Bytes handed over that the other side has not taken yet. */
  readonly unreadBytes: number
  sendText(text: string): void
  sendBinary(frame: Uint8Array): void
  close(code: number, reason: string): void
}

export type LineWorld = Pick<
  World,
  'controls' | 'lineAttached' | 'lineLost' | 'lineFinished' | 'lineBroken'
>

export interface MediaSession {
  /** Messages of unknown type, and frames outside the open line. */
  readonly ignored: number
  text(message: string): void
  binary(frame: Uint8Array): void
  /** Call every few seconds: notices a control that ended before its line opened. */
  beat(): void
  /** The socket is gone, whoever closed it. */
  gone(): void
}

export interface MediaSessionOptions {
  readonly controlId: string
  readonly controlType: ControlType
  readonly engine: Pick<MediaEngineWithLines, 'attach'>
  readonly world: LineWorld
  readonly clock: Clock
  readonly transport: MediaTransport
}

/**
 *   fresh ──open──► attached ──close · closed by the platform · replaced · error · gone──► done
 *     └───────────── close · error · no open within 10 s · gone ───────────────────────────►┘
 *
 * `opened` is told while attached, when the platform's path opens (EXECUTING).
 */
type Phase =
  | { readonly kind: 'fresh' }
  | { readonly kind: 'attached'; readonly attachment: LineAttachment }
  | { readonly kind: 'done' }

export function createMediaSession({
  controlId,
  controlType,
  engine,
  world,
  clock,
  transport,
}: MediaSessionOptions): MediaSession {
  let phase: Phase = { kind: 'fresh' }
  let ignored = 0
  const stopWaiting = clock.schedule(openWithinMs, () =>
    end(mediaCloseCodes.badMessage, `no open within ${openWithinMs / 1_000} s`),
  )

  function send(message: ServerMessage): void {
    transport.sendText(JSON.stringify(message))
  }

  /** Leaves the line (if it was held), and answers whether it was. */
  function leave(): boolean {
    const held = phase
    phase = { kind: 'done' }
    stopWaiting()
    if (held.kind !== 'attached') return false
    held.attachment.detach()
    return true
  }

  function end(code: number, reason: string): void {
    if (phase.kind === 'done') return
    if (leave()) world.lineLost(controlId)
    transport.close(code, reason)
  }

  function breakLine(message: string): void {
    const held = leave()
    send({ type: 'error', code: 'media.format', message })
    transport.close(mediaCloseCodes.wrongFormat, message)
    if (held) world.lineBroken(controlId)
  }

  function sayClosed(reason: string): void {
    leave()
    send({ type: 'closed' })
    transport.close(mediaCloseCodes.finished, reason)
  }

  /** The line is not lost: somebody holds it. */
  function replaced(): void {
    leave()
    transport.close(mediaCloseCodes.lineTaken, 'a newer socket has taken this line')
  }

  function isFinal(): boolean {
    const status = world.controls.get(controlId)?.status
    return status !== 'QUEUED' && status !== 'EXECUTING'
  }

  function open(offered: readonly AudioMedia[]): void {
    if (phase.kind !== 'fresh') return end(mediaCloseCodes.badMessage, 'already open')
    const media = chooseMedia(controlType, offered)
    if (media === undefined) return breakLine('offer L16 audio at a rate of 16000')
    if (isFinal()) return sayClosed('the control has ended')
    const attachment = engine.attach(controlId, {
      opened: () => send({ type: 'opened', media: [media] }),
      ready: () => transport.unreadBytes < mostUnreadBytes,
      deliver: (frame) => transport.sendBinary(frame),
      position: (position) => sendWhileRead({ type: 'position', ...position }),
      closed: () => sayClosed('the platform closed the path'),
      replaced,
    })
    phase = { kind: 'attached', attachment }
    stopWaiting()
    world.lineAttached(controlId)
  }

  /** What repeats is not kept for a client who does not read. */
  function sendWhileRead(message: ServerMessage): void {
    if (transport.unreadBytes < mostUnreadBytes) send(message)
  }

  function finish(): void {
    const position = phase.kind === 'attached' ? phase.attachment.position() : undefined
    const held = leave()
    if (position !== undefined) send({ type: 'position', ...position })
    if (held) world.lineFinished(controlId)
    send({ type: 'closed' })
    transport.close(mediaCloseCodes.finished, 'closed by the client')
  }

  function handle(message: ClientMessage): void {
    switch (message.type) {
      case 'open':
        return open(message.media)
      case 'close':
        return finish()
      case 'ping':
        return sendWhileRead({ type: 'pong' })
      case 'pong':
        return
      case 'unrecognised':
        ignored += 1
    }
  }

  return {
    get ignored() {
      return ignored
    },
    text(text) {
      if (phase.kind === 'done') return
      const message = parseClientMessage(text)
      if (message.ok) handle(message.value)
      else end(mediaCloseCodes.badMessage, message.error)
    },
    binary(frame) {
      if (phase.kind === 'done') return
      if (controlType === 'MONITOR') return breakLine('a monitor only receives')
      if (frame.byteLength !== lineFrameBytes)
        return breakLine(`a frame has ${lineFrameBytes} bytes`)
      const outcome = phase.kind === 'attached' ? phase.attachment.receive(frame) : 'not-open'
      if (outcome === 'not-open') ignored += 1
      else if (outcome !== 'received') breakLine('a frame of another shape')
    },
    beat() {
      if (phase.kind !== 'done' && isFinal()) sayClosed('the control has ended')
    },
    gone() {
      if (leave()) world.lineLost(controlId)
    },
  }
}
