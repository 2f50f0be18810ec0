import type { english } from '../link-words.ts'

export const linkWords: typeof english = {
  live: (old) => `live, ${old}`,
  stale: (old) => `Seit ${old} nichts gehört`,
  connecting: 'Verbindet…',
  reconnecting: 'Verbindet neu…',
  signedOut: 'Abgemeldet',
  replaced: 'In anderem Tab offen',
  forbidden: 'Abgelehnt',
  closed: 'Nicht verbunden',
}
