/**
 * A connection between two ends, in memory: messages arrive in order, each a little later than it was sent.
 *
 *   open ──close(code)──► closing ──► closed (told at both ends)
 *    │ ├── cut ──► closed with 1006 at both ends
 *    │ └── terminate ──► closed with 1006, here at once, there a little later
 *    └─ stall: everything waits · vanish: nothing arrives any more, and nobody is told
 */
import type { Clock } from '@sotto/kernel'
import type { Machine } from '../time/machine.ts'

export type WireData = string | Uint8Array

export interface WireListener {
  /** The client's first word. */
  onOpen?(): void
  onMessage(data: WireData): void
  onPong(): void
  /** Once, the last call. 1006: without a goodbye. */
  onClose(code: number): void
}

export interface WireEnd {
  readonly isOpen: boolean
  /** What waits because the wire stands still. */
  readonly bufferedBytes: number
  /** Dropped once this end is closing. */
  send(data: WireData): void
  ping(): void
  close(code: number): void
  terminate(): void
}

export interface Wire {
  readonly client: WireEnd
  readonly server: WireEnd
  /** As a broken network does: both ends hear of it. */
  cut(): void
  /** Everything sent from now on, either way, arrives only after that. */
  stall(milliseconds: number): void
  /** Nothing arrives any more, either way; each end has to find out by itself. */
  vanish(): void
}

export interface WireOptions {
  readonly clock: Clock
  readonly latencyMs: () => number
  /** Each end's computer and what it does with what arrives. */
  readonly client: { readonly machine: Machine | undefined; readonly listener: WireListener }
  readonly server: { readonly machine: Machine | undefined; readonly listener: WireListener }
  readonly onOver: (wire: Wire) => void
}

/** How long an end whose goodbye is not answered waits before it gives up, as `ws` does. */
const goodbyeTimeoutMs = 30_000
const afterlifeMs = 20_000

interface End extends WireEnd {
  readonly isOver: boolean
  post(delivery: Delivery): void
  receive(delivery: Delivery): void
  finish(code: number): void
}

type Delivery =
  | { readonly kind: 'data'; readonly data: WireData }
  | { readonly kind: 'open' | 'ping' | 'pong' }
  | { readonly kind: 'close'; readonly code: number }

export function createWire(options: WireOptions): Wire {
  const { clock } = options
  let stalledUntilMs = 0
  let hasVanished = false
  let overCount = 0

  function createEnd(side: 'client' | 'server', other: () => End): End {
    const { machine, listener } = options[side]
    let state: 'open' | 'closing' | 'over' = 'open'
    let lastArrivalMs = 0
    let lastPost = { atMs: -1, arrivalMs: 0 }
    let batch: { readonly atMs: number; readonly deliveries: Delivery[] } | undefined
    let unsentBytes = 0

    function post(delivery: Delivery): void {
      if (hasVanished) return
      const now = clock.monotonicNow()
      // What is sent in one moment travels together.
      if (lastPost.atMs !== now) lastPost = { atMs: now, arrivalMs: now + options.latencyMs() }
      const atMs = Math.max(lastArrivalMs, lastPost.arrivalMs, stalledUntilMs)
      lastArrivalMs = atMs
      if (batch?.atMs === atMs) {
        batch.deliveries.push(delivery)
        return
      }
      const mine = { atMs, deliveries: [delivery] }
      batch = mine
      clock.schedule(atMs - now, () => {
        if (batch === mine) batch = undefined
        if (hasVanished) return
        for (const arrived of mine.deliveries) other().receive(arrived)
      })
    }

    function finish(code: number): void {
      if (state === 'over') return
      state = 'over'
      overCount += 1
      if (overCount === 2) options.onOver(wire)
      // The next word of the other end meets nobody: its machine resets the connection.
      else if (hasVanished) clock.schedule(afterlifeMs, () => other().finish(1006))
      tell(() => listener.onClose(code))
    }

    function tell(action: () => void): void {
      if (machine === undefined) action()
      else machine.run(action)
    }

    function countUnsent(data: WireData): void {
      const stands = hasVanished || clock.monotonicNow() < stalledUntilMs
      unsentBytes = stands ? unsentBytes + data.length : 0
    }

    return {
      get isOpen() {
        return state === 'open'
      },
      get isOver() {
        return state === 'over'
      },
      get bufferedBytes() {
        const stands = hasVanished || clock.monotonicNow() < stalledUntilMs
        return stands ? unsentBytes : 0
      },
      send(data) {
        if (state !== 'open' || machine?.isDead === true) return
        countUnsent(data)
        // A copy: its giver may write into it again.
        post({ kind: 'data', data: typeof data === 'string' ? data : new Uint8Array(data) })
      },
      ping() {
        if (state === 'open') post({ kind: 'ping' })
      },
      close(code) {
        if (state !== 'open' || machine?.isDead === true) return
        state = 'closing'
        post({ kind: 'close', code })
        clock.schedule(goodbyeTimeoutMs, () => finish(1006))
      },
      terminate() {
        if (state === 'over' || machine?.isDead === true) return
        state = 'closing'
        post({ kind: 'close', code: 1006 })
        clock.schedule(0, () => finish(1006))
      },
      post,
      receive(delivery) {
        if (state === 'over') return
        switch (delivery.kind) {
          case 'data':
            tell(() => {
              if (state !== 'over') listener.onMessage(delivery.data)
            })
            return
          case 'open':
            tell(() => listener.onOpen?.())
            return
          case 'ping':
            // Answered by the machine itself, unless it sleeps.
            tell(() => post({ kind: 'pong' }))
            return
          case 'pong':
            tell(() => listener.onPong())
            return
          case 'close':
            if (state === 'open' && delivery.code !== 1006) post(delivery)
            finish(delivery.code)
            return
        }
      },
      finish,
    }
  }

  const client: End = createEnd('client', () => server)
  const server: End = createEnd('server', () => client)

  function cut(): void {
    for (const end of [client, server])
      clock.schedule(options.latencyMs(), () => {
        if (!hasVanished) end.finish(1006)
      })
  }

  const wire: Wire = {
    client,
    server,
    cut,
    stall(milliseconds) {
      stalledUntilMs = Math.max(stalledUntilMs, clock.monotonicNow() + milliseconds)
    },
    vanish() {
      hasVanished = true
    },
  }
  server.post({ kind: 'open' })
  // What a dead computer had open is reset by the network; the other end hears of it.
  options.client.machine?.onDeath(cut)
  options.server.machine?.onDeath(cut)
  return wire
}
