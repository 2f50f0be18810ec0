/** Of what supervisors said in one frame: what may reach which ear, and what the recording keeps of it. */
import type { CallMoment } from '../call-history.ts'
import { partiesThatHear } from '../mix/ears.ts'
import { type Contribution, sumSaturating } from '../mix/mix-frame.ts'
import type { Line, SpokenFrame } from './line.ts'
import type { FaultsInForce } from './line-faults.ts'

type SpeakingControl = 'WHISPER' | 'BARGE'

/** A line or a seat belongs to the agent it was opened for; unknown agents are not told apart. */
export function isSameAgent(agentUserId: string | undefined, moment: CallMoment): boolean {
  const present = moment.agentUserId
  return agentUserId === undefined || present === undefined || agentUserId === present
}

/** True when the agent, the target of every line, hears this line now. */
export function isHeard(line: Line, moment: CallMoment): boolean {
  return partiesThatHear(line.opening.controlType, moment.state).includes('agent')
}

export function contributions(
  spoken: readonly SpokenFrame[],
  controlType: SpeakingControl,
): Contribution[] {
  return spoken
    .filter(({ line }) => line.opening.controlType === controlType)
    .map(({ line, heard }) => ({
      frame: heard,
      gain: controlType === 'WHISPER' ? line.opening.mixLevel : 1,
    }))
}

/** What was said, before any level; undefined when nobody spoke. */
export function saidBy(
  spoken: readonly SpokenFrame[],
  controlType: SpeakingControl,
): Int16Array | undefined {
  const speaking = spoken.filter(({ line }) => line.opening.controlType === controlType)
  if (speaking.length === 0) return undefined
  return sumSaturating(speaking.map(({ said }) => ({ frame: said, gain: 1 }))).frame
}

/** Linear gain of the planted leak; 0 when there is none. */
export function leakGain(faults: FaultsInForce): number {
  const gainDb = faults.current.leakWhisperToCustomer
  return gainDb === null ? 0 : 10 ** (gainDb / 20)
}
