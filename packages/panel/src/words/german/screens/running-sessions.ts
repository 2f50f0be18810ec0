import type { english } from '../../screens/running-sessions.ts'

export const runningSessions: typeof english = {
  yourCoachingSessionsThatGo: 'Ihre laufenden Coaching-Sitzungen',
  andMoreInTheHistory: (more) => `und ${more} weitere im Verlauf`,
  anUnnamedAgent: 'Teammitglied ohne Namen',
  yourCoachingSessionWith: (name) => `Ihre Coaching-Sitzung mit ${name}`,
  openYourCoachingSessionWith: (name) => `Ihre Coaching-Sitzung mit ${name} öffnen`,
  open: 'Öffnen',
}
