/**
 * One computer of the simulation: a server process or a browser tab. It can fall asleep, be killed, and have a wall clock that is wrong.
 *
 *   awake ◄──wake── asleep (what falls due waits, and comes late, all at once)
 *     └────┬───────────┘
 *        kill ──► dead: nothing planned here runs any more, and nothing here is ever answered
 */
import type { Clock } from '@sotto/kernel'
import type { WorldClock } from './world-clock.ts'

export interface Machine {
  readonly clock: Clock
  readonly isDead: boolean
  readonly isAsleep: boolean
  /** Now, or when the machine wakes; never once it is dead. */
  run(action: () => void): void
  sleepFor(milliseconds: number): void
  jumpWall(milliseconds: number): void
  kill(): void
  /** Once, when it dies. */
  onDeath(listener: () => void): void
}

export function createMachine(world: WorldClock): Machine {
  const listeners: (() => void)[] = []
  let waiting: (() => void)[] = []
  let isDead = false
  let isAsleep = false
  let wallOffsetMs = 0
  let nap = 0

  function run(action: () => void): void {
    if (isDead) return
    if (isAsleep) waiting.push(action)
    else action()
  }

  function wake(): void {
    isAsleep = false
    const late = waiting
    waiting = []
    // One after the other, promises settling in between, as a thawed process works off what has piled up.
    for (const action of late) world.schedule(0, () => run(action))
  }

  return {
    clock: {
      wallNow: () => world.wallNow() + wallOffsetMs,
      monotonicNow: () => world.monotonicNow(),
      schedule(delayMs, planned) {
        let isCancelled = false
        const cancel = world.schedule(delayMs, () =>
          run(() => {
            if (!isCancelled) planned()
          }),
        )
        return () => {
          isCancelled = true
          cancel()
        }
      },
    },
    get isDead() {
      return isDead
    },
    get isAsleep() {
      return isAsleep
    },
    run,
    sleepFor(milliseconds) {
      if (isDead) return
      isAsleep = true
      nap += 1
      const mine = nap
      world.schedule(milliseconds, () => {
        if (mine === nap && isAsleep) wake()
      })
    },
    jumpWall(milliseconds) {
      wallOffsetMs += milliseconds
    },
    kill() {
      if (isDead) return
      isDead = true
      waiting = []
      for (const listener of listeners) listener()
    },
    onDeath(listener) {
      if (isDead) listener()
      else listeners.push(listener)
    },
  }
}
