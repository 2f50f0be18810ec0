import type { english } from '../../screens/monitoring.ts'

export const monitoring: typeof english = {
  inTheCall: 'Im Gespräch',
  onHoldSoFar: 'Bisher gehalten',
  talkInTheLastHalf: 'Redeanteil der letzten halben Minute',
  talks: (name) => `Redeanteil: ${name}`,
}
