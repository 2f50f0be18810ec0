/** One socket of the event stream: its subscriptions, its sequence, its signs of life, and how it ended. */
import type { Clock, MonotonicMs, Secret } from '@sotto/kernel'
import type { ClientSocket, OpenSocket, SocketEnd } from '../http/client-socket.ts'
import { retryAfterMsOf } from '../map/map-error.ts'
import {
  nothingSubscription,
  type SubscriptionContent,
  subscriptionKey,
} from '../map/map-subscription.ts'
import {
  type Envelope,
  envelopeSchema,
  type StreamRequest,
  streamCloseCodes,
  type WireSubscription,
} from '../wire/event.ts'

export interface ConnectionEnd {
  readonly reason:
    | 'network'
    | 'silent'
    | 'rotated'
    | 'slow-consumer'
    | 'token-expired'
    | 'right-removed'
    | 'too-many-connections'
  readonly retryAfterMs?: number
}

export interface StreamConnection {
  readonly token: Secret<string>
  readonly isOpen: boolean
  readonly openedAt: MonotonicMs | undefined
  readonly lastHeardAt: MonotonicMs
  /** How many words were heard on it. */
  readonly words: number
  /** Everything wanted has been answered by the platform; what it refused, too. */
  readonly isSettled: boolean
  /** The platform has said that it serves this, by its own key, or has opened with it. */
  serves(key: string): boolean
  /** Asks the platform for any word: for what matches nothing once more. */
  askForWord(): void
  /** Makes the subscriptions these; at once when open, else with the handshake or right after it. */
  apply(contents: readonly SubscriptionContent[]): void
  /** Says goodbye. No listener hears of it. */
  close(): void
  /** It has fallen silent: dropped at once, and told so. */
  giveUp(): void
}

export interface StreamConnectionInput {
  /** The `wss` address of the stream, without a query. */
  readonly url: string
  readonly token: Secret<string>
  readonly contents: readonly SubscriptionContent[]
  readonly openSocket: OpenSocket
  readonly clock: Clock
  readonly handshakeTimeoutMs: number
  onOpen(connection: StreamConnection): void
  /** The platform has answered a subscription. */
  onServed(connection: StreamConnection): void
  onEnvelope(connection: StreamConnection, envelope: Envelope): void
  /** Something that is no envelope. */
  onUnreadable(connection: StreamConnection): void
  /** The sequence jumped: events were lost. */
  onGap(connection: StreamConnection): void
  onEnd(connection: StreamConnection, end: ConnectionEnd): void
}

const largestMessageBytes = 1_048_576
/** Addresses much longer than this are refused by many servers; what does not fit is said on the open socket. */
const longestFilterCharacters = 4_000

export function openStreamConnection(input: StreamConnectionInput): StreamConnection {
  const { clock } = input
  const subscribed = new Map<string, string>()
  /** Ids of subscriptions, not answered yet, and refused. */
  const waiting = new Set<string>()
  const refused = new Set<string>()
  let nextId = 1
  let wanted = input.contents
  let lastSequence: number | undefined
  let lastHeardAt = clock.monotonicNow()
  let words = 0
  let openedAt: MonotonicMs | undefined
  let isOver = false

  const connection: StreamConnection = {
    token: input.token,
    get isOpen() {
      return openedAt !== undefined && !isOver
    },
    get openedAt() {
      return openedAt
    },
    get lastHeardAt() {
      return lastHeardAt
    },
    get words() {
      return words
    },
    get isSettled() {
      return waiting.size === 0
    },
    serves(key) {
      const id = subscribed.get(key)
      return connection.isOpen && id !== undefined && !waiting.has(id) && !refused.has(id)
    },
    askForWord() {
      if (connection.isOpen) say({ action: 'subscribe', ...nothingSubscription })
    },
    apply(contents) {
      wanted = contents
      if (connection.isOpen) settleSubscriptions()
    },
    close() {
      isOver = true
      socket.close()
    },
    giveUp() {
      finish({ reason: 'silent' })
      socket.terminate()
    },
  }

  function finish(end: ConnectionEnd): void {
    if (isOver) return
    isOver = true
    input.onEnd(connection, end)
  }

  function say(request: StreamRequest): void {
    socket.send(JSON.stringify(request))
  }

  /** New ones first: what both old and new subscriptions cover is never missed in between. */
  function settleSubscriptions(): void {
    const contents = new Map(wanted.map((content) => [subscriptionKey(content), content]))
    for (const [key, content] of contents) if (!subscribed.has(key)) ask(note(key, content))
    for (const [key, id] of subscribed) {
      if (contents.has(key)) continue
      subscribed.delete(key)
      waiting.delete(id)
      refused.delete(id)
      say({ action: 'unsubscribe', id })
    }
  }

  function ask(subscription: WireSubscription): void {
    waiting.add(subscription.id)
    say({ action: 'subscribe', ...subscription })
  }

  function noteAnswer({ name, subscriptionId, type }: Envelope): void {
    if (type !== 'system' || subscriptionId == null) return
    if (name !== 'subscribed' && name !== 'subscribe-refused') return
    // Those of the handshake are answered, too, and one that was given up meanwhile.
    if (!waiting.delete(subscriptionId)) return
    if (name === 'subscribe-refused') refused.add(subscriptionId)
    input.onServed(connection)
  }

  function note(key: string, content: SubscriptionContent): WireSubscription {
    const id = `s${nextId}`
    nextId += 1
    subscribed.set(key, id)
    return { id, ...content }
  }

  /** The stream is narrow from its first byte: the filters stand in the handshake, as far as they fit. */
  function handshakeUrl(): string {
    const filters: WireSubscription[] = [nothingSubscription]
    for (const content of wanted) {
      const fits =
        encodeURIComponent(JSON.stringify([...filters, { id: `s${nextId}`, ...content }])).length <=
        longestFilterCharacters
      if (fits) filters.push(note(subscriptionKey(content), content))
    }
    return `${input.url}?filter=${encodeURIComponent(JSON.stringify(filters))}`
  }

  function hear(text: string): void {
    lastHeardAt = clock.monotonicNow()
    words += 1
    const envelope = readEnvelope(text)
    if (envelope === undefined) return input.onUnreadable(connection)
    const { sequence } = envelope
    if (sequence != null) {
      if (lastSequence !== undefined && sequence > lastSequence + 1) input.onGap(connection)
      lastSequence = Math.max(lastSequence ?? sequence, sequence)
    }
    noteAnswer(envelope)
    input.onEnvelope(connection, envelope)
  }

  const socket: ClientSocket = input.openSocket({
    url: handshakeUrl(),
    bearerToken: input.token.reveal(),
    handshakeTimeoutMs: input.handshakeTimeoutMs,
    largestMessageBytes,
    listener: {
      onOpen() {
        if (isOver) return
        openedAt = clock.monotonicNow()
        lastHeardAt = openedAt
        settleSubscriptions()
        input.onOpen(connection)
      },
      onText(text) {
        if (!isOver) hear(text)
      },
      // The platform sends text only.
      onBinary: () => {
        if (!isOver) input.onUnreadable(connection)
      },
      onEnd: (end) => finish(connectionEndOf(end)),
    },
  })
  return connection
}

function readEnvelope(text: string): Envelope | undefined {
  try {
    const parsed = envelopeSchema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}

function connectionEndOf(end: SocketEnd): ConnectionEnd {
  if (end.kind === 'failed') return { reason: 'network' }
  if (end.kind === 'closed') return { reason: closeReasons.get(end.code) ?? 'network' }
  const { status, retryAfter } = end.answer
  const retryAfterMs = retryAfterMsOf(retryAfter)
  return {
    reason: refusalReasons.get(status) ?? 'network',
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  }
}

const closeReasons: ReadonlyMap<number, ConnectionEnd['reason']> = new Map<
  number,
  ConnectionEnd['reason']
>([
  [streamCloseCodes.rotated, 'rotated'],
  [streamCloseCodes.tokenExpired, 'token-expired'],
  [streamCloseCodes.rightRemoved, 'right-removed'],
  [streamCloseCodes.slowConsumer, 'slow-consumer'],
  [streamCloseCodes.tooManyConnections, 'too-many-connections'],
])

const refusalReasons: ReadonlyMap<number, ConnectionEnd['reason']> = new Map<
  number,
  ConnectionEnd['reason']
>([
  [401, 'token-expired'],
  [403, 'right-removed'],
  [429, 'too-many-connections'],
])
