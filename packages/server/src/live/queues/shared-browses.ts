// Whoever wants to browse a queue that somebody else is browsing waits for them: a shift that comes to work together reads it once.
import type { Clock, MonotonicMs } from '@sotto/kernel'

export interface SharedBrowses {
  /** Answers whether the queue's rows are whole now. `run` is called only when no reading under way will do or it came to nothing. */
  browse(queueId: string, wish: BrowseWish): Promise<boolean>
}

export interface BrowseWish {
  /** Whether somebody else's reading, begun then, is as good as one's own. */
  mayJoin(beganAtMono: MonotonicMs): boolean
  /** Answers whether everything could be read, and nothing was lost meanwhile. */
  run(): Promise<boolean>
}

export function createSharedBrowses(clock: Clock): SharedBrowses {
  const running = new Map<string, { beganAtMono: MonotonicMs; isWhole: Promise<boolean> }>()

  function begin(queueId: string, { run }: BrowseWish): Promise<boolean> {
    const flight = { beganAtMono: clock.monotonicNow(), isWhole: run() }
    running.set(queueId, flight)
    const land = () => {
      if (running.get(queueId) === flight) running.delete(queueId)
    }
    flight.isWhole.then(land, land)
    return flight.isWhole
  }

  return {
    async browse(queueId, wish) {
      for (;;) {
        const flight = running.get(queueId)
        if (flight === undefined || !wish.mayJoin(flight.beganAtMono)) return begin(queueId, wish)
        // Its failure is its owner's to tell.
        if (await flight.isWhole.catch(() => false)) return true
      }
    },
  }
}
