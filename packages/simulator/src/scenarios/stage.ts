/** What those need who put conversations on: the parts of the world they move. */
import type { AgentRoster } from '../world/conversations/agent-roster.ts'
import type { ConversationActs } from '../world/conversations/conversation-acts.ts'
import type { ConversationBook } from '../world/conversations/conversation-book.ts'
import type { HelpDesk } from '../world/help-desk.ts'
import type { WorldCore } from '../world/world-core.ts'

export interface Stage {
  readonly core: WorldCore
  readonly book: ConversationBook
  readonly roster: AgentRoster
  readonly acts: ConversationActs
  readonly helpDesk: HelpDesk
}
