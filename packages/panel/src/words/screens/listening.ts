/** What stands on the screen: listening. */
import { inLanguage } from '../in-language.ts'

export const english = {
  whatYouHear: 'What you hear',
  volume: { customer: 'Customer volume', agent: 'Agent volume' },
  mute: { customer: 'Mute customer', agent: 'Mute agent' },
  muted: 'muted',
  percent: (percent: number) => `${percent} percent`,
  yourSound: 'Your sound',
}

export const listeningScreen = inLanguage('screens/listening', english)
