/** What the policy in force says of one act in one conversation: asked by every door beside the commands. */
import {
  type Act,
  type Conversation,
  judgePolicy,
  type Policy,
  type PolicyVerdict,
} from '@sotto/domain'
import type { Unsubscribe } from '@sotto/kernel'
import { actionRefusal } from '../commands/permit.ts'
import type { PolicyBook } from './policy-book.ts'

export interface PolicyGuard {
  judge(act: Act, conversationId: string): PolicyVerdict
  /** The same, thrown as what the caller is told. */
  require(act: Act, conversationId: string): void
  policyIn(conversationId: string): Policy
  onChange(listener: () => void): Unsubscribe
}

export interface PolicyGuardOptions {
  readonly policies: Pick<PolicyBook, 'of' | 'onChange'>
  readonly world: {
    conversation(conversationId: string):
      | {
          readonly summary: { readonly queueId: string }
          readonly full?: Conversation
        }
      | undefined
  }
}

const noSubject = { participants: [] }

export function createPolicyGuard({ policies, world }: PolicyGuardOptions): PolicyGuard {
  /** Asked for every frame of sound: of the same conversation under the same policies the answer is the same. */
  let judged = new WeakMap<object, Map<Act, PolicyVerdict>>()
  policies.onChange(() => {
    judged = new WeakMap()
  })

  function judge(act: Act, conversationId: string): PolicyVerdict {
    const known = world.conversation(conversationId)
    const subject = known?.full ?? noSubject
    const verdicts = judged.get(subject) ?? new Map<Act, PolicyVerdict>()
    const before = verdicts.get(act)
    if (before !== undefined && known?.full !== undefined) return before
    const verdict = judgePolicy(act, policies.of(known?.summary.queueId), subject)
    verdicts.set(act, verdict)
    judged.set(subject, verdicts)
    return verdict
  }

  return {
    judge,
    require(act, conversationId) {
      const verdict = judge(act, conversationId)
      if (verdict.kind === 'refused') throw actionRefusal(verdict.reason, undefined, verdict.words)
    },
    policyIn: (conversationId) => policies.of(world.conversation(conversationId)?.summary.queueId),
    onChange: policies.onChange,
  }
}
