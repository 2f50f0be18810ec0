import type { Random } from '@sotto/kernel'
import type { Person, Simulator } from '@sotto/simulator'
import type { RunningPlatform } from '../platform/start-platform.ts'
import type { WorldClock } from '../time/world-clock.ts'

/** The contact centre that is looked at, and by whom. */
export interface Centre {
  readonly clock: WorldClock
  readonly random: Random
  readonly platform: RunningPlatform
  readonly people: readonly Person[]
}

export function everyQueue({ world }: Simulator): readonly string[] {
  return [...world.queues.keys()]
}
