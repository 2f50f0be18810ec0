/** Streams of chance that do not disturb one another: what a client does must not change what the background does. */
import { type Random, seededRandom } from '@sotto/kernel'

export function forkRandom(random: Random): Random {
  return seededRandom(Math.floor(random.next() * 0x1_0000_0000))
}

/** A number from `minimum` up to `maximum`. */
export function between(random: Random, minimum: number, maximum: number): number {
  return minimum + random.next() * (maximum - minimum)
}

/** One of `choices`, or undefined when there are none. */
export function pick<Choice>(random: Random, choices: readonly Choice[]): Choice | undefined {
  return choices[Math.floor(random.next() * choices.length)]
}
