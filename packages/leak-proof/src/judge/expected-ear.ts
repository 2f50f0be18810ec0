/**
 * What an ear must have been given, from what the other parties said. From the platform's contract, "Ears": in no state
 * is a whisper part of any ear but the agent's, so no line of this table names it.
 */

export type Leg =
  | 'agent-ear'
  | 'customer-ear'
  | 'external-ear'
  | 'second-agent-ear'
  | 'supervisor-ear'
  | 'agent-channel'
  | 'customer-channel'
  | 'external-channel'

export const ears = [
  'customer-ear',
  'external-ear',
  'second-agent-ear',
  'supervisor-ear',
] as const satisfies readonly Leg[]

export const channels = [
  'agent-channel',
  'customer-channel',
  'external-channel',
] as const satisfies readonly Leg[]

type Channel = (typeof channels)[number]
/** The parties whose sum an ear was given. */
type Mix = readonly Channel[]

const silence: Mix = []

/**
 *              ACTIVE            HOLD              IN_TRANSFER        CONFERENCE                   after the end
 * customer     agent             –                 –                  agent + external             –
 * external     –                 –                 ?                  agent + customer             –
 * second agent –                 –                 agent + external   –                            –
 * agent (new)  customer          –                 ?                  customer + external          –
 * supervisor   agent + customer  agent + customer  ?                  agent + customer + external  –
 *
 * A supervisor's ear is silent, too, while no line of theirs listens, and the new agent's before there is one.
 * `unknown` (?): somebody speaks of whom there is no recording, and that ear is judged by correlation alone.
 */
export function expectedEar(ear: Leg, state: string): readonly Mix[] | 'unknown' {
  switch (ear) {
    case 'customer-ear':
      if (state === 'ACTIVE') return [['agent-channel']]
      return [state === 'CONFERENCE' ? ['agent-channel', 'external-channel'] : silence]
    case 'external-ear':
      if (state === 'IN_TRANSFER') return 'unknown'
      return [state === 'CONFERENCE' ? ['agent-channel', 'customer-channel'] : silence]
    case 'second-agent-ear':
      return [state === 'IN_TRANSFER' ? ['agent-channel', 'external-channel'] : silence]
    case 'agent-ear':
      if (state === 'IN_TRANSFER') return 'unknown'
      if (state === 'ACTIVE') return [['customer-channel'], silence]
      return [state === 'CONFERENCE' ? ['customer-channel', 'external-channel'] : silence]
    case 'supervisor-ear':
      if (state === 'IN_TRANSFER') return 'unknown'
      if (state === 'ACTIVE' || state === 'HOLD')
        return [['agent-channel', 'customer-channel'], silence]
      return state === 'CONFERENCE'
        ? [['agent-channel', 'customer-channel', 'external-channel'], silence]
        : [silence]
    default:
      throw new RangeError(`${ear} is no ear`)
  }
}
