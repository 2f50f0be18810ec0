/** Who talks in the call at this moment, in words. */
import type { Talkers } from '../model/audio/who-talks.ts'
import { inLanguage } from './in-language.ts'

export const english = {
  noSound: 'No sound from the call yet',
  both: 'Customer and agent talk',
  customer: 'The customer talks',
  agent: 'The agent talks',
  nobody: 'Now: nobody talks',
}

const words = inLanguage('gap-words', english)

export function gapWords({ isHeard, customer, agent }: Talkers): string {
  if (!isHeard) return words.noSound
  if (customer && agent) return words.both
  if (customer) return words.customer
  if (agent) return words.agent
  return words.nobody
}
