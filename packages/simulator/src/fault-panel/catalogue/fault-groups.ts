/** What a fault hits, in the order in which the panel shows them. */
export const faultGroups = ['whispers', 'requests', 'events', 'sound', 'sign-in'] as const

export type FaultGroup = (typeof faultGroups)[number]
