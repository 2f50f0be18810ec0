/** How old what is shown is, what is not certain and why, and how each of the two links stands. */
import type { PlatformLink } from '@sotto/protocol'
import type { Freshness, StaleReason } from '../model/truth/freshness.ts'
import type { Doubt } from '../model/truth/shown-truth.ts'
import { inLanguage } from './in-language.ts'
import { calmAge, timeOfDay } from './time-words.ts'

export const english = {
  doubtActionWords: {
    'connection-stale':
      'Not now: the connection to our server is not fresh. It comes back by itself.',
    'platform-interrupted': 'Not now: the platform sends no events. It comes back by itself.',
  } satisfies Record<Doubt, string>,
  notConfirmedActionWords: 'Not now: the platform has not confirmed this conversation again yet.',
  staleWords: {
    'connection-stale': 'no fresh word from our server',
    'platform-interrupted': 'the platform sends no events',
    'not-confirmed-yet': 'the platform has not confirmed it again yet',
  } satisfies Record<StaleReason, string>,
  stale: (why: string) => `Stale · ${why}`,
  fresh: (time: string, old: string) =>
    `Up to date · last word from the platform ${time}, ${old} ago`,
  staleAsOf: (time: string, old: string, why: string) =>
    `Stale · as of ${time}, ${old} old · ${why}`,
  platform: { unknown: 'unknown', open: 'live', connecting: 'connecting…' },
  noEventsSince: (time: string) => `no events since ${time}`,
}

const words = inLanguage('freshness-words', english)

/** Why something cannot be pressed now. */
export const doubtActionWords = words.doubtActionWords

/** Why nobody may be spoken to although everything is connected. */
export const notConfirmedActionWords = words.notConfirmedActionWords

const staleWords = words.staleWords

/** Over the list, while its rows are dimmed. */
export function staleListWords(doubt: Doubt): string {
  return words.stale(staleWords[doubt])
}

/** `Up to date · last word from the platform 14:03:22, 12 s ago` or `Stale · as of 14:03:22, 48 s old · …` */
export function freshnessWords(freshness: Freshness, now: number): string {
  const at = timeOfDay(freshness.asOf)
  const old = calmAge(now - freshness.asOf)
  return freshness.state === 'fresh'
    ? words.fresh(at, old)
    : words.staleAsOf(at, old, staleWords[freshness.reason])
}

/** How our server stands with the platform; unknown while our server itself is not heard. */
export function platformWords(link: PlatformLink | undefined, serverIsHeard: boolean): string {
  if (!serverIsHeard || link === undefined) return words.platform.unknown
  switch (link.state) {
    case 'open':
      return words.platform.open
    case 'connecting':
      return words.platform.connecting
    case 'interrupted':
      return words.noEventsSince(timeOfDay(link.since))
  }
}
