/** What stands on the screen: one's coaching sessions that go on, wherever one is. */
import { inLanguage } from '../in-language.ts'

export const english = {
  yourCoachingSessionsThatGo: 'Your coaching sessions that go on',
  andMoreInTheHistory: (more: number) => `and ${more} more in the history`,
  anUnnamedAgent: 'an unnamed agent',
  yourCoachingSessionWith: (name: string) => `Your coaching session with ${name}`,
  openYourCoachingSessionWith: (name: string) => `Open your coaching session with ${name}`,
  open: 'Open',
}

export const runningSessionsScreen = inLanguage('screens/running-sessions', english)
