/** Who listened to this agent: pages, newest first. What was shown stays when no more can be read. */
import type { OwnAudit } from '@sotto/protocol'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { CallFailure } from '../commands/server-calls.ts'
import type { AuditCalls } from './audit-calls.ts'

export interface OwnTimesState {
  readonly times: readonly OwnAudit[]
  readonly nextCursor: string | undefined
  readonly isLoading: boolean
  readonly failure: CallFailure | undefined
}

export interface OwnTimes {
  readonly state: StoreApi<OwnTimesState>
  /** Reads the first page anew. */
  open(): Promise<void>
  more(): Promise<void>
}

export function createOwnTimes({
  calls,
}: {
  readonly calls: Pick<AuditCalls, 'ownAudit'>
}): OwnTimes {
  const state = createStore<OwnTimesState>(() => ({
    times: [],
    nextCursor: undefined,
    isLoading: false,
    failure: undefined,
  }))

  async function read(cursor?: string): Promise<void> {
    if (state.getState().isLoading) return
    state.setState({ isLoading: true, failure: undefined })
    const answer = await calls.ownAudit(cursor)
    if (!answer.ok) {
      state.setState({ isLoading: false, failure: answer.error })
      return
    }
    const { nextCursor, times } = answer.value
    const before = cursor === undefined ? [] : state.getState().times
    state.setState({ isLoading: false, times: [...before, ...times], nextCursor })
  }

  return {
    state,
    open: () => read(),
    async more() {
      const { nextCursor } = state.getState()
      if (nextCursor !== undefined) await read(nextCursor)
    },
  }
}

export interface DayOfTimes {
  /** The first moment of it that is told, for its heading. */
  readonly at: number
  readonly times: readonly OwnAudit[]
}

/** By this machine's own calendar, in the order given. */
export function byDay(times: readonly OwnAudit[]): readonly DayOfTimes[] {
  const days: { at: number; times: OwnAudit[] }[] = []
  for (const time of times) {
    const last = days.at(-1)
    const isSame = last !== undefined && dayOf(last.at) === dayOf(time.from)
    if (isSame) last.times.push(time)
    else days.push({ at: time.from, times: [time] })
  }
  return days
}

function dayOf(at: number): string {
  return new Date(at).toDateString()
}
