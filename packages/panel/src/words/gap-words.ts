/** Who talks in the call at this moment, in words. */
import type { Talkers } from '../model/audio/who-talks.ts'

export function gapWords({ isHeard, customer, agent }: Talkers): string {
  if (!isHeard) return 'No sound from the call yet'
  if (customer && agent) return 'Customer and agent talk'
  if (customer) return 'The customer talks'
  if (agent) return 'The agent talks'
  return 'Now: nobody talks'
}
