/** Who coaches an agent, in words. */
import { hourAndMinute } from './time-words.ts'

export interface Coach {
  readonly by: string
  readonly since: number
}

/** `Oskar Lindqvist is coaching since 14:03`, without a full stop, for use in a sentence or alone. */
export function coachedBy({ by, since }: Coach): string {
  const who = by === '' ? 'Somebody' : `${by.slice(0, 1).toUpperCase()}${by.slice(1)}`
  return `${who} is coaching since ${hourAndMinute(since)}`
}

/** For a refusal that names the other coach; undefined for any other. */
export function coachingElsewhere(refusal: {
  readonly by?: string | undefined
  readonly since?: number | undefined
}): string | undefined {
  const { by, since } = refusal
  return by === undefined || since === undefined ? undefined : `${coachedBy({ by, since })}.`
}

export function asksToCoach(name: string): string {
  return `${name} asks to coach`
}

export const askedWords = 'You have asked to coach next.'
export const handedToYouWords = 'The coaching is yours now: press Coach.'
