import type { english } from '../place-words.ts'

export const placeWords: typeof english = {
  placeWords: {
    console: 'Diese Seite ist für die Supervision',
    'agent-strip': 'Diese Seite ist für Mitarbeitende',
    audit: 'Diese Seite ist für die Revision',
  },
  ownPlaceWords: {
    supervisor: 'Zu Ihrer Konsole',
    lead: 'Zu Ihrer Konsole',
    administrator: 'Zu Ihrer Konsole',
    agent: 'Zu Ihren Flüstertexten',
    auditor: 'Zum Protokoll',
  },
}
