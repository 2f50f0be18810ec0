// Asks the platform for one step of a session that it has, and puts on record that it was asked, and what came of it.
import { type CoachingAction, coachingActions } from '@sotto/domain'
import { err, ok, type Result } from '@sotto/kernel'
import type { PlatformRefusal } from '@sotto/platform'
import type { StoredCoaching } from '../database/coaching-store.ts'
import type { Supervisor } from '../live/supervisors/supervisor.ts'
import type { CoachingClerk } from './coaching-clerk.ts'

export interface CoachingSteps {
  /**
   * The session after the step; a session that the platform never named is left as it is. `reason`: why nobody's hand asked for
   * it. Rejects with the platform's failure: whether the step was taken is then not known.
   */
  take(
    supervisor: Supervisor,
    stored: StoredCoaching,
    step: CoachingAction,
    reason?: 'queue-taken',
  ): Promise<Result<StoredCoaching, PlatformRefusal>>
}

export function createCoachingSteps(clerk: Pick<CoachingClerk, 'enter' | 'note'>): CoachingSteps {
  return {
    async take(supervisor, stored, step, reason) {
      const { record } = stored
      const { id, platformCoachingId } = record
      if (platformCoachingId === undefined) return ok(stored)
      const why = reason === undefined ? {} : { reason }
      clerk.note(record, { step, what: 'coaching-step-asked', evidence: 'console', ...why })
      const answer = await supervisor.platform
        .changeCoaching(platformCoachingId, coachingActions[step].to)
        .catch((failure: unknown) => {
          clerk.note(record, { step, what: 'coaching-step-unanswered', evidence: 'no-answer' })
          throw failure
        })
      if (!answer.ok) {
        const what = 'coaching-step-refused'
        clerk.note(record, { step, what, evidence: 'command-answer', reason: answer.error.code })
        return err(answer.error)
      }
      const fact = { type: 'platform', coaching: answer.value, ...why } as const
      return ok((await clerk.enter(id, fact, 'command-answer')) ?? stored)
    },
  }
}
