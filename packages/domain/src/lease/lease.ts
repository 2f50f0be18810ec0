import type { WallMs } from '@sotto/kernel'

/** One tab of one supervisor: a lease belongs to a tab, since the microphone does. */
export interface LeaseHolder {
  readonly supervisorId: string
  readonly tabId: string
  /** As the platform calls the person, for the other supervisors' screens. Says nothing about who is who. */
  readonly name: string
}

/** A tab without its person's name: enough to tell one holder from another. */
export type LeaseTab = Pick<LeaseHolder, 'supervisorId' | 'tabId'>

/** Somebody who would like to coach this agent next. */
export interface LeaseWish extends LeaseHolder {
  readonly askedAt: WallMs
}

/**
 * The right to coach one agent by voice: one row for each agent who was ever coached. The fence only grows, so whoever comes with
 * a smaller one was overtaken, however late they come.
 *
 * ```
 *            acquire                    release · expiry
 *   (no row) ───────► held, fence 1 ───────────────────► free, fence 1
 *                       │  ▲  renew: same fence             │
 *                       │  └────────────┘                   │ acquire
 *                       │ hand over                         ▼
 *                       └─────────────► held by the other, fence 2
 * ```
 */
export interface Lease {
  readonly agentUserId: string
  readonly fence: number
  readonly holder: LeaseHolder | undefined
  /** Since when this holder has it. */
  readonly since: WallMs
  /** When it ends by itself unless renewed. */
  readonly until: WallMs
  /** In the order in which they asked. */
  readonly wishes: readonly LeaseWish[]
}

export type LeaseOutcome =
  | { readonly granted: true; readonly lease: Lease }
  /** `stale-fence`: overtaken. `held`: somebody else has it. `not-asked`: that tab has not asked for it. */
  | {
      readonly granted: false
      readonly reason: 'held' | 'stale-fence' | 'not-asked'
      readonly lease: Lease | undefined
    }

export function isSameTab(left: LeaseTab | undefined, right: LeaseTab): boolean {
  return left?.supervisorId === right.supervisorId && left.tabId === right.tabId
}

export function isHeld(lease: Lease | undefined, now: WallMs): boolean {
  return lease?.holder !== undefined && now < lease.until
}

function without(wishes: readonly LeaseWish[], holder: LeaseTab): readonly LeaseWish[] {
  return wishes.filter((wish) => !isSameTab(wish, holder))
}

/** Grants a lease nobody holds, or one whose holder has fallen silent, or again to the same tab: then the fence stays. */
export function acquireLease(
  current: Lease | undefined,
  request: { readonly agentUserId: string; readonly holder: LeaseHolder; readonly ttlMs: number },
  now: WallMs,
): LeaseOutcome {
  const { agentUserId, holder, ttlMs } = request
  const until = now + ttlMs
  if (current !== undefined && isHeld(current, now)) {
    return isSameTab(current.holder, holder)
      ? { granted: true, lease: { ...current, until } }
      : { granted: false, reason: 'held', lease: current }
  }
  const wishes = without(current?.wishes ?? [], holder)
  return {
    granted: true,
    lease: { agentUserId, fence: (current?.fence ?? 0) + 1, holder, since: now, until, wishes },
  }
}

/** The holder's heartbeat. One who comes after the end, or with an older fence, was overtaken and must acquire anew. */
export function renewLease(
  current: Lease | undefined,
  request: { readonly fence: number; readonly ttlMs: number },
  now: WallMs,
): LeaseOutcome {
  if (current === undefined || current.fence !== request.fence || !isHeld(current, now))
    return { granted: false, reason: 'stale-fence', lease: current }
  return { granted: true, lease: { ...current, until: now + request.ttlMs } }
}

/** Gives it back. Without effect for anyone but the holder. */
export function releaseLease(
  current: Lease | undefined,
  request: { readonly fence: number },
  now: WallMs,
): LeaseOutcome {
  if (current === undefined || current.fence !== request.fence || current.holder === undefined)
    return { granted: false, reason: 'stale-fence', lease: current }
  return { granted: true, lease: { ...current, holder: undefined, until: now } }
}

/** Passes it on to a tab that has asked, in one step: at no moment is it free for a third. */
export function handOverLease(
  current: Lease | undefined,
  request: { readonly fence: number; readonly to: LeaseTab; readonly ttlMs: number },
  now: WallMs,
): LeaseOutcome {
  if (current === undefined || current.fence !== request.fence || !isHeld(current, now))
    return { granted: false, reason: 'stale-fence', lease: current }
  const wish = current.wishes.find((asked) => isSameTab(asked, request.to))
  if (wish === undefined) return { granted: false, reason: 'not-asked', lease: current }
  const { supervisorId, tabId, name } = wish
  return {
    granted: true,
    lease: {
      ...current,
      fence: current.fence + 1,
      holder: { supervisorId, tabId, name },
      since: now,
      until: now + request.ttlMs,
      wishes: without(current.wishes, request.to),
    },
  }
}

/** Stands in line; asking twice changes nothing. */
export function askForLease(current: Lease, holder: LeaseHolder, now: WallMs): Lease {
  if (isSameTab(current.holder, holder) || current.wishes.some((wish) => isSameTab(wish, holder)))
    return current
  return { ...current, wishes: [...current.wishes, { ...holder, askedAt: now }] }
}

export function withdrawWish(current: Lease, holder: LeaseTab): Lease {
  const wishes = without(current.wishes, holder)
  return wishes.length === current.wishes.length ? current : { ...current, wishes }
}

/** A frame may pass only while there is this much left, so that no two servers' clocks can both let one pass. */
export const leaseMarginMs = 500

/**
 * Checked for every frame, by the clock that never jumps: `untilMono` is the server's own count of the end, taken from before
 * the database was asked, so it is never later than the true one.
 */
export function mayCarrySound(untilMono: number, nowMono: number): boolean {
  return nowMono < untilMono - leaseMarginMs
}
