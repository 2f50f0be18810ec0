/** Leads a background conversation through its planned life, unless somebody sits at the agent's desk. */
import type { ConversationRecord } from '../world/conversations/conversation-record.ts'
import { isLive } from '../world/conversations/conversation-transitions.ts'
import type { LifeStep } from './plan-life.ts'
import type { Stage } from './stage.ts'

/** While somebody sits at the desk, that person decides; the script asks again this often. */
const deferMs = 5_000

export function leadLife(
  stage: Stage,
  record: ConversationRecord,
  steps: readonly LifeStep[],
): void {
  const [step, ...rest] = steps
  if (step === undefined) return
  const attempt = (): void => {
    const { conversation, agentUserId } = record
    if (stage.core.occupiedDesks.has(agentUserId) && isLive(conversation.state)) {
      stage.core.timers.after(deferMs, attempt)
      return
    }
    takeStep(stage, record, step)
    leadLife(stage, record, rest)
  }
  stage.core.timers.after(step.afterMs, attempt)
}

/** A step that somebody else's act has made impossible is left out. */
function takeStep(stage: Stage, record: ConversationRecord, step: LifeStep): void {
  const { id, state } = record.conversation
  if (step.type === 'act') {
    stage.acts.act(id, step.action)
    return
  }
  const asked = [...stage.helpDesk.requests.values()].some((open) => open.conversationId === id)
  if (isLive(state) && !asked) stage.helpDesk.ask(id, step.request)
}
