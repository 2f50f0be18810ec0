/** What stands on the screen: monitoring. */
import { inLanguage } from '../in-language.ts'

export const english = {
  inTheCall: 'In the call',
  onHoldSoFar: 'On hold so far',
  talkInTheLastHalf: 'Talk in the last half minute',
  talks: (name: string) => `${name} talks`,
}

export const monitoringScreen = inLanguage('screens/monitoring', english)
