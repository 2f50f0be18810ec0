/** The event stream of one person: kept up through rotation, token change, silence and loss. */
import {
  backoff,
  type Cancel,
  type Clock,
  type Logger,
  nameOfFailure,
  type Random,
  repeat,
} from '@sotto/kernel'
import {
  type Credentials,
  type EventStream,
  PlatformError,
  type PlatformFact,
  type StreamState,
  type Subscription,
} from '@sotto/platform'
import type { OpenSocket } from '../http/client-socket.ts'
import { mapEvent } from '../map/map-event.ts'
import { type Envelope, rotatingDataSchema } from '../wire/event.ts'
import {
  type ConnectionEnd,
  openStreamConnection,
  type StreamConnection,
} from './stream-connection.ts'
import { contentsOf, wantedOf } from './wanted-subscriptions.ts'

export interface GuideEventStreamInput {
  readonly url: string
  readonly credentials: Credentials
  readonly subscriptions: readonly Subscription[]
  readonly openSocket: OpenSocket
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  readonly handshakeTimeoutMs: number
  onFact(fact: PlatformFact): void
  onState(state: StreamState): void
  onInForce?(subscriptions: readonly Subscription[]): void
}

export const streamTimings = {
  /** The platform sends a heartbeat every 15 s; two lost ones and some more are silence. */
  silenceMs: 40_000,
  /** How often the token and the silence are looked at. */
  lookEveryMs: 1_000,
  /** A replaced connection delivers what is still on its way before it goes. */
  overlapMs: 1_000,
  /** One heartbeat and some more: a replaced connection that has said nothing for so long was dead before. */
  lastWordWithinMs: 16_000,
  /** Open for this long, the next loss starts from the shortest wait again. */
  stableMs: 10_000,
  /** Losses are reported at most this often: each means that everything is read again. */
  gapEveryMs: 1_000,
} as const

/** Shortest and longest wait before the next attempt, by what ended the last one. */
const waits = {
  usual: { minMs: 100, maxMs: 15_000 },
  'right-removed': { minMs: 1_000, maxMs: 30_000 },
  'too-many-connections': { minMs: 5_000, maxMs: 60_000 },
} as const

/**
 * ```
 *              token            socket open
 *   waiting ─► connecting ───────────────► open ──(rotating · new token)──► open, successor connecting
 *      ▲           │ refused · failed        │ lost · silent · closed          │ successor open: takes over,
 *      └───────────┴─────────────────────────┘                                 │ the old one goes after its next word
 *                                            ▲─────────────────────────────────┘
 *   over: closed by us, or the person has to sign in again
 * ```
 *
 * While a successor takes over, the stream is `open` throughout: both carry the same subscriptions, so nothing is missed
 * and some things come twice. That holds only if the old one was whole to the end, which its next word shows by its
 * sequence. Without one (it was dead, or is closed before), or with a hole, there is a `gap`.
 */
export function openGuideEventStream(input: GuideEventStreamInput): EventStream {
  const { clock, random, credentials, logger } = input
  let wanted = wantedOf(input.subscriptions)
  let current: StreamConnection | undefined
  let successor: StreamConnection | undefined
  /** Replaced, and whether they have spoken since. */
  const leaving = new Map<StreamConnection, { hasSpoken: boolean }>()
  const cancels = new Set<Cancel>()
  let attempt = 0
  let isOver = false
  let isLooking = false
  let silenceMs: number = streamTimings.silenceMs
  let cancelGap: Cancel | undefined
  let mayReportGapAt = 0

  function tell(run: () => void): void {
    try {
      run()
    } catch (failure) {
      logger.error('stream-listener-failed', { errorName: nameOfFailure(failure) })
    }
  }

  const tellState = (state: StreamState) => tell(() => input.onState(state))

  function later(delayMs: number, run: () => void): void {
    const cancel = clock.schedule(delayMs, () => {
      cancels.delete(cancel)
      if (!isOver) run()
    })
    cancels.add(cancel)
  }

  function open(token: Awaited<ReturnType<Credentials['accessToken']>>): StreamConnection {
    return openStreamConnection({
      url: input.url,
      token,
      contents: contentsOf(wanted),
      openSocket: input.openSocket,
      clock,
      handshakeTimeoutMs: input.handshakeTimeoutMs,
      onOpen: takeOver,
      onServed(connection) {
        if (connection === successor) takeOver(connection)
        else if (connection === current) tellInForce()
      },
      onEnvelope: hear,
      onUnreadable: () => tell(() => input.onFact({ type: 'unrecognised', rawType: 'unreadable' })),
      onGap: reportGap,
      onEnd: lose,
    })
  }

  async function connect(): Promise<void> {
    tellState({ state: 'connecting', attempt })
    try {
      const token = await credentials.accessToken()
      if (isOver || current !== undefined) return
      current = open(token)
    } catch (failure) {
      failToGetToken(failure)
    }
  }

  function failToGetToken(failure: unknown): void {
    if (isOver) return
    if (isSignInNeeded(failure)) {
      tellState({ state: 'interrupted', reason: 'token-expired' })
      return end()
    }
    logger.warn('stream-token-unavailable', { errorName: nameOfFailure(failure) })
    retry({ reason: 'network' })
  }

  function tellOpen(): void {
    tellState({ state: 'open' })
    tellInForce()
  }

  function tellInForce(): void {
    const served = wanted.filter(({ key }) => current?.serves(key) === true)
    tell(() => input.onInForce?.(served.map(({ subscription }) => subscription)))
  }

  function takeOver(connection: StreamConnection): void {
    if (connection === current) return tellOpen()
    if (connection !== successor) return connection.close()
    const old = current
    // What did not fit into its handshake is still on its way: until then the old one carries it.
    if (old !== undefined && !connection.isSettled) return
    current = connection
    successor = undefined
    // Nobody was delivering: this is the end of an interruption, not a change of hands.
    if (old === undefined) return tellOpen()
    // One that was asked for last may be served by the successor only.
    tellInForce()
    leaving.set(old, { hasSpoken: false })
    later(streamTimings.overlapMs, () => letGo(old))
    // Silent for long already, it has used up its time before it was replaced.
    const saysNothingBy = old.lastHeardAt + streamTimings.lastWordWithinMs
    later(Math.max(streamTimings.overlapMs, saysNothingBy - clock.monotonicNow()), () => {
      // Gone already, or it has spoken and goes when its overlap is over.
      if (leaving.get(old)?.hasSpoken !== false) return
      leaving.delete(old)
      old.close()
      if (current !== undefined) reportGap(current)
    })
  }

  /** Once it has shown by a word of its own that nothing was lost on it. */
  function letGo(old: StreamConnection): void {
    if (leaving.get(old)?.hasSpoken !== true) return
    leaving.delete(old)
    old.close()
  }

  function noteWord(connection: StreamConnection): void {
    const left = leaving.get(connection)
    if (left === undefined || left.hasSpoken) return
    left.hasSpoken = true
    later(streamTimings.overlapMs, () => letGo(connection))
  }

  function lose(connection: StreamConnection, end: ConnectionEnd): void {
    if (isOver) return
    const left = leaving.get(connection)
    if (left !== undefined) {
      leaving.delete(connection)
      // A close of the platform's own comes after everything it had sent: a last word like any other.
      const isLastWord = end.reason === 'rotated'
      if (!left.hasSpoken && !isLastWord && current !== undefined) reportGap(current)
      return
    }
    if (connection === successor) {
      successor = undefined
      logger.info('stream-successor-failed', { reason: end.reason })
      const delayMs = backoff({ attempt: 2, ...waits.usual, random })
      later(delayMs, () => void replace())
      return
    }
    if (connection !== current) return
    current = undefined
    const { openedAt } = connection
    if (openedAt !== undefined && clock.monotonicNow() - openedAt >= streamTimings.stableMs)
      attempt = 0
    if (successor !== undefined) {
      tellState({ state: 'interrupted', reason: end.reason, retryInMs: 0 })
      current = successor
      successor = undefined
      if (current.isOpen) tellOpen()
      return
    }
    if (end.reason === 'token-expired') return void refreshAndRetry(connection)
    retry(end)
  }

  async function refreshAndRetry(connection: StreamConnection): Promise<void> {
    // Before anything is asked: a renewal may take seconds, and nothing is heard meanwhile.
    tellState({ state: 'interrupted', reason: 'token-expired', retryInMs: 0 })
    try {
      await credentials.refresh(connection.token)
      // Once at the first time; a platform that refuses a new token, too, is waited for.
      if (attempt > 0) return retry({ reason: 'token-expired' })
      attempt += 1
      if (!isOver) await connect()
    } catch (failure) {
      failToGetToken(failure)
    }
  }

  function retry(end: ConnectionEnd): void {
    if (isOver) return
    const wait =
      end.reason === 'right-removed' || end.reason === 'too-many-connections'
        ? waits[end.reason]
        : waits.usual
    const retryInMs = backoff({ attempt, ...wait, random }) + (end.retryAfterMs ?? 0)
    attempt += 1
    tellState({ state: 'interrupted', reason: end.reason, retryInMs })
    later(retryInMs, () => {
      if (current === undefined) void connect()
    })
  }

  function hear(connection: StreamConnection, envelope: Envelope): void {
    noteWord(connection)
    if (envelope.type === 'system') return hearSystem(connection, envelope)
    tell(() => input.onFact(mapEvent(envelope)))
  }

  function hearSystem(connection: StreamConnection, envelope: Envelope): void {
    switch (envelope.name) {
      case 'rotating':
        if (connection === current) rotate(closesInMsOf(envelope))
        return
      case 'subscribe-refused':
        return logger.warn('stream-subscription-refused', {
          subscriptionId: envelope.subscriptionId,
        })
      case 'slow-consumer':
        return logger.warn('stream-slow-consumer')
      default:
        return
    }
  }

  /** Somewhere in the first third of the time left, so that not all clients come at once. */
  function rotate(closesInMs: number): void {
    later(random.next() * Math.min(2_000, closesInMs / 3), () => void replace())
  }

  /** Opens a successor beside the running connection. */
  async function replace(): Promise<void> {
    if (isOver || successor !== undefined || current?.isOpen !== true) return
    try {
      const token = await credentials.accessToken()
      if (isOver || successor !== undefined || !current?.isOpen) return
      successor = open(token)
    } catch (failure) {
      // The running connection goes on; when it ends the reason is told then.
      logger.info('stream-token-unavailable', { errorName: nameOfFailure(failure) })
    }
  }

  function reportGap(connection: StreamConnection): void {
    const isOurs = connection === current || leaving.has(connection)
    if (!isOurs || cancelGap !== undefined) return
    const waitMs = mayReportGapAt - clock.monotonicNow()
    if (waitMs <= 0) return tellGap()
    cancelGap = clock.schedule(waitMs, tellGap)
  }

  function tellGap(): void {
    cancelGap = undefined
    mayReportGapAt = clock.monotonicNow() + streamTimings.gapEveryMs
    if (current?.isOpen) tellState({ state: 'gap' })
  }

  /** Never behind a wait for a token: what hangs there must not hide a dead stream. */
  function giveUpIfSilent(): void {
    if (current?.isOpen !== true) return
    if (clock.monotonicNow() - current.lastHeardAt > silenceMs) current.giveUp()
  }

  /** Is there a newer token? Asking for it is also what keeps it fresh. */
  async function look(): Promise<void> {
    if (isLooking || current?.isOpen !== true) return
    isLooking = true
    try {
      const token = await credentials.accessToken()
      if (current?.isOpen && token.reveal() !== current.token.reveal()) await replace()
    } catch {
      // No token now: the connection in hand lives until the platform ends it.
    } finally {
      isLooking = false
    }
  }

  const stopLooking = repeat(clock, streamTimings.lookEveryMs, () => {
    giveUpIfSilent()
    void look()
  })

  function end(): void {
    isOver = true
    stopLooking()
    cancelGap?.()
    for (const cancel of cancels) cancel()
    for (const connection of [current, successor, ...leaving.keys()]) connection?.close()
  }

  void connect()
  return {
    subscribe(subscriptions) {
      wanted = wantedOf(subscriptions)
      current?.apply(contentsOf(wanted))
      successor?.apply(contentsOf(wanted))
    },
    askForWord(withinMs) {
      const asked = current
      if (asked?.isOpen !== true) return
      const { words } = asked
      asked.askForWord()
      later(withinMs, () => {
        if (asked === current && asked.isOpen && asked.words === words) asked.giveUp()
      })
    },
    get lastWordAtMono() {
      return current?.isOpen === true ? current.lastHeardAt : undefined
    },
    limitSilence(limitMs) {
      silenceMs = Math.min(limitMs ?? streamTimings.silenceMs, streamTimings.silenceMs)
      if (!isOver) giveUpIfSilent()
    },
    close: end,
  }
}

function closesInMsOf(envelope: Envelope): number {
  if (envelope.closesInMs != null) return envelope.closesInMs
  const parsed = rotatingDataSchema.safeParse(envelope.data)
  return parsed.success ? parsed.data.closesInMs : 0
}

/** The giver of tokens says that there will be none until the person signs in again. */
function isSignInNeeded(failure: unknown): boolean {
  return (
    failure instanceof PlatformError &&
    (failure.code === 'token-expired' || failure.code === 'token-invalid')
  )
}
