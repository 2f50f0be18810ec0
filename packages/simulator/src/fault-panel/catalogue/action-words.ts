/** What can be done to a conversation, in the words of its buttons. A new act does not compile without words. */
import type { ConversationAction } from '../../world/world.ts'

export const actionWords = {
  hold: 'Hold',
  retrieve: 'Retrieve',
  transfer: 'Transfer',
  'complete-transfer': 'Complete transfer',
  'cancel-transfer': 'Take back',
  conference: 'Conference',
  'leave-conference': 'Leave conference',
  'pause-recording': 'Pause recording',
  'resume-recording': 'Resume recording',
  'drop-agent': 'Drop the agent',
  end: 'End',
  'wrap-up': 'Wrap up',
} as const satisfies Record<ConversationAction, string>
