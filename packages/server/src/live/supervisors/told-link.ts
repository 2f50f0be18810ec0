// A supervisor's link to the platform as they are told it: their own stream, and whether somebody's stream brings their queues.
import type { Clock, WallMs } from '@sotto/kernel'
import type { PlatformLink } from '@sotto/protocol'
import type { Timers } from '../timers.ts'

export interface ToldLink {
  readonly link: PlatformLink
  /** The own stream is otherwise than before. Answers whether that is news. */
  set(next: Omit<PlatformLink, 'since' | 'listOldSince'>): boolean
  /** What is heard, or which queues there are, may be otherwise. */
  recheck(): void
}

export interface ToldLinkOptions {
  readonly clock: Clock
  readonly timers: Timers
  /** Somebody's stream brings each of this supervisor's queues. */
  readonly isEverythingHeard: () => boolean
  readonly onChange: () => void
}

/** Another carrier is there in less, as a rule; nothing flashes for that. */
const toldAfterMs = 1_000

export function createToldLink(options: ToldLinkOptions): ToldLink {
  const { clock, timers } = options
  let own: PlatformLink = { state: 'connecting', since: clock.wallNow() }
  let unheardSince: WallMs | undefined
  let isTold = false

  function recheck(): void {
    const isUnheard = own.state === 'open' && !options.isEverythingHeard()
    if (isUnheard === (unheardSince !== undefined)) return
    if (isUnheard) {
      unheardSince = clock.wallNow()
      timers.replace('list is old', toldAfterMs, () => tell(true))
    } else {
      unheardSince = undefined
      timers.cancel('list is old')
      if (isTold) tell(false)
    }
  }

  function tell(next: boolean): void {
    isTold = next
    options.onChange()
  }

  return {
    get link() {
      return isTold && unheardSince !== undefined ? { ...own, listOldSince: unheardSince } : own
    },
    set(next) {
      if (own.state === next.state && own.reason === next.reason) return false
      own = { ...next, since: clock.wallNow() }
      recheck()
      return true
    },
    recheck,
  }
}
