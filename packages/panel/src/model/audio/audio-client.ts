/** Keeps the audio socket while there is a line: sound both ways, the server's gate, and what the platform says it mixed. */
import {
  audioFrameBytes,
  createAudioFrameSlot,
  readAudioFrame,
  writeAudioFrame,
} from '@sotto/audio'
import type { HeardSound } from '@sotto/domain'
import {
  assertNever,
  backoff,
  type Cancel,
  type Clock,
  createListeners,
  type Random,
  type Unsubscribe,
} from '@sotto/kernel'
import {
  type AudioPanelMessage,
  type AudioServerMessage,
  audioServerMessageSchema,
  closeCodes,
} from '@sotto/protocol'
import { createListeningJourney } from '../listening/listening-journey.ts'
import type { OpenSocket, Socket } from '../socket.ts'
import { createRoundTrips } from './round-trips.ts'

export type AudioLink = 'off' | 'connecting' | 'open' | 'waiting'

export interface ServerGate {
  readonly open: boolean
  readonly reason?: string
}

export type LinePosition = Omit<
  Extract<AudioServerMessage, { type: 'position' }>,
  'type' | 'conversationId'
>

export interface AudioClientOptions {
  readonly clock: Clock
  readonly random: Random
  readonly openSocket: OpenSocket
  readonly tabId: () => string
  readonly onSignedOut: () => void
  readonly onFailure: (failure: unknown) => void
  /** 20 ms of what is heard: 640 samples, interleaved, customer left, agent right. The array is used again: copy to keep. */
  readonly onListen: (stereo: Int16Array) => void
}

export interface UnreadableFrames {
  readonly total: number
  /** A code of `readAudioFrame`, or `wrong-kind`. */
  readonly byReason: ReadonlyMap<string, number>
}

export interface AudioClient {
  link(): AudioLink
  /** Told of the link, the gates and the positions. */
  subscribe(listener: () => void): Unsubscribe
  /** Asks the clock, not a timer that may come late. */
  isFresh(): boolean
  /** Shut until the server has said otherwise on this very connection. */
  gate(conversationId: string): ServerGate
  position(conversationId: string): LinePosition | undefined
  /** Frames not sent because the network did not take them in time. */
  readonly congestedFrames: number
  /** Frames from the server that were not what they should be, by reason; nothing of them is played. */
  readonly unreadable: UnreadableFrames
  /** How what is heard fared on its way here, on this very connection. */
  heard(): HeardSound
  /** So long no sound has come on this connection; 0 without one. Told to subscribers when it ends after two seconds or more. */
  readonly soundGapMs: number
  /** Why the server ended the last connection, where it could not read what came from here. */
  readonly refusal: string | undefined
  open(): void
  close(): void
  /** Keeps the connection for a measurement, also without a line, until what it answers is called. */
  hold(): () => void
  /** A ping out of turn. */
  ping(): void
  /** The newest ways there and back, in milliseconds. */
  roundTripsMs(): readonly number[]
  talk(conversationId: string, talking: boolean): void
  /** One frame of 320 samples; false when it was dropped. */
  send(samples: Int16Array, captureTimeMs: number): boolean
}

export const audioPingMs = 1_000
export const audioFreshForMs = 2_500
/** No hiccup any more: nothing comes. */
export const noSoundAfterMs = 2_000
/** Half a second of frames: what waits longer would be played too late to help. */
export const congestedBytes = 25 * 656
const connectTimeoutMs = 5_000
const retryMinMs = 100
const retryMaxMs = 2_000
const shut: ServerGate = { open: false }

export function createAudioClient(options: AudioClientOptions): AudioClient {
  const { clock, random } = options
  const listeners = createListeners<void>(options.onFailure)
  const slot = createAudioFrameSlot()
  const gates = new Map<string, ServerGate>()
  const positions = new Map<string, LinePosition>()
  const roundTrips = createRoundTrips(clock)
  const listeningJourney = createListeningJourney()
  let link: AudioLink = 'off'
  let isWanted = false
  let holders = 0
  let socket: Socket | undefined
  let heardAtMono: number | undefined
  let soundAtMono = 0
  let lastProblem: string | undefined
  let refusal: string | undefined
  // Counts on over reconnections: the line's jitter buffer must never see time run back.
  let sequence = 0
  let attempt = 0
  let pingId = 0
  const unreadable = { total: 0, byReason: new Map<string, number>() }
  let congestedFrames = 0
  let cancelRetry: Cancel = () => {}
  let cancelPing: Cancel = () => {}

  function move(next: AudioLink): void {
    if (next === link) return
    link = next
    listeners.emit()
  }

  function say(message: AudioPanelMessage): void {
    if (link === 'open') socket?.send(JSON.stringify(message))
  }

  function connect(): void {
    drop()
    move('connecting')
    let current: Socket | undefined
    const whileCurrent = (run: () => void) => {
      if (current !== undefined && current === socket) run()
    }
    current = options.openSocket(`/audio?tabId=${encodeURIComponent(options.tabId())}`, {
      onOpen: () => whileCurrent(opened),
      onText: (text) => whileCurrent(() => hearText(text)),
      onBinary: (bytes) => whileCurrent(() => hearSound(bytes)),
      onClose: (code) => whileCurrent(() => lost(code)),
    })
    socket = current
    cancelRetry = clock.schedule(connectTimeoutMs, retryLater)
  }

  function opened(): void {
    cancelRetry()
    heardAtMono = clock.monotonicNow()
    soundAtMono = heardAtMono
    move('open')
    ping()
  }

  function ping(): void {
    cancelPing()
    // The panel's own dead-man: a silent server is as good as none.
    if (!isFresh()) {
      retryLater()
      return
    }
    pingId += 1
    roundTrips.sent(pingId)
    say({ type: 'ping', id: pingId })
    cancelPing = clock.schedule(audioPingMs, ping)
  }

  function hearSound(bytes: Uint8Array): void {
    const problem =
      readAudioFrame(bytes, slot) ?? (slot.kind === 'listen' ? undefined : 'wrong-kind')
    if (problem !== undefined) return countUnreadable(problem)
    const now = clock.monotonicNow()
    heardAtMono = now
    listeningJourney.arrive(slot.sequence, slot.captureTimeMs, now)
    const wasMissing = now - soundAtMono >= noSoundAfterMs
    soundAtMono = now
    if (wasMissing) listeners.emit()
    options.onListen(slot.samples)
  }

  function countUnreadable(reason: string): void {
    unreadable.total += 1
    unreadable.byReason.set(reason, (unreadable.byReason.get(reason) ?? 0) + 1)
    listeners.emit()
  }

  function hearText(text: string): void {
    const message = readMessage(text)
    if (message === undefined) return
    heardAtMono = clock.monotonicNow()
    attempt = 0
    switch (message.type) {
      case 'gate': {
        const { open, reason, conversationId } = message
        gates.set(conversationId, reason === undefined ? { open } : { open, reason })
        listeners.emit()
        return
      }
      case 'position': {
        const { type: _type, conversationId, ...position } = message
        positions.set(conversationId, position)
        listeners.emit()
        return
      }
      case 'pong':
        roundTrips.answered(message.id)
        return
      case 'problem':
        lastProblem = message.code
        return
      default:
        assertNever(message)
    }
  }

  function lost(code: number): void {
    refusal = code === closeCodes.badMessage ? (lastProblem ?? 'bad-message') : undefined
    lastProblem = undefined
    drop()
    if (code === closeCodes.signedOut) options.onSignedOut()
    if (isFinalClose(code)) move('off')
    else retryLater()
  }

  function retryLater(): void {
    drop()
    const delayMs = backoff({ attempt, minMs: retryMinMs, maxMs: retryMaxMs, random })
    attempt += 1
    cancelRetry = clock.schedule(delayMs, connect)
    move('waiting')
  }

  function drop(): void {
    cancelRetry()
    cancelPing()
    gates.clear()
    roundTrips.forget()
    listeningJourney.reset()
    heardAtMono = undefined
    const old = socket
    socket = undefined
    old?.close()
  }

  function endUnlessNeeded(): void {
    if (isWanted || holders > 0) return
    drop()
    move('off')
  }

  const isFresh = () =>
    link === 'open' &&
    heardAtMono !== undefined &&
    clock.monotonicNow() - heardAtMono < audioFreshForMs

  return {
    link: () => link,
    subscribe: (listener) => listeners.subscribe(listener),
    isFresh,
    gate: (conversationId) => gates.get(conversationId) ?? shut,
    position: (conversationId) => positions.get(conversationId),
    get congestedFrames() {
      return congestedFrames
    },
    get soundGapMs() {
      return link === 'open' ? clock.monotonicNow() - soundAtMono : 0
    },
    get refusal() {
      return refusal
    },
    heard: () => listeningJourney.read(clock.monotonicNow()),
    get unreadable() {
      return unreadable
    },
    open() {
      isWanted = true
      if (link === 'off') connect()
    },
    close() {
      isWanted = false
      gates.clear()
      positions.clear()
      endUnlessNeeded()
    },
    hold() {
      let isHeld = true
      holders += 1
      if (link === 'off') connect()
      return () => {
        if (!isHeld) return
        isHeld = false
        holders -= 1
        endUnlessNeeded()
      }
    },
    ping() {
      if (link === 'open') ping()
    },
    roundTripsMs: () => roundTrips.measuredMs(),
    talk: (conversationId, talking) => say({ type: 'talk', conversationId, talking }),
    send(samples, captureTimeMs) {
      if (link !== 'open' || socket === undefined) return false
      if (socket.bufferedBytes > congestedBytes) {
        congestedFrames += 1
        return false
      }
      const bytes = new Uint8Array(audioFrameBytes('talk'))
      const frame = { kind: 'talk', sequence, captureTimeMs, samples } as const
      if (writeAudioFrame(frame, new DataView(bytes.buffer)) !== undefined) return false
      sequence = (sequence + 1) >>> 0
      socket.send(bytes)
      return true
    },
  }
}

function isFinalClose(code: number): boolean {
  return (
    code === closeCodes.signedOut || code === closeCodes.replaced || code === closeCodes.forbidden
  )
}

function readMessage(text: string): AudioServerMessage | undefined {
  try {
    return audioServerMessageSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
