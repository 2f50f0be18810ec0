// The coaching leases of this server's tabs: taken before a voice line is opened, kept by heartbeat, given back when it is over.
//
//   take ─► database: granted? ─► path on the platform clear? ─► fence ─► line ─► … ─► line over ─► drop ─► release
//                 │ no                     │ no, or not known        ▲
//                 ▼                        ▼                         │ every 1.5 s
//            being-coached       being-coached, lease-unknown      renew ─► refused, or no answer before the end ─► lost
//
// The end is counted on this server's own monotonic clock from before the database was asked: never later than the true one.
import { isSameTab, type Lease, type LeaseTab, leaseMarginMs, mayCarrySound } from '@sotto/domain'
import {
  type Clock,
  createListeners,
  type Logger,
  type MonotonicMs,
  type Unsubscribe,
} from '@sotto/kernel'
import type { LeaseClaim, LineLease } from '../commands/line-lease.ts'
import type { TabKey } from '../commands/tab-lines.ts'
import type { LeaseStore } from '../database/stores.ts'
import type { Timers } from '../live/timers.ts'
import type { KnownLeases } from './known-leases.ts'
import { beingCoached, leaseUnknown, notAsked, staleFence } from './lease-refusals.ts'

/** One line of this server, as far as its lease goes. */
export interface LeasedLine {
  readonly agentUserId: string
  readonly supervisorId: string
  readonly tabId?: string
  readonly leaseFence?: number
}

export interface LeaseKeeper extends LineLease {
  /** The lease this line was opened under is still this tab's, and some of it is left. */
  holds(line: LeasedLine): boolean
  /** How long it holds if nothing else is said, on the monotonic clock; undefined: not now. Only ever gets longer. */
  holdsUntil(line: LeasedLine): MonotonicMs | undefined
  /** This tab has just been given what it asked for: it is kept for a while, until Coach is pressed. */
  keepOffered(lease: Lease): void
  /**
   * Passes it on. `closeLine` ends the line that speaks under it and resolves when the platform says it is over; until then
   * the lease stays this tab's.
   */
  handOver(request: HandOverRequest): Promise<void>
  /** These tabs may not speak any more, at once. */
  onLost(listener: (tabs: readonly TabKey[]) => void): Unsubscribe
}

export interface HandOverRequest {
  readonly agentUserId: string
  readonly from: LeaseTab
  readonly fence: number
  readonly toSupervisorId: string
  readonly closeLine: () => Promise<void>
}

export interface LeaseKeeperOptions {
  readonly clock: Clock
  readonly timers: Timers
  readonly logger: Logger
  readonly store: LeaseStore
  readonly known: KnownLeases
  readonly leaseTtlMs: number
  readonly leaseHeartbeatMs: number
  readonly leaseOfferMs: number
  readonly nameOf: (supervisorId: string) => string
  /** Resolves when no other voice line to this agent is left on the platform; rejects with an `ApiRefusal`. */
  readonly clearPath: (claim: LeaseClaim, fence: number) => Promise<void>
  readonly onFailure: (failure: unknown) => void
}

interface Held extends LeaseTab {
  readonly agentUserId: string
  readonly fence: number
  readonly claims: Set<object>
  /** Of the line it was last taken for. */
  conversationId?: string
  untilMono: MonotonicMs
}

const retryMs = 500
const nobody: readonly Held[] = []
/** The claim of a lease that was handed over and is not used yet. */
const offer = {}

export function createLeaseKeeper(options: LeaseKeeperOptions): LeaseKeeper {
  const { clock, known, store, timers } = options
  /** By agent: the gate asks for every spoken frame, so it is found without putting a key together. */
  const held = new Map<string, readonly Held[]>()
  const losses = createListeners<readonly TabKey[]>(options.onFailure)
  const nameOf = ({ agentUserId, supervisorId, tabId }: Held) =>
    JSON.stringify([agentUserId, supervisorId, tabId])
  const isCurrent = (entry: Held) => heldBy(entry.agentUserId, entry) === entry

  function heldBy(agentUserId: string, tab: LeaseTab): Held | undefined {
    for (const entry of held.get(agentUserId) ?? nobody) if (isSameTab(entry, tab)) return entry
    return undefined
  }

  function holdsUntil(line: LeasedLine): MonotonicMs | undefined {
    const { agentUserId, leaseFence, supervisorId, tabId } = line
    if (tabId === undefined) return undefined
    const entry = heldBy(agentUserId, { supervisorId, tabId })
    if (entry === undefined || entry.fence !== leaseFence) return undefined
    if (!mayCarrySound(entry.untilMono, clock.monotonicNow())) return undefined
    return entry.untilMono - leaseMarginMs
  }

  function remove(entry: Held): void {
    const others = (held.get(entry.agentUserId) ?? []).filter((one) => !isSameTab(one, entry))
    if (others.length > 0) held.set(entry.agentUserId, others)
    else held.delete(entry.agentUserId)
  }

  function put(entry: Held): void {
    remove(entry)
    held.set(entry.agentUserId, [...(held.get(entry.agentUserId) ?? []), entry])
  }

  function hold(lease: Lease, tab: LeaseTab, untilMono: MonotonicMs, claim: object): Held {
    const before = heldBy(lease.agentUserId, tab)
    if (before?.fence === lease.fence) {
      before.claims.add(claim)
      extend(before, untilMono)
      return before
    }
    const { agentUserId, fence } = lease
    const { supervisorId, tabId } = tab
    const entry = { agentUserId, fence, supervisorId, tabId, untilMono, claims: new Set([claim]) }
    // Its old claims were for a lease that was overtaken.
    if (before !== undefined) lose(before, 'overtaken')
    put(entry)
    extend(entry, untilMono)
    renewLater(entry, options.leaseHeartbeatMs)
    return entry
  }

  function extend(entry: Held, untilMono: MonotonicMs): void {
    entry.untilMono = Math.max(entry.untilMono, untilMono)
    const leftMs = entry.untilMono - leaseMarginMs - clock.monotonicNow()
    timers.replace(`lease end ${nameOf(entry)}`, Math.max(0, leftMs), () => lose(entry, 'silent'))
  }

  function forget(entry: Held): void {
    remove(entry)
    for (const timer of ['end', 'beat', 'offer']) timers.cancel(`lease ${timer} ${nameOf(entry)}`)
  }

  function lose(entry: Held, why: string): void {
    if (!isCurrent(entry)) return
    forget(entry)
    const { agentUserId, fence, supervisorId } = entry
    options.logger.warn('lease-lost', { agentUserId, fence, supervisorId, why })
    losses.emit([...entry.claims].filter(isTab))
  }

  // Heartbeat

  function renewLater(entry: Held, delayMs: number): void {
    timers.replace(`lease beat ${nameOf(entry)}`, delayMs, () => {
      void renew(entry).catch(options.onFailure)
    })
  }

  async function renew(entry: Held): Promise<void> {
    const { agentUserId, fence } = entry
    const askedAtMono = clock.monotonicNow()
    const ttlMs = options.leaseTtlMs
    let answer: Awaited<ReturnType<LeaseStore['renew']>>
    try {
      answer = await store.renew({ agentUserId, fence, ttlMs })
    } catch {
      // The end comes by itself when the database stays silent.
      if (isCurrent(entry)) renewLater(entry, retryMs)
      return
    }
    if (!isCurrent(entry)) return
    known.learn(answer.stored, askedAtMono)
    if (!answer.granted) return lose(entry, 'overtaken')
    extend(entry, askedAtMono + ttlMs)
    renewLater(entry, options.leaseHeartbeatMs)
  }

  // Taking and giving back

  async function acquire(claim: LeaseClaim): Promise<Held> {
    const { agentUserId, owner, supervisorId } = claim
    const holder = { supervisorId, tabId: owner.tabId, name: options.nameOf(supervisorId) }
    const askedAtMono = clock.monotonicNow()
    const ttlMs = options.leaseTtlMs
    const answer = await store
      .acquire({ agentUserId, holder, ttlMs, conversationId: claim.conversationId })
      .catch(() => undefined)
    if (answer === undefined) throw leaseUnknown()
    known.learn(answer.stored, askedAtMono)
    if (answer.granted) return hold(answer.stored.lease, holder, askedAtMono + ttlMs, owner)
    const other = answer.stored?.lease
    if (other?.holder === undefined) throw leaseUnknown()
    throw beingCoached({ by: other.holder.name, since: other.since })
  }

  function dropClaim(entry: Held, claim: object): void {
    entry.claims.delete(claim)
    if (entry.claims.size > 0 || !isCurrent(entry)) return
    forget(entry)
    const { agentUserId, fence } = entry
    const askedAtMono = clock.monotonicNow()
    // One that cannot be given back ends by itself.
    store.release({ agentUserId, fence }).then(
      (answer) => known.learn(answer.stored, askedAtMono),
      () => {},
    )
  }

  return {
    async take(claim) {
      const entry = await acquire(claim)
      entry.conversationId = claim.conversationId
      entry.claims.delete(offer)
      try {
        await options.clearPath(claim, entry.fence)
      } catch (failure) {
        dropClaim(entry, claim.owner)
        throw failure
      }
      if (!isCurrent(entry)) throw leaseUnknown()
      return entry.fence
    },
    drop(owner) {
      for (const entry of [...held.values()].flat())
        if (entry.claims.has(owner)) dropClaim(entry, owner)
    },
    holds: (line) => holdsUntil(line) !== undefined,
    holdsUntil,
    keepOffered(lease) {
      if (lease.holder === undefined || heldBy(lease.agentUserId, lease.holder)) return
      // The first heartbeat, at once, tells how long there is.
      const untilMono = clock.monotonicNow() + options.leaseTtlMs
      const entry = hold(lease, lease.holder, untilMono, offer)
      renewLater(entry, 0)
      timers.replace(`lease offer ${nameOf(entry)}`, options.leaseOfferMs, () =>
        dropClaim(entry, offer),
      )
    },
    async handOver({ agentUserId, closeLine, fence, from, toSupervisorId }) {
      const entry = heldBy(agentUserId, from)
      if (entry?.fence !== fence) throw staleFence()
      const wish = known
        .held(agentUserId)
        ?.wishes.find((asked) => asked.supervisorId === toSupervisorId && !isSameTab(asked, from))
      if (wish === undefined) throw notAsked()
      const claim = {}
      entry.claims.add(claim)
      try {
        await closeLine()
        if (!isCurrent(entry)) throw staleFence()
        const askedAtMono = clock.monotonicNow()
        const ttlMs = options.leaseTtlMs
        const answer = await store
          .handOver({ agentUserId, fence, to: wish, ttlMs, conversationId: entry.conversationId })
          .catch(() => undefined)
        if (answer === undefined) throw leaseUnknown()
        if (answer.granted) forget(entry)
        known.learn(answer.stored, askedAtMono)
        if (!answer.granted) throw answer.reason === 'not-asked' ? notAsked() : staleFence()
      } finally {
        dropClaim(entry, claim)
      }
    },
    onLost: (listener) => losses.subscribe(listener),
  }
}

function isTab(claim: object): claim is TabKey {
  return 'tabId' in claim && 'sessionId' in claim
}
