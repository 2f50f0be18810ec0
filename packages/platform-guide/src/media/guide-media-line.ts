/** The sound of one control: the media socket, opened, kept and had back while the platform allows it. */
import {
  backoff,
  type Cancel,
  type Clock,
  type Logger,
  type MonotonicMs,
  nameOfFailure,
  type Random,
  repeat,
  type Secret,
} from '@sotto/kernel'
import {
  type Credentials,
  type MediaLine,
  type MediaLineListener,
  type MediaLineState,
  PlatformError,
} from '@sotto/platform'
import type { ClientSocket, OpenSocket, SocketEnd } from '../http/client-socket.ts'
import {
  audioFormat,
  closeMessage,
  type MediaMessage,
  mediaCloseCodes,
  mediaMessageSchema,
  openMessage,
  pingMessage,
} from '../wire/media.ts'
import { readHeardFrame, writeSpokenFrame } from './pcm-bytes.ts'

export interface GuideMediaLineInput {
  readonly url: string
  readonly kind: 'monitor' | 'whisper-audio' | 'barge'
  readonly credentials: Credentials
  readonly listener: MediaLineListener
  readonly openSocket: OpenSocket
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  readonly handshakeTimeoutMs: number
}

export const mediaTimings = {
  /** A lost line may be reopened within 5 s; after that the platform has given it up. */
  returnWithinMs: 5_000,
  /** How long opening is tried when the socket cannot even be had. */
  firstOpenWithinMs: 10_000,
  pingEveryMs: 5_000,
  /** Two pings without a word. */
  silenceMs: 11_000,
  goodbyeMs: 2_000,
} as const

/** Half a second of speech waiting in our own socket: more would only come late. */
const mostUnsentBytes = 25 * audioFormat.spokenSamples * 2

/**
 * ```
 *   connecting ──opened──► open ──lost──► interrupted ──opened──► open
 *       │                   │                 │ 5 s
 *       │ refused · format  │ format          ▼
 *       └───────────────────┴──────────────► over      close() anywhere: closing ──closed · 2 s──► over (finished)
 * ```
 */
type Phase =
  | { readonly name: 'connecting'; readonly until: MonotonicMs | undefined }
  | { readonly name: 'open' }
  | { readonly name: 'interrupted'; readonly until: MonotonicMs }
  | { readonly name: 'closing' }
  | { readonly name: 'over' }

type ClosedReason = Extract<MediaLineState, { readonly state: 'closed' }>['reason']

export function openGuideMediaLine(input: GuideMediaLineInput): MediaLine {
  const { clock, random, credentials, listener, logger } = input
  const heard = new Int16Array(audioFormat.heardSamples)
  let phase: Phase = { name: 'connecting', until: undefined }
  let socket: ClientSocket | undefined
  let lastHeardAt = clock.monotonicNow()
  let attempt = 0
  let hasRefreshed = false
  let cancelTimer: Cancel | undefined

  function tell(run: () => void): void {
    try {
      run()
    } catch (failure) {
      logger.error('media-listener-failed', {
        errorName: nameOfFailure(failure),
      })
    }
  }

  const tellState = (state: MediaLineState) => tell(() => listener.onState(state))
  const isWanted = () => phase.name !== 'closing' && phase.name !== 'over'

  function finish(reason: ClosedReason): void {
    if (phase.name === 'over') return
    phase = { name: 'over' }
    cancelTimer?.()
    stopPinging()
    const last = socket
    socket = undefined
    last?.terminate()
    tellState({ state: 'closed', reason })
  }

  async function connect(staleToken?: Secret<string>): Promise<void> {
    try {
      const token = await (staleToken === undefined
        ? credentials.accessToken()
        : credentials.refresh(staleToken))
      if (isWanted()) openWith(token)
    } catch (failure) {
      if (isSignInNeeded(failure)) finish('token-expired')
      else tryAgain()
    }
  }

  function openWith(token: Secret<string>): void {
    // A socket that has been replaced is ignored by identity, whatever it still says.
    const opened = input.openSocket({
      url: input.url,
      bearerToken: token.reveal(),
      handshakeTimeoutMs: input.handshakeTimeoutMs,
      largestMessageBytes: 65_536,
      listener: {
        onOpen() {
          if (socket !== opened) return
          lastHeardAt = clock.monotonicNow()
          opened.send(openMessage)
        },
        onText(text) {
          if (socket === opened) hearText(text)
        },
        onBinary(bytes) {
          if (socket === opened) hearFrame(bytes)
        },
        onEnd(end) {
          if (socket !== opened) return
          socket = undefined
          handleEnd(end, token)
        },
      },
    })
    socket = opened
  }

  function hearText(text: string): void {
    lastHeardAt = clock.monotonicNow()
    const message = readMessage(text)
    if (message === undefined) return
    switch (message.type) {
      case 'opened':
        if (!isWanted()) return
        phase = { name: 'open' }
        attempt = 0
        return tellState({ state: 'open' })
      case 'position': {
        const { type: _, ...position } = message
        return tell(() => listener.onPosition(position))
      }
      case 'closed':
        return closedByPlatform()
      case 'error':
        return logger.warn('media-refused', { code: message.code.slice(0, 64) })
      case 'pong':
        return
    }
  }

  function closedByPlatform(): void {
    if (phase.name === 'closing') return finish('finished')
    finish(phase.name === 'connecting' ? 'refused' : 'lost')
  }

  function hearFrame(bytes: Uint8Array): void {
    lastHeardAt = clock.monotonicNow()
    if (phase.name === 'open' && readHeardFrame(bytes, heard)) tell(() => listener.onFrame(heard))
  }

  function handleEnd(end: SocketEnd, token: Secret<string>): void {
    if (phase.name === 'closing') return finish('finished')
    if (end.kind === 'refused') return handleRefusal(end.answer.status, token)
    if (end.kind === 'closed') {
      if (end.code === mediaCloseCodes.wrongFormat) return finish('format')
      if (end.code === mediaCloseCodes.finished) return closedByPlatform()
      if (end.code === mediaCloseCodes.badMessage) return finish('refused')
      if (end.code === mediaCloseCodes.tokenExpired) return handleRefusal(401, token)
    }
    tryAgain()
  }

  function handleRefusal(status: number, token: Secret<string>): void {
    if (status === 401) {
      if (hasRefreshed) return finish('token-expired')
      hasRefreshed = true
      return void connect(token)
    }
    const isForGood = status >= 400 && status < 500 && status !== 429
    if (isForGood) return finish(phase.name === 'connecting' ? 'refused' : 'lost')
    tryAgain()
  }

  function tryAgain(): void {
    if (!isWanted()) return
    const now = clock.monotonicNow()
    if (phase.name === 'open') {
      phase = { name: 'interrupted', until: now + mediaTimings.returnWithinMs }
      tellState({ state: 'interrupted' })
    } else if (phase.name === 'connecting' && phase.until === undefined) {
      phase = { name: 'connecting', until: now + mediaTimings.firstOpenWithinMs }
    }
    const until = 'until' in phase ? (phase.until ?? now) : now
    if (now >= until) return finish('lost')
    const delayMs = Math.min(backoff({ attempt, minMs: 50, maxMs: 500, random }), until - now)
    attempt += 1
    cancelTimer = clock.schedule(delayMs, () => {
      if (clock.monotonicNow() >= until) finish('lost')
      else if (isWanted()) void connect()
    })
  }

  const stopPinging = repeat(clock, mediaTimings.pingEveryMs, () => {
    if (socket === undefined) return
    if (clock.monotonicNow() - lastHeardAt <= mediaTimings.silenceMs)
      return socket.send(pingMessage)
    const silent = socket
    socket = undefined
    silent.terminate()
    if (phase.name === 'closing') finish('finished')
    else tryAgain()
  })

  tellState({ state: 'connecting' })
  void connect()

  return {
    send(frame) {
      if (phase.name !== 'open' || socket === undefined || input.kind === 'monitor') return false
      if (frame.length !== audioFormat.spokenSamples) return false
      if (socket.unsentBytes > mostUnsentBytes) return false
      socket.send(writeSpokenFrame(frame))
      return true
    },
    close() {
      if (!isWanted()) return
      const hasPath = socket !== undefined
      phase = { name: 'closing' }
      cancelTimer?.()
      if (!hasPath) return finish('finished')
      socket?.send(closeMessage)
      cancelTimer = clock.schedule(mediaTimings.goodbyeMs, () => finish('finished'))
    },
  }
}

function readMessage(text: string): MediaMessage | undefined {
  try {
    const parsed = mediaMessageSchema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}

function isSignInNeeded(failure: unknown): boolean {
  return (
    failure instanceof PlatformError &&
    (failure.code === 'token-expired' || failure.code === 'token-invalid')
  )
}
