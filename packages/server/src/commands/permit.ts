// Checks one action against the platform's word of this moment (W4, W13, S2).
import {
  type AllowedActions,
  activeAgent,
  allowedActions,
  type CoachInPlace,
  type Conversation,
  judgeRights,
  type RefusalReason,
} from '@sotto/domain'
import { assertNever } from '@sotto/kernel'
import type { Capability } from '@sotto/platform'
import { ApiRefusal, notFound } from '../http/api-refusal.ts'
import { beingCoached } from '../leases/lease-refusals.ts'
import type { ConversationReader } from '../live/supervisors/conversation-reader.ts'
import type { Supervisor } from '../live/supervisors/supervisor.ts'
import type { PolicyBook } from '../policies/policy-book.ts'

export interface Permit {
  readonly conversation: Conversation
  /** The active agent, whom a control goes to. */
  readonly agentUserId: string
}

/**
 * Reads the conversation and checks that all these actions are allowed in it now. Throws `not-found` for what is outside this
 * supervisor's queues, 403 with `missing` for a right that somebody lacks and with `words` for what a policy forbids, 409 with the
 * reason for everything else.
 */
export async function permit(
  reader: ConversationReader,
  supervisor: Supervisor,
  conversationId: string,
  actions: readonly (keyof AllowedActions)[],
  policies: Pick<PolicyBook, 'of' | 'ready'>,
  coachOf: (agentUserId: string) => CoachInPlace | undefined = () => undefined,
): Promise<Permit> {
  await policies.ready()
  const conversation = await reader.read(supervisor, conversationId, 'act')
  if (conversation === undefined) throw absenceFor(supervisor)
  const agentUserId = activeAgent(conversation)?.userId
  const coach = agentUserId === undefined ? undefined : coachOf(agentUserId)
  const allowed = allowedActions(
    conversation,
    supervisor.person,
    coach,
    policies.of(conversation.queueId),
  )
  for (const action of actions) {
    const verdict = allowed[action]
    if (verdict.allowed) continue
    if (verdict.reason === 'being-coached' && coach !== undefined) throw beingCoached(coach)
    throw actionRefusal(verdict.reason, verdict.missing, verdict.words)
  }
  if (agentUserId === undefined) throw actionRefusal('no-agent')
  return { conversation, agentUserId }
}

/** Who has queues and may look into none of their conversations is told why, whatever they name, there or not. */
export function absenceFor({ person, queueIds }: Supervisor): ApiRefusal {
  const verdict = judgeRights(person, 'view')
  if (verdict.kind !== 'refused' || queueIds.size === 0) return notFound()
  return actionRefusal(verdict.reason, verdict.missing)
}

/** Throws when the platform cannot do this at all. */
export function requireCapability(capability: Capability): void {
  if (capability.supported) return
  throw new ApiRefusal({
    status: 501,
    code: 'not-supported',
    message: 'The platform cannot do this.',
  })
}

export function actionRefusal(reason: RefusalReason, missing?: string, words?: string): ApiRefusal {
  return new ApiRefusal({
    status: refusalStatus(reason),
    code: reason,
    message: 'This cannot be done in this conversation now.',
    ...(missing === undefined ? {} : { missing }),
    ...(words === undefined ? {} : { words }),
  })
}

function refusalStatus(reason: RefusalReason): 403 | 404 | 409 {
  switch (reason) {
    case 'missing-permission':
    case 'missing-scope':
    case 'missing-licence':
    case 'missing-telephony':
    case 'missing-engagement':
    case 'agent-missing-telephony':
    case 'agent-missing-engagement':
    case 'agent-never-monitored':
    case 'customer-never-monitored':
    case 'reveal-forbidden':
      return 403
    case 'conversation-unknown':
      return 404
    case 'conversation-held':
    case 'conversation-in-transfer':
    case 'conversation-in-conference':
    case 'conversation-ended':
    case 'recording-paused':
    case 'no-agent':
    case 'no-audio-channel':
    case 'no-text-channel':
    case 'whisper-not-supported':
    case 'being-coached':
    case 'reason-required':
      return 409
    default:
      return assertNever(reason)
  }
}
