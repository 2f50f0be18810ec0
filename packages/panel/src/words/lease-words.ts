/** Who coaches an agent, in words. */

import { inLanguage } from './in-language.ts'
import { hourAndMinute } from './time-words.ts'

export const english = {
  askedWords: 'You have asked to coach next.',
  handedToYouWords: 'The coaching is yours now: press Coach.',
  somebody: 'Somebody',
  youCoachElsewhere: (time: string) => `You are coaching in another tab since ${time}.`,
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

/** For a refusal that names the other coach, who may be oneself in another tab; undefined for any other. */
export function coachingElsewhere(
  { by, since }: { readonly by?: string | undefined; readonly since?: number | undefined },
  lease?: { readonly inOtherTab?: true },
): string | undefined {
  if (by === undefined || since === undefined) return undefined
  if (lease?.inOtherTab) return words.youCoachElsewhere(hourAndMinute(since))
  return `${coachedBy({ by, since })}.`
}

export function asksToCoach(name: string): string {
  return words.asksToCoach(name)
}

export const askedWords = words.askedWords
export const handedToYouWords = words.handedToYouWords
