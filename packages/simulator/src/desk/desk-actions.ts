/** What an agent can do to a conversation at the desk. */
import type { ConversationAction } from '../world/world.ts'

/** The acts that have a button. */
export const deskActions = [
  'hold',
  'retrieve',
  'transfer',
  'complete-transfer',
  'cancel-transfer',
  'end',
  'wrap-up',
] as const satisfies readonly ConversationAction[]

export type DeskAction = (typeof deskActions)[number]
