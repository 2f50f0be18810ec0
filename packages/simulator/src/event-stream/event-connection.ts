/**
 * One client's event stream: which events it wants, its sequence, and how it ends.
 *
 *   open ── 4401 · 4403 · 4408 · 4429 · 1009 · 1012 · dropped · closed by the client ──► over
 *
 * The sequence is given out at the moment of sending, so late and repeated events never break it; only a lost one does.
 */
import type { Cancel, Clock, Random } from '@sotto/kernel'
import { repeat } from '@sotto/kernel'
import type { Faults } from '../faults/faults.ts'
import type { Caller } from '../oauth/caller.ts'
import type { Person, PlatformEvent } from '../world/shapes.ts'
import { readClientMessage, readSubscriptionId } from './client-message.ts'
import { closeCodes } from './close-codes.ts'
import { type PreparedMessage, prepareSystem, type SystemMessage } from './envelope.ts'
import { parseSubscription, type Subscription } from './subscription.ts'

/** The wire under a connection: a WebSocket, or a test's end of a string. */
export interface EventTransport {
  send(text: string): void
  /** Bytes taken by `send` that have not left yet. */
  bufferedBytes(): number
  close(code: number, reason: string): void
  /** Ends it without a word, as a broken network does. */
  drop(): void
}

export interface EventConnectionInput {
  readonly caller: Caller
  readonly transport: EventTransport
  readonly clock: Clock
  readonly random: Random
  readonly faults: () => Faults
  readonly nextId: () => string
  readonly onSent: (byteLength: number) => void
  readonly onOver: () => void
}

export interface EventConnection {
  readonly caller: Caller
  readonly over: boolean
  wants(event: PlatformEvent): boolean
  deliver(message: PreparedMessage): void
  tell(message: SystemMessage): void
  /** A text frame from the client, whatever it holds. */
  receive(text: string): void
  /** Takes the subscriptions of the handshake; answered like later ones. */
  subscribeFirst(subscriptions: readonly unknown[]): void
  replacePerson(person: Person): void
  rotate(closesInMs: number): void
  end(code: number, reason: string): void
  drop(): void
  /** The wire is gone. */
  lost(): void
}

const heartbeatMs = 15_000
const maximumBufferedBytes = 1_048_576
const maximumSubscriptions = 200
/** How late an overtaken or repeated event can be. */
const latestMs = 500

export function createEventConnection(input: EventConnectionInput): EventConnection {
  const { transport, clock, random } = input
  const subscriptions = new Map<string, Subscription>()
  const timers = new Set<Cancel>()
  const expiresAtMs = clock.monotonicNow() + input.caller.expiresAtWallMs - clock.wallNow()
  let caller = input.caller
  /** Until a client has named a subscription it gets everything its person may see: the trap of the guide. */
  let everything = true
  let sequence = 0
  let over = false

  timers.add(repeat(clock, heartbeatMs, () => tell({ name: 'heartbeat' })))
  watchExpiry()

  function later(delayMs: number, run: () => void): void {
    const cancel = clock.schedule(delayMs, () => {
      timers.delete(cancel)
      run()
    })
    timers.add(cancel)
  }

  /** At a later turn even when nothing is left, and no further ahead than a timer can count. */
  function watchExpiry(): void {
    const leftMs = Math.max(0, expiresAtMs - clock.monotonicNow())
    later(Math.min(leftMs, 2_000_000_000), () => {
      if (expiresAtMs > clock.monotonicNow()) watchExpiry()
      else end(closeCodes.tokenExpired, 'token expired')
    })
  }

  function finish(): boolean {
    if (over) return false
    over = true
    for (const cancel of timers) cancel()
    timers.clear()
    input.onOver()
    return true
  }

  function end(code: number, reason: string): void {
    if (finish()) transport.close(code, reason)
  }

  function transmit(message: PreparedMessage): void {
    if (over) return
    if (transport.bufferedBytes() > maximumBufferedBytes) {
      write(prepareSystem({ name: 'slow-consumer' }, stamp()))
      end(closeCodes.slowConsumer, 'slow consumer')
      return
    }
    write(message)
  }

  function write(message: PreparedMessage): void {
    sequence += 1
    const digits = String(sequence)
    transport.send(message.head + digits + message.tail)
    input.onSent(message.byteLength + digits.length)
  }

  function stamp() {
    return { id: input.nextId(), wallMs: clock.wallNow() }
  }

  function tell(message: SystemMessage): void {
    if (!over) transmit(prepareSystem(message, stamp()))
  }

  function chance(ratio: number): boolean {
    return ratio > 0 && random.next() < ratio
  }

  function deliver(message: PreparedMessage): void {
    const { loseEvents, reorderEvents, duplicateEvents } = input.faults()
    if (chance(loseEvents)) {
      sequence += 1
      return
    }
    if (chance(duplicateEvents)) later(random.next() * latestMs, () => transmit(message))
    if (chance(reorderEvents)) later(random.next() * latestMs, () => transmit(message))
    else transmit(message)
  }

  function subscribe(id: string, raw: unknown): void {
    const parsed = parseSubscription(raw)
    const full = subscriptions.size >= maximumSubscriptions && !subscriptions.has(id)
    if (!parsed.ok || full) {
      const reason = parsed.ok ? `at most ${maximumSubscriptions} subscriptions` : parsed.error
      tell({ name: 'subscribe-refused', subscriptionId: id, data: { reason } })
      return
    }
    everything = false
    subscriptions.set(id, parsed.value)
    tell({ name: 'subscribed', subscriptionId: id })
  }

  function unsubscribe(id: string): void {
    if (subscriptions.delete(id)) tell({ name: 'unsubscribed', subscriptionId: id })
    else {
      const reason = 'there is no such subscription'
      tell({ name: 'subscribe-refused', subscriptionId: id, data: { reason } })
    }
  }

  return {
    get caller() {
      return caller
    },
    get over() {
      return over
    },
    wants(event) {
      if (everything) return true
      for (const subscription of subscriptions.values()) {
        if (subscription.matches(event)) return true
      }
      return false
    },
    deliver,
    tell,
    receive(text) {
      if (over) return
      const message = readClientMessage(text)
      if (!message.ok) tell(message.error)
      else if (message.value.action === 'subscribe') subscribe(message.value.id, message.value.raw)
      else unsubscribe(message.value.id)
    },
    subscribeFirst(raws) {
      everything = false
      for (const [index, raw] of raws.entries()) {
        subscribe(readSubscriptionId(raw) ?? `filter-${index + 1}`, raw)
      }
    },
    replacePerson(person) {
      caller = { ...caller, person }
    },
    rotate(closesInMs) {
      tell({ name: 'rotating', data: { closesInMs } })
      if (!over) later(closesInMs, () => end(closeCodes.rotating, 'rotating'))
    },
    end,
    drop() {
      if (finish()) transport.drop()
    },
    lost: () => void finish(),
  }
}
