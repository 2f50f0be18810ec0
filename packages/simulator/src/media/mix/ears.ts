/** Who hears whom, by the state of the conversation: the contract's section "Ears" as a table. */
import type { ControlType, ConversationState } from '../../world/shapes.ts'
import { type Party, parties } from '../media-engine.ts'

/** What may sound in an ear: the other parties, whispers (at their level), supervisors who barged in. */
export type EarSource = Party | 'whisper' | 'barge'

type EarTable = Readonly<Record<Party, readonly EarSource[]>>

const silence = {
  agent: [],
  customer: [],
  external: [],
  'second-agent': [],
} as const satisfies EarTable

/**
 *                agent                    customer          external      second-agent
 *   ACTIVE       customer whisper barge   agent barge       –             –
 *   HOLD         whisper                  –                 –             –
 *   IN_TRANSFER  second-agent external    –                 the other two in the consultation
 *   CONFERENCE   everybody hears all the others; no supervisor's line is mixed
 *   ENDED …      –                        –                 –             –
 *
 * HOLD goes on mixing whispers on purpose: the platform protects no careless client.
 */
const ears = {
  ACTIVE: { ...silence, agent: ['customer', 'whisper', 'barge'], customer: ['agent', 'barge'] },
  HOLD: { ...silence, agent: ['whisper'] },
  IN_TRANSFER: {
    agent: ['second-agent', 'external'],
    customer: [],
    external: ['agent', 'second-agent'],
    'second-agent': ['agent', 'external'],
  },
  CONFERENCE: {
    agent: ['customer', 'external', 'second-agent'],
    customer: ['agent', 'external', 'second-agent'],
    external: ['agent', 'customer', 'second-agent'],
    'second-agent': ['agent', 'customer', 'external'],
  },
  ENDED: silence,
  WRAPPED_UP: silence,
  COMPLETED: silence,
} as const satisfies Record<ConversationState, EarTable>

export function earSources(state: ConversationState): EarTable {
  return ears[state]
}

const sourceOfControl = {
  WHISPER: 'whisper',
  BARGE: 'barge',
  MONITOR: undefined,
} as const satisfies Record<ControlType, EarSource | undefined>

/** The parties in whose ears a line of this type is mixed while the conversation stands so. */
export function partiesThatHear(
  controlType: ControlType,
  state: ConversationState,
): readonly Party[] {
  const source = sourceOfControl[controlType]
  if (source === undefined) return []
  const table: EarTable = ears[state]
  return parties.filter((party) => table[party].includes(source))
}

/** After the end nobody is left to speak or hear. */
export function isOver(state: ConversationState): boolean {
  return state === 'ENDED' || state === 'WRAPPED_UP' || state === 'COMPLETED'
}
