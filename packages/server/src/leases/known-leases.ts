// What this server knows of who coaches whom, from every answer of the database: the newest of each agent, and until when.
import { isSameTab, type Lease, type LeaseTab } from '@sotto/domain'
import { type Clock, createListeners, type MonotonicMs, type Unsubscribe } from '@sotto/kernel'
import type { StoredLease } from '../database/stores.ts'
import type { Timers } from '../live/timers.ts'

export interface KnownLeases {
  /** While somebody holds it, as far as this server knows. */
  held(agentUserId: string): Lease | undefined
  /** `askedAtMono`: before the database was asked, so that an end is never counted too late. */
  learn(stored: StoredLease | undefined, askedAtMono: MonotonicMs): void
  /** Another holder, other wishes, or nobody any more. */
  onChange(listener: (agentUserId: string) => void): Unsubscribe
}

interface Known {
  readonly lease: Lease
  readonly askedAtMono: MonotonicMs
  readonly untilMono: MonotonicMs
}

export function createKnownLeases(options: {
  readonly clock: Clock
  readonly timers: Timers
  readonly onFailure: (failure: unknown) => void
}): KnownLeases {
  const { clock, timers } = options
  const known = new Map<string, Known>()
  const shown = new Map<string, string>()
  const changes = createListeners<string>(options.onFailure)

  function held(agentUserId: string): Lease | undefined {
    const entry = known.get(agentUserId)
    const isHeld = entry?.lease.holder !== undefined && clock.monotonicNow() < entry.untilMono
    return isHeld ? entry.lease : undefined
  }

  /** Readings and commands cross on their way: a higher fence is newer, and of one fence what was asked for later. */
  function isNews({ lease }: StoredLease, askedAtMono: MonotonicMs): boolean {
    const before = known.get(lease.agentUserId)
    if (before === undefined || lease.fence > before.lease.fence) return true
    return lease.fence === before.lease.fence && askedAtMono >= before.askedAtMono
  }

  function tell(agentUserId: string): void {
    const lease = held(agentUserId)
    const summary =
      lease === undefined ? '' : JSON.stringify([lease.fence, lease.holder, lease.wishes])
    if ((shown.get(agentUserId) ?? '') === summary) return
    shown.set(agentUserId, summary)
    changes.emit(agentUserId)
  }

  return {
    held,
    learn(stored, askedAtMono) {
      if (stored === undefined || !isNews(stored, askedAtMono)) return
      const { lease, remainingMs } = stored
      const untilMono = askedAtMono + remainingMs
      known.set(lease.agentUserId, { lease, askedAtMono, untilMono })
      tell(lease.agentUserId)
      const name = `lease shown ${lease.agentUserId}`
      if (lease.holder === undefined) timers.cancel(name)
      else
        timers.replace(name, Math.max(0, untilMono - clock.monotonicNow()), () =>
          tell(lease.agentUserId),
        )
    },
    onChange: (listener) => changes.subscribe(listener),
  }
}

/** The wishes of others than this tab, one for each person. */
export function wishesBeside(lease: Lease, tab: LeaseTab): Lease['wishes'] {
  return lease.wishes.filter(
    (wish, place) =>
      !isSameTab(wish, tab) &&
      lease.wishes.findIndex((other) => other.supervisorId === wish.supervisorId) === place,
  )
}
