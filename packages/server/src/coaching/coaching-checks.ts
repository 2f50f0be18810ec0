// Sees to it that our records say what the platform says, also where no event told: zombies, vanished sessions, lost answers.
//
//   event ─────────────────────────────────────────────► enter
//   first stream · lost events · end of the call · start + 3 s · every minute ─► read from the platform ─► enter
//                                          no answer: again in 5 s
import {
  type CoachingRecord,
  hasRights,
  isCoachingOver,
  type PlatformCoaching,
} from '@sotto/domain'
import type { Clock } from '@sotto/kernel'
import { PlatformError } from '@sotto/platform'
import type { IncidentEvidence } from '@sotto/protocol'
import type { StoredCoaching } from '../database/coaching-store.ts'
import type { Stores } from '../database/stores.ts'
import type { Counters } from '../live/counters.ts'
import type { LiveWorld } from '../live/live-world.ts'
import type { Supervisor } from '../live/supervisors/supervisor.ts'
import type { Supervisors } from '../live/supervisors/supervisors.ts'
import type { Timers } from '../live/timers.ts'
import type { CoachingAdoption } from './adopt-coaching.ts'
import type { CoachingBook } from './coaching-book.ts'
import type { CoachingClerk } from './coaching-clerk.ts'

export interface CoachingChecks {
  /** Reads this session from the platform and enters what it says. Rejects with a `PlatformError`. */
  check(supervisor: Supervisor, stored: StoredCoaching): Promise<StoredCoaching | undefined>
  /** The same a moment later, and again until the platform has answered. */
  checkLater(record: CoachingRecord, delayMs?: number): void
  /** Finds the record of a coaching that the platform named, and enters it; makes one for a session of this person that we lost. */
  find(supervisor: Supervisor, platformCoachingId: string): Promise<StoredCoaching | undefined>
}

export interface CoachingChecksOptions {
  readonly clock: Clock
  readonly timers: Timers
  readonly counters: Counters
  readonly supervisors: Supervisors
  readonly world: Pick<LiveWorld, 'onConversation'>
  readonly store: Stores['coachings']
  readonly book: CoachingBook
  readonly clerk: CoachingClerk
  readonly adoption: CoachingAdoption
  /** The platform keeps our reference with this supervisor's sessions: they are found by it (S11). */
  readonly keepsMetadata: (supervisorId: string) => boolean
  /** After a create without an answer: how long its arrival is still possible. */
  readonly lookupWindowMs: number
  readonly onFailure: (failure: unknown) => void
}

/** A zombie is found out by the platform within a second; its event may be lost. */
export const zombieCheckMs = 3_000
const checkAgainMs = 5_000
/** No event tells that a platform has lost a session. */
const goesOnMs = 60_000
const running = ['started', 'in-progress', 'paused'] as const

export function createCoachingChecks(options: CoachingChecksOptions): CoachingChecks {
  const { adoption, book, clerk, clock, counters, store, supervisors, timers } = options

  async function check(
    supervisor: Supervisor,
    stored: StoredCoaching,
  ): Promise<StoredCoaching | undefined> {
    const { id, platformCoachingId } = stored.record
    if (platformCoachingId === undefined) return lookUp(supervisor, stored)
    const answer = await supervisor.platform.coaching(platformCoachingId)
    if (answer.ok)
      return clerk.enter(id, { type: 'platform', coaching: answer.value }, 'status-check')
    return answer.error.code === 'not-found'
      ? clerk.enter(id, { type: 'missing' }, 'status-check')
      : stored
  }

  /** No answer ever named it: by our own id in its metadata, or by its conversation where a licence has no metadata. */
  async function lookUp(supervisor: Supervisor, stored: StoredCoaching) {
    const { conversationId, id, startedAt, supervisorId } = stored.record
    const filter = options.keepsMetadata(supervisorId) ? { metadata: { recordId: id } } : {}
    const answer = await supervisor.platform.coachings({ conversationId, ...filter })
    if (!answer.ok) return stored
    const coaching = answer.value.find((one) => isMeant(stored.record, one))
    if (coaching !== undefined)
      return clerk.enter(id, { type: 'platform', coaching }, 'status-check')
    if (clock.wallNow() - startedAt >= options.lookupWindowMs)
      return clerk.enter(id, { type: 'missing' }, 'status-check')
    checkLater(stored.record)
    return stored
  }

  function checkLater(record: CoachingRecord, delayMs: number = zombieCheckMs): void {
    timers.replace(`coaching ${record.id}`, delayMs, () => {
      checkAlone(record.id).catch((failure: unknown) => {
        if (failure instanceof PlatformError) counters.count('platform-failures')
        else counters.count('store-failures')
        checkLater(record, checkAgainMs)
      })
    })
  }

  function askAfter(name: string, record: CoachingRecord): void {
    timers.replace(name, goesOnMs, () => {
      checkLater(record, 0)
      askAfter(name, record)
    })
  }

  async function checkAlone(id: string): Promise<void> {
    const stored = await store.byId(id)
    if (stored === undefined || isCoachingOver(stored.record.state.name)) return
    // Whoever is signed in nowhere now is asked for when they come.
    const supervisor = supervisors.byPerson(stored.record.supervisorId)
    if (supervisor !== undefined) await check(supervisor, stored)
  }

  async function hear(
    supervisorId: string,
    coaching: PlatformCoaching,
    evidence: IncidentEvidence,
  ): Promise<void> {
    const stored = await adoption.recordOf(coaching)
    if (stored !== undefined) {
      await clerk.enter(stored.record.id, { type: 'platform', coaching }, evidence)
      return
    }
    const supervisor = supervisors.byPerson(supervisorId)
    if (supervisor !== undefined) await adoption.adopt(supervisor, coaching, evidence)
  }

  /** What was begun on another computer, by another server, or before our own database was lost. */
  async function welcome(supervisor: Supervisor): Promise<void> {
    if (!hasRights(supervisor.person, 'read-coaching')) return
    const personId = supervisor.session.person.id
    for (const { record } of await book.loadUnfinished(personId)) checkLater(record, 0)
    const answer = await supervisor.platform.coachings({ statuses: running })
    for (const coaching of answer.ok ? answer.value : [])
      await hear(personId, coaching, 'status-check')
  }

  function welcomeAlone(supervisor: Supervisor): void {
    const name = `coachings of ${supervisor.session.id}`
    welcome(supervisor).catch(() => {
      counters.count('platform-failures')
      if (supervisors.bySession(supervisor.session.id) !== undefined)
        timers.replace(name, checkAgainMs, () => welcomeAlone(supervisor))
    })
  }

  function checkAll(supervisorId: string): void {
    for (const { record } of book.unfinishedOf(supervisorId)) checkLater(record, 0)
  }

  book.onChange(({ record }) => {
    const name = `coaching goes on ${record.id}`
    if (isCoachingOver(record.state.name)) timers.cancel(name)
    else if (!timers.has(name)) askAfter(name, record)
  })

  /** Sessions whose stream has been open before. */
  const welcomed = new WeakSet<Supervisor>()
  supervisors.onUncertain((supervisor) => {
    if (welcomed.has(supervisor)) checkAll(supervisor.session.person.id)
    else welcomeAlone(supervisor)
    welcomed.add(supervisor)
  })
  supervisors.onCoaching((coaching) => {
    hear(coaching.supervisorId, coaching, 'event').catch(() => {
      counters.count('store-failures')
      timers.schedule(checkAgainMs, () => checkAll(coaching.supervisorId))
    })
  })
  options.world.onConversation(({ id, phase }) => {
    if (phase !== 'ended') return
    for (const { record } of book.inConversation(id))
      if (!isCoachingOver(record.state.name)) checkLater(record)
  })

  return {
    check,
    checkLater,
    async find(supervisor, platformCoachingId) {
      const known = await store.byPlatformId(platformCoachingId)
      if (known !== undefined) return known
      const answer = await supervisor.platform.coaching(platformCoachingId)
      if (!answer.ok) return undefined
      await hear(supervisor.session.person.id, answer.value, 'status-check')
      return store.byPlatformId(platformCoachingId)
    },
  }
}

function isMeant(record: CoachingRecord, coaching: PlatformCoaching): boolean {
  if (coaching.recordId !== undefined) return coaching.recordId === record.id
  return (
    coaching.conversationId === record.conversationId &&
    coaching.kind === record.kind &&
    coaching.status !== 'invalid' &&
    coaching.status !== 'completed'
  )
}
