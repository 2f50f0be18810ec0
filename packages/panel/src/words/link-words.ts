/** How fresh the screen is, in the few words of the header's chip. */
import type { LiveLink } from '../model/live/live-link.ts'
import { age } from './time-words.ts'

export function linkWords(link: LiveLink, silentForMs: number | undefined): string {
  switch (link.state) {
    case 'live':
      return `live, ${age(silentForMs ?? 0)}`
    case 'stale':
      return `No word for ${age(silentForMs ?? 0)}`
    case 'connecting':
      return silentForMs === undefined && link.attempt === 0 ? 'Connecting…' : 'Reconnecting…'
    case 'waiting':
      return 'Reconnecting…'
    case 'signed-out':
      return 'Signed out'
    case 'replaced':
      return 'Open in another tab'
    case 'forbidden':
      return 'Refused'
    case 'closed':
      return 'Not connected'
  }
}
