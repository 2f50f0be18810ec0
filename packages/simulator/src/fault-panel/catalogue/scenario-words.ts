/** The conversations that can be put on, each with what it is good for. A new one does not compile without words. */
import type { ScenarioName } from '../../scenarios/scenario-catalogue.ts'

export interface ScenarioWords {
  readonly name: string
  readonly about: string
}

export const scenarioWords = {
  steady: { name: 'Steady', about: 'A call that changes only by what you do to it here.' },
  'quiet-customer': { name: 'Quiet customer', about: 'The customer says nothing.' },
  busy: { name: 'Busy', about: 'Whispers and lines wait 10–15 s in the media queue.' },
  pii: { name: 'Personal data', about: 'Card numbers and addresses are said aloud.' },
  'cross-region': {
    name: 'Cross-region',
    about: 'In a region where no supervisor works: its transcript comes late.',
  },
  chat: { name: 'Chat', about: 'Written: text whispers only.' },
  email: { name: 'E-mail', about: 'Written: text whispers only.' },
  'no-whisper-support': {
    name: 'No whisper support',
    about: 'The agent’s channel takes no whisper.',
  },
  'no-pcmu': { name: 'No PCMU', about: 'The agent’s channel knows neither PCMU nor PCMA.' },
} as const satisfies Record<ScenarioName, ScenarioWords>
