// What the supervisors' streams know of one agent's conversations: an agent may ask the platform for none of it, and is told of
// changes only. Nothing but the agent's own leaves here.
import type { LiveWorld } from '../live/live-world.ts'
import type { Supervisors } from '../live/supervisors/supervisors.ts'
import { isIn } from './is-in.ts'
import type { OwnConversation } from './strip-view.ts'

export function sharedConversations(
  world: LiveWorld,
  supervisors: Pick<Supervisors, 'watcherOf'>,
  agentUserId: string,
): readonly OwnConversation[] {
  const found: OwnConversation[] = []
  for (const queueId of world.member(agentUserId)?.queueIds ?? []) {
    const watcher = supervisors.watcherOf(queueId)
    // Nobody keeps that queue's rows true.
    if (watcher === undefined) continue
    for (const id of world.conversationIds(queueId)) {
      const known = world.conversation(id)
      if (known === undefined || !known.listed) continue
      const { full, summary, knownAtMono } = known
      if (full === undefined) {
        if (summary.agentUserId === agentUserId) found.push({ type: 'summary', summary })
      } else if (summary.agentUserId === agentUserId || isIn(full, agentUserId))
        found.push({ type: 'whole', conversation: full, certain: watcher.isFresh(id, knownAtMono) })
    }
  }
  return found
}
