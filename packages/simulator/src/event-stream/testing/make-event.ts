/** Events for tests, one of each kind, about one call in one queue. */
import type { PlatformEvent } from '../../world/shapes.ts'

const types = {
  'conversation.updated': 'conversation',
  'conversation.metrics': 'conversation',
  'control.updated': 'control',
  'coaching.created': 'coaching',
  'coaching.updated': 'coaching',
  'transcript.segment': 'transcript',
  'routing.member': 'routing',
  'help.requested': 'help',
  'help.withdrawn': 'help',
} as const satisfies Record<PlatformEvent['name'], PlatformEvent['type']>

export function makeEvent(
  name: PlatformEvent['name'] = 'conversation.updated',
  change: Partial<PlatformEvent> = {},
): PlatformEvent {
  return {
    type: types[name],
    name,
    conversationId: 'call-1',
    userId: 'agent-ana',
    queueId: 'queue-billing',
    supervisorId: 'mara',
    data: { version: 1, note: 'ünïcode' },
    ...change,
  }
}
