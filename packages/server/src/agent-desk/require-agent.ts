/** Who may come through the doors of agents. */
import { judgeRights } from '@sotto/domain'
import { ApiRefusal } from '../http/api-refusal.ts'
import type { Session } from '../sessions/session.ts'

/** Throws `agents-only` for everybody else, and 403 with `missing` for an agent without the right. */
export function requireAgent({ person }: Session): void {
  if (person.role !== 'agent')
    throw new ApiRefusal({
      status: 403,
      code: 'agents-only',
      message: 'Only the agent a whisper went to can say anything about it.',
    })
  const right = judgeRights(person, 'answer-whisper')
  if (right.kind === 'refused') throw missingAsAgent(right.reason, right.missing)
}

export function missingAsAgent(code: string, what: string): ApiRefusal {
  return new ApiRefusal({
    status: 403,
    code,
    message: 'This person may not answer as an agent.',
    missing: what,
  })
}
