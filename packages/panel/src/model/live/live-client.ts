/** Keeps the panel socket: says hello, resumes by sequence, notices silence, comes back by itself. */
import {
  assertNever,
  backoff,
  type Cancel,
  type Clock,
  createListeners,
  type Random,
  type Unsubscribe,
  type WallMs,
} from '@sotto/kernel'
import {
  closeCodes,
  type PanelMessage,
  type ServerMessage,
  type TranscriptMessage,
} from '@sotto/protocol'
import type { OpenSocket, Socket } from '../socket.ts'
import {
  calmTimings,
  connectTimeoutMs,
  deadAfterMs,
  type LiveLink,
  reconnectMaxMs,
  reconnectMinMs,
  vigilantTimings,
} from './live-link.ts'
import type { LiveStore } from './live-store.ts'
import { readServerMessage } from './read-server-message.ts'
import type { ServerTime } from './server-time.ts'

export interface LiveClientOptions {
  readonly clock: Clock
  readonly random: Random
  readonly openSocket: OpenSocket
  readonly store: LiveStore
  readonly serverTime: ServerTime
  /** Asked anew at each connection: taking over makes a new one. */
  readonly tabId: () => string
  readonly onFailure: (failure: unknown) => void
  /** A connection ended before it was open: the server is away, or refused the handshake; browsers do not tell which. */
  readonly onNotOpened: () => void
}

export interface LiveClient {
  link(): LiveLink
  subscribe(listener: () => void): Unsubscribe
  /** Milliseconds since the server last said anything; undefined before its first word. */
  silentForMs(): number | undefined
  /** The server's own time of its last word, as it wrote it; undefined before the first. */
  serverWordAt(): WallMs | undefined
  /** How the screen came to be what it is: missed frames were replayed, or everything was told anew. */
  cameBackBy(): 'resume' | 'snapshot'
  /** The server's word is young enough to act on. Asks the clock, not a timer that may come late. */
  isFresh(): boolean
  /** Frames and changes that could not be read since the start. */
  readonly unreadable: number
  start(): void
  /** Which conversation stands on the right side. Opens nothing. */
  show(conversationId: string | null): void
  /** Whose transcript is told, now and after every reconnect, until another one is asked for. */
  openTranscript(conversationId: string | null): void
  refreshTranscript(): void
  onTranscript(listener: (message: TranscriptMessage) => void): Unsubscribe
  /** Pings oftener and loses patience sooner. */
  setVigilant(vigilant: boolean): void
  /** Connects at once, whatever it was waiting for; also out of an ended state. */
  retryNow(): void
  /** Somebody is back (page shown, network up): no waiting for the back-off, and a sleeper's socket is looked at. */
  wake(): void
  close(): void
}

interface Connection {
  readonly socket: Socket
  stage: 'opening' | 'greeted' | 'welcomed' | 'settled'
  helloAtMono: number
  readonly pings: Map<number, number>
}

export function createLiveClient(options: LiveClientOptions): LiveClient {
  const { clock, random, store, serverTime } = options
  const listeners = createListeners<void>(options.onFailure)
  let link: LiveLink = { state: 'closed' }
  let connection: Connection | undefined
  let resume: { streamId: string; sequence: number } | undefined
  let shown: string | null = null
  let transcriptOf: string | null = null
  const transcripts = createListeners<TranscriptMessage>(options.onFailure)
  let timings = calmTimings
  let heardAtMono: number | undefined
  let wordAt: WallMs | undefined
  let cameBackBy: 'resume' | 'snapshot' = 'snapshot'
  let attempt = 0
  let pingId = 0
  let unreadable = 0
  let cancelRetry: Cancel = () => {}
  let cancelPing: Cancel = () => {}
  let cancelSilence: Cancel = () => {}

  function move(next: LiveLink): void {
    if (next.state === link.state && JSON.stringify(next) === JSON.stringify(link)) return
    link = next
    listeners.emit()
  }

  function say(message: PanelMessage): void {
    connection?.socket.send(JSON.stringify(message))
  }

  const isGreeted = () => connection !== undefined && connection.stage !== 'opening'
  const isWelcome = () => connection?.stage === 'welcomed' || connection?.stage === 'settled'

  function connect(): void {
    cancelRetry()
    drop()
    move({ state: 'connecting', attempt })
    let current: Connection | undefined
    // A dropped socket may still speak: only the current one is listened to.
    const whileCurrent = (run: () => void) => {
      if (current !== undefined && current === connection) run()
    }
    const socket = options.openSocket('/live', {
      onOpen: () => whileCurrent(greet),
      onText: (text) => whileCurrent(() => hear(text)),
      onBinary: () => {},
      onClose: (code) => whileCurrent(() => lost(code)),
    })
    current = { socket, stage: 'opening', helloAtMono: clock.monotonicNow(), pings: new Map() }
    connection = current
    cancelSilence = clock.schedule(connectTimeoutMs, retryLater)
  }

  function greet(): void {
    if (connection === undefined) return
    connection.stage = 'greeted'
    connection.helloAtMono = clock.monotonicNow()
    say({ type: 'hello', tabId: options.tabId(), ...(resume === undefined ? {} : { resume }) })
    say({ type: 'show', conversationId: shown })
    if (transcriptOf !== null) say({ type: 'transcript', conversationId: transcriptOf })
  }

  function hear(text: string): void {
    const read = readServerMessage(text)
    if (!read.readable) {
      unreadable += 1
      return
    }
    unreadable += read.skippedChanges
    noteGap()
    wordAt = saidAt(read.message) ?? wordAt
    heardAtMono = clock.monotonicNow()
    take(read.message, read.detailLost)
    // Without its snapshot, what stands on screen is from before.
    if (connection?.stage !== 'settled') return
    watchSilence()
    if (link.state !== 'live') move({ state: 'live' })
  }

  /** Timers sleep with the machine: what comes first after a long silence finds the screen stale, not live. */
  function noteGap(): void {
    if (link.state === 'live' && (silentForMs() ?? 0) >= timings.staleAfterMs)
      move({ state: 'stale' })
  }

  function take(message: ServerMessage, detailLost: boolean): void {
    switch (message.type) {
      case 'welcome':
        return welcome(message)
      case 'frame':
        return takeFrame(message, detailLost)
      case 'pong':
        return pong(message)
      case 'transcript':
        // One that was closed meanwhile may still have been on its way.
        if (message.conversationId === transcriptOf) transcripts.emit(message)
        return
      case 'problem':
        // The server could not read something of ours: a bug, counted and survived.
        unreadable += 1
        return
      default:
        assertNever(message)
    }
  }

  function welcome(message: Extract<ServerMessage, { type: 'welcome' }>): void {
    if (connection === undefined) return
    connection.stage = message.resumed ? 'settled' : 'welcomed'
    cameBackBy = message.resumed ? 'resume' : 'snapshot'
    attempt = 0
    serverTime.learn(message.serverTime, connection.helloAtMono)
    resume = { streamId: message.streamId, sequence: message.sequence }
    ping()
  }

  function takeFrame(
    message: Extract<ServerMessage, { type: 'frame' }>,
    detailLost: boolean,
  ): void {
    if (resume === undefined || connection === undefined) return
    if (message.sequence <= resume.sequence) return
    const promised = message.snapshot || connection.stage === 'settled'
    if (message.sequence !== resume.sequence + 1 || !promised) {
      // A hole: what is missing can only be had by resuming; without the promised snapshot there is nothing to resume from.
      if (!promised) resume = undefined
      retryLater()
      return
    }
    connection.stage = 'settled'
    resume = { ...resume, sequence: message.sequence }
    store.apply(message.changes, message.snapshot)
    if (detailLost) store.distrustDetail()
  }

  function pong(message: Extract<ServerMessage, { type: 'pong' }>): void {
    const askedAtMono = connection?.pings.get(message.id)
    if (connection === undefined || askedAtMono === undefined) return
    connection.pings.clear()
    serverTime.learn(message.serverTime, askedAtMono)
  }

  function ping(): void {
    cancelPing()
    if (!isWelcome()) return
    pingId += 1
    connection?.pings.set(pingId, clock.monotonicNow())
    say({ type: 'ping', id: pingId })
    cancelPing = clock.schedule(timings.pingMs, ping)
  }

  function watchSilence(): void {
    cancelSilence()
    if (connection === undefined) return
    const silentMs = clock.monotonicNow() - (heardAtMono ?? 0)
    if (silentMs >= deadAfterMs) {
      retryLater()
      return
    }
    if (silentMs >= timings.staleAfterMs && link.state === 'live') move({ state: 'stale' })
    const nextMs = silentMs >= timings.staleAfterMs ? deadAfterMs : timings.staleAfterMs
    cancelSilence = clock.schedule(nextMs - silentMs, watchSilence)
  }

  function lost(code: number): void {
    const wasOpen = connection?.stage !== 'opening'
    drop()
    if (code === closeCodes.signedOut) move({ state: 'signed-out' })
    else if (code === closeCodes.replaced) move({ state: 'replaced' })
    else if (code === closeCodes.forbidden) move({ state: 'forbidden' })
    else retryLater()
    if (!wasOpen) options.onNotOpened()
  }

  function retryLater(): void {
    drop()
    cancelRetry()
    const delayMs = backoff({ attempt, minMs: reconnectMinMs, maxMs: reconnectMaxMs, random })
    attempt += 1
    cancelRetry = clock.schedule(delayMs, connect)
    move({ state: 'waiting', attempt })
  }

  /** Forgets the socket first, so that its late events reach nobody. */
  function drop(): void {
    cancelPing()
    cancelSilence()
    const { socket } = connection ?? {}
    connection = undefined
    socket?.close()
  }

  const silentForMs = () =>
    heardAtMono === undefined ? undefined : clock.monotonicNow() - heardAtMono

  return {
    link: () => link,
    subscribe: (listener) => listeners.subscribe(listener),
    silentForMs,
    serverWordAt: () => wordAt,
    cameBackBy: () => cameBackBy,
    isFresh: () =>
      link.state === 'live' && (silentForMs() ?? Number.POSITIVE_INFINITY) < timings.staleAfterMs,
    get unreadable() {
      return unreadable
    },
    start() {
      if (link.state === 'closed') connect()
    },
    show(conversationId) {
      if (conversationId === shown) return
      shown = conversationId
      store.show(conversationId)
      if (isGreeted()) say({ type: 'show', conversationId })
    },
    openTranscript(conversationId) {
      if (conversationId === transcriptOf) return
      transcriptOf = conversationId
      if (isGreeted()) say({ type: 'transcript', conversationId })
    },
    refreshTranscript() {
      if (isGreeted()) say({ type: 'refresh-transcript' })
    },
    onTranscript: (listener) => transcripts.subscribe(listener),
    setVigilant(vigilant) {
      const wanted = vigilant ? vigilantTimings : calmTimings
      if (wanted === timings) return
      timings = wanted
      ping()
      if (isWelcome()) watchSilence()
    },
    retryNow() {
      if (link.state === 'live' || link.state === 'connecting') return
      attempt = 0
      connect()
    },
    wake() {
      if (link.state === 'waiting') {
        attempt = 0
        connect()
      } else if (isWelcome()) {
        watchSilence()
        ping()
      }
    },
    close() {
      cancelRetry()
      drop()
      move({ state: 'closed' })
    },
  }
}

function saidAt(message: ServerMessage): WallMs | undefined {
  switch (message.type) {
    case 'welcome':
    case 'pong':
      return message.serverTime
    case 'frame':
      return message.sentAt
    case 'problem':
    case 'transcript':
      return undefined
    default:
      return assertNever(message)
  }
}
