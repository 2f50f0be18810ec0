import type { english } from '../role-words.ts'

export const roleWords: typeof english = {
  roles: {
    supervisor: 'Supervision',
    lead: 'Teamleitung',
    administrator: 'Administration',
    agent: 'Team',
    auditor: 'Revision',
  },
}
