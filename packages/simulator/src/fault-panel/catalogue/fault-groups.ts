/** What a fault hits: the order and the headings in which the panel shows them. */
export const faultGroups = {
  whispers: 'Whispers',
  requests: 'Requests',
  events: 'Events',
  sound: 'Sound',
  'sign-in': 'Sign-in',
} as const

export type FaultGroup = keyof typeof faultGroups

/** What is said of every fault, lasting or not. */
export interface FaultWords {
  readonly group: FaultGroup
  readonly name: string
  /** What the platform does wrong, for whoever sets it. */
  readonly does: string
  /** One sentence: what a supervisor sees in a console that stays honest. */
  readonly honest: string
}
