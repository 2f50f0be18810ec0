/**
 * A supervisor's console that protects nobody: it asks for a mode as the real one does, and from then on sends what its
 * microphone hears, key down, through every change of the call, on every connection it can get. What keeps the customer
 * from hearing it is the server alone.
 */
import { encodeAudioFrame, frameMs, frameSamples } from '@sotto/audio'
import { type Clock, type Random, sleep } from '@sotto/kernel'
import { type ConversationDetail, serverMessageSchema } from '@sotto/protocol'
import { WebSocket } from 'ws'

export interface CarelessConsoleInput {
  readonly panelUrl: string
  /** The session's `Cookie` header. */
  readonly cookie: string
  readonly conversationId: string
  /** What the microphone hears, over and over: 16 kHz mono. */
  readonly spoken: Int16Array
  readonly clock: Clock
  readonly random: Random
  readonly fetch: typeof globalThis.fetch
}

export interface CarelessConsole {
  /** The newest the server said about the conversation. */
  detail(): ConversationDetail | undefined
  /** Asks for a mode. Resolves to the HTTP status. */
  askFor(mode: 'monitor' | 'coach' | 'off'): Promise<number>
  /** Puts the key down for good. */
  startTalking(): void
  /** Cuts both sockets without a goodbye; they come back by themselves. */
  cutSockets(): void
  /** Frames sent so far. */
  framesSent(): number
  close(): void
}

const reconnectAfterMs = 300
/** The key is pressed again and again: a server that shut its gate must not open it for that. */
const pressEveryFrames = 25
/** More than this unsent, and the socket is gone though nobody said so. */
const fullSocketBytes = 64_000

export function openCarelessConsole(input: CarelessConsoleInput): CarelessConsole {
  const { panelUrl, clock, random, conversationId } = input
  const tabId = random.id()
  let detail: ConversationDetail | undefined
  let isTalking = false
  let isClosed = false

  const live = keepConnected(input, '/live', {
    onOpen(socket) {
      socket.send(JSON.stringify({ type: 'hello', tabId }))
      socket.send(JSON.stringify({ type: 'show', conversationId }))
    },
    onText(text) {
      const message = serverMessageSchema.safeParse(JSON.parse(text))
      if (!message.success || message.data.type !== 'frame') return
      for (const change of message.data.changes)
        if (change.kind === 'detail' && change.detail.id === conversationId) detail = change.detail
    },
  })
  const audio = keepConnected(input, `/audio?tabId=${tabId}`, { onOpen() {}, onText() {} })
  const pump = startPump(input, () => (isTalking ? audio.socket() : undefined))
  const pinging = pingBoth([live, audio], clock, () => isClosed)

  return {
    detail: () => detail,
    async askFor(mode) {
      const response = await input.fetch(`${panelUrl}/api/conversations/${conversationId}/mode`, {
        method: 'POST',
        headers: {
          cookie: input.cookie,
          origin: new URL(panelUrl).origin,
          'sec-fetch-site': 'same-origin',
          'content-type': 'application/json',
          'idempotency-key': random.id(),
        },
        body: JSON.stringify({ mode, tabId }),
      })
      await response.arrayBuffer()
      return response.status
    },
    startTalking() {
      isTalking = true
    },
    cutSockets() {
      live.cut()
      audio.cut()
    },
    framesSent: pump.framesSent,
    close() {
      isClosed = true
      pinging()
      pump.stop()
      live.close()
      audio.close()
    },
  }
}

interface Wire {
  /** The socket, while it is open. */
  socket(): WebSocket | undefined
  cut(): void
  close(): void
}

interface WireHandlers {
  onOpen(socket: WebSocket): void
  onText(text: string): void
}

/** A socket that comes back until it is closed. */
function keepConnected(
  { panelUrl, cookie, clock }: CarelessConsoleInput,
  path: string,
  { onOpen, onText }: WireHandlers,
): Wire {
  const address = new URL(path, panelUrl)
  const origin = address.origin
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
  let current: WebSocket
  let isWanted = true
  const connect = () => {
    if (!isWanted) return
    const socket = new WebSocket(address, { headers: { cookie, origin } })
    current = socket
    socket.on('open', () => onOpen(socket))
    socket.on('message', (data, isBinary) => {
      if (!isBinary) onText(String(data))
    })
    // `close` follows, and tries again.
    socket.on('error', () => {})
    socket.on('close', () => clock.schedule(reconnectAfterMs, connect))
  }
  connect()
  return {
    socket: () => (current.readyState === WebSocket.OPEN ? current : undefined),
    cut: () => current.terminate(),
    close() {
      isWanted = false
      current.terminate()
    },
  }
}

/** Sends one frame for every 20 ms that have passed, by a clock that owes frames. */
function startPump(
  { conversationId, spoken, clock }: CarelessConsoleInput,
  socketNow: () => WebSocket | undefined,
) {
  let sent = 0
  let position = 0
  let beganAt: number | undefined
  let isStopped = false
  const tick = () => {
    if (isStopped) return
    const socket = socketNow()
    if (socket === undefined) beganAt = undefined
    else {
      beganAt ??= clock.monotonicNow() - frameMs
      for (; beganAt + frameMs <= clock.monotonicNow(); beganAt += frameMs) sendFrame(socket)
    }
    clock.schedule(frameMs / 2, tick)
  }
  function sendFrame(socket: WebSocket): void {
    if (socket.bufferedAmount > fullSocketBytes) return
    if (sent % pressEveryFrames === 0)
      socket.send(JSON.stringify({ type: 'talk', conversationId, talking: true }))
    const samples = Int16Array.from(
      { length: frameSamples },
      (_, index) => spoken[(position + index) % spoken.length] ?? 0,
    )
    position += frameSamples
    const frame = encodeAudioFrame({
      kind: 'talk',
      sequence: sent,
      captureTimeMs: clock.monotonicNow(),
      samples,
    })
    if (!frame.ok) throw new Error(`a frame of ours is wrong: ${frame.error.code}`)
    socket.send(frame.value)
    sent += 1
  }
  tick()
  return {
    framesSent: () => sent,
    stop() {
      isStopped = true
    },
  }
}

const pingEveryMs = 4_000

/** A silent panel is taken for gone. Returns how to stop. */
function pingBoth(wires: readonly Wire[], clock: Clock, isOver: () => boolean): () => void {
  let count = 0
  let cancel = () => {}
  const ping = () => {
    if (isOver()) return
    count += 1
    for (const wire of wires) wire.socket()?.send(JSON.stringify({ type: 'ping', id: count }))
    cancel = clock.schedule(pingEveryMs, ping)
  }
  ping()
  return () => cancel()
}

/** Looks again and again until what is waited for is there. Throws after `withinMs`. */
export async function waitUntil(
  clock: Clock,
  what: string,
  withinMs: number,
  look: () => boolean,
): Promise<void> {
  const giveUpAt = clock.monotonicNow() + withinMs
  while (!look()) {
    if (clock.monotonicNow() > giveUpAt) throw new Error(`waited ${withinMs} ms for ${what}`)
    await sleep(clock, 50)
  }
}
