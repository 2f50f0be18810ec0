/** How fresh the screen is, in the few words of the header's chip. */
import type { LiveLink } from '../model/live/live-link.ts'
import { inLanguage } from './in-language.ts'
import { age } from './time-words.ts'

export const english = {
  live: (old: string) => `live, ${old}`,
  stale: (old: string) => `No word for ${old}`,
  connecting: 'Connecting…',
  reconnecting: 'Reconnecting…',
  signedOut: 'Signed out',
  replaced: 'Open in another tab',
  forbidden: 'Refused',
  closed: 'Not connected',
}

const words = inLanguage('link-words', english)

export function linkWords(link: LiveLink, silentForMs: number | undefined): string {
  switch (link.state) {
    case 'live':
      return words.live(age(silentForMs ?? 0))
    case 'stale':
      return words.stale(age(silentForMs ?? 0))
    case 'connecting':
      return silentForMs === undefined && link.attempt === 0 ? words.connecting : words.reconnecting
    case 'waiting':
      return words.reconnecting
    case 'signed-out':
      return words.signedOut
    case 'replaced':
      return words.replaced
    case 'forbidden':
      return words.forbidden
    case 'closed':
      return words.closed
  }
}
