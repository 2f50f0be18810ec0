/** What `sotto keys` can do; apart from the doing, so that the command line loads nothing it does not run. */
export const keysActs = ['list', 'rotate', 'drop-old', 'make'] as const
export type KeysAct = (typeof keysActs)[number]
