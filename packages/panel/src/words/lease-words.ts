/** Who coaches an agent, in words. */

import { inLanguage } from './in-language.ts'
import { hourAndMinute } from './time-words.ts'

export const english = {
  askedWords: 'You have asked to coach next.',
  handedToYouWords: 'The coaching is yours now: press Coach.',
  somebody: 'Somebody',
  isCoachingSince: (who: string, time: string) => `${who} is coaching since ${time}`,
  asksToCoach: (name: string) => `${name} asks to coach`,
}

const words = inLanguage('lease-words', english)

export interface Coach {
  readonly by: string
  readonly since: number
}

/** `Oskar Lindqvist is coaching since 14:03`, without a full stop, for use in a sentence or alone. */
export function coachedBy({ by, since }: Coach): string {
  const who = by === '' ? words.somebody : `${by.slice(0, 1).toUpperCase()}${by.slice(1)}`
  return words.isCoachingSince(who, hourAndMinute(since))
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
  return words.asksToCoach(name)
}

export const askedWords = words.askedWords
export const handedToYouWords = words.handedToYouWords
