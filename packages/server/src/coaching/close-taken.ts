// Completes on the platform what its supervisor can see no more: the queue was taken from them while the session went on. Left
// alone it would say "is being coached" to the agent, and stand in every colleague's way, with nobody able to end it.
//
//   queue gone ─► 5 s (it may come back) ─► the platform is asked for the queues ─► still gone ─► begun if need be, completed
//                                                              no answer: again in 5 s │ refused: left to the checks
import { type CoachingRecord, isCoachingOver } from '@sotto/domain'
import { PlatformError } from '@sotto/platform'
import type { StoredCoaching } from '../database/coaching-store.ts'
import type { Stores } from '../database/stores.ts'
import type { Counters } from '../live/counters.ts'
import type { Supervisor } from '../live/supervisors/supervisor.ts'
import type { Supervisors } from '../live/supervisors/supervisors.ts'
import type { Timers } from '../live/timers.ts'
import type { CoachingBook } from './coaching-book.ts'
import type { CoachingChecks } from './coaching-checks.ts'
import type { CoachingClerk } from './coaching-clerk.ts'
import type { CoachingSteps } from './coaching-steps.ts'

export interface CloseTakenOptions {
  readonly timers: Timers
  readonly counters: Counters
  readonly supervisors: Pick<Supervisors, 'byPerson' | 'onChange'>
  readonly store: Pick<Stores['coachings'], 'byId'>
  readonly book: CoachingBook
  readonly checks: Pick<CoachingChecks, 'check'>
  readonly clerk: Pick<CoachingClerk, 'enter'>
  readonly steps: CoachingSteps
}

const graceMs = 5_000

export function closeTaken(options: CloseTakenOptions): void {
  const { book, checks, counters, steps, store, supervisors, timers } = options

  /** Asked to end, and not known whether they have. */
  const unanswered = new Set<string>()

  function isTaken({ queuesKnown, queueIds }: Supervisor, { queueId, state }: CoachingRecord) {
    return queuesKnown && !queueIds.has(queueId) && !isCoachingOver(state.name)
  }

  function closeLater({ id }: CoachingRecord): void {
    const name = `taken ${id}`
    if (timers.has(name)) return
    timers.replace(name, graceMs, () => {
      close(id).catch((failure: unknown) => {
        counters.count(failure instanceof PlatformError ? 'platform-failures' : 'store-failures')
        const record = book.known(id)?.record
        if (record !== undefined) closeLater(record)
      })
    })
  }

  async function close(id: string): Promise<void> {
    const stored = await store.byId(id)
    // Whoever is signed in nowhere now is looked after when they come.
    const supervisor = stored && supervisors.byPerson(stored.record.supervisorId)
    if (supervisor === undefined || stored === undefined) return
    if (unanswered.has(id) && (await keepReason(supervisor, stored))) return
    if (!isTaken(supervisor, stored.record)) return
    // Not by what is known here: this cannot be undone.
    const queues = await supervisor.platform.queues()
    if (queues.some((queue) => queue.id === stored.record.queueId)) return
    await complete(supervisor, stored)
  }

  async function complete(supervisor: Supervisor, stored: StoredCoaching): Promise<void> {
    const step = stored.record.state.name === 'started' ? 'begin' : 'complete'
    unanswered.add(stored.record.id)
    const taken = await steps.take(supervisor, stored, step, 'queue-taken')
    unanswered.delete(stored.record.id)
    if (!taken.ok) await checks.check(supervisor, stored)
    else if (taken.value.record.state.name === 'in-progress')
      await complete(supervisor, taken.value)
  }

  /** Whose answer was lost may have ended all the same: it is this console that did it. */
  async function keepReason(supervisor: Supervisor, { record }: StoredCoaching): Promise<boolean> {
    const answer = await supervisor.platform.coaching(record.platformCoachingId ?? '')
    if (!answer.ok || answer.value.status !== 'completed') return false
    const fact = { type: 'platform', coaching: answer.value, reason: 'queue-taken' } as const
    await options.clerk.enter(record.id, fact, 'status-check')
    unanswered.delete(record.id)
    return true
  }

  function look(supervisor: Supervisor): void {
    for (const { record } of book.unfinishedOf(supervisor.session.person.id))
      if (isTaken(supervisor, record)) closeLater(record)
  }

  supervisors.onChange(look)
  book.onChange(({ record }) => {
    const supervisor = supervisors.byPerson(record.supervisorId)
    if (supervisor !== undefined && isTaken(supervisor, record)) closeLater(record)
  })
}
