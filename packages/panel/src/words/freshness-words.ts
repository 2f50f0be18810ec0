/** How old what is shown is, what is not certain and why, and how each of the two links stands. */
import type { PlatformLink } from '@sotto/protocol'
import type { Freshness, StaleReason } from '../model/truth/freshness.ts'
import type { Doubt } from '../model/truth/shown-truth.ts'
import { calmAge, timeOfDay } from './time-words.ts'

/** Why something cannot be pressed now. */
export const doubtActionWords = {
  'connection-stale':
    'Not now: the connection to our server is not fresh. It comes back by itself.',
  'platform-interrupted': 'Not now: the platform sends no events. It comes back by itself.',
} as const satisfies Record<Doubt, string>

/** Why nobody may be spoken to although everything is connected. */
export const notConfirmedActionWords =
  'Not now: the platform has not confirmed this conversation again yet.'

const staleWords = {
  'connection-stale': 'no fresh word from our server',
  'platform-interrupted': 'the platform sends no events',
  'not-confirmed-yet': 'the platform has not confirmed it again yet',
} as const satisfies Record<StaleReason, string>

/** Over the list, while its rows are dimmed. */
export function staleListWords(doubt: Doubt): string {
  return `Stale · ${staleWords[doubt]}`
}

/** `Up to date · last word from the platform 14:03:22, 12 s ago` or `Stale · as of 14:03:22, 48 s old · …` */
export function freshnessWords(freshness: Freshness, now: number): string {
  const at = timeOfDay(freshness.asOf)
  const old = calmAge(now - freshness.asOf)
  return freshness.state === 'fresh'
    ? `Up to date · last word from the platform ${at}, ${old} ago`
    : `Stale · as of ${at}, ${old} old · ${staleWords[freshness.reason]}`
}

/** How our server stands with the platform; unknown while our server itself is not heard. */
export function platformWords(link: PlatformLink | undefined, serverIsHeard: boolean): string {
  if (!serverIsHeard || link === undefined) return 'unknown'
  switch (link.state) {
    case 'open':
      return 'live'
    case 'connecting':
      return 'connecting…'
    case 'interrupted':
      return `no events since ${timeOfDay(link.since)}`
  }
}
