/**
 * The timeline of the conversation that is open, read anew whenever something of it changes.
 *
 * ```
 *   closed ──watch──► loading ──answer──► known ──change · 10 s──► (read again, what is shown stays)
 *      ▲                 │ failure           │ failure
 *      └──unwatch        ▼                   ▼
 *                      failed ◄──────── known, with the failure beside it
 * ```
 */

import type { Cancel, Clock, Unsubscribe } from '@sotto/kernel'
import type { IncidentTimeline } from '@sotto/protocol'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { CallFailure } from '../commands/server-calls.ts'
import { lateModel } from '../late-parts/late-model.ts'
import type { LiveStore } from '../live/live-store.ts'
import { createIncidentCalls, type IncidentCalls } from './incident-calls.ts'

export type TimelineState =
  | { readonly state: 'closed' }
  | { readonly state: 'loading'; readonly conversationId: string }
  | { readonly state: 'failed'; readonly conversationId: string; readonly failure: CallFailure }
  | {
      readonly state: 'known'
      readonly conversationId: string
      readonly timeline: IncidentTimeline
      /** It could not be read again: what is shown is old. */
      readonly failure?: CallFailure
    }

export interface Incidents {
  readonly state: StoreApi<TimelineState>
  /** Reads and keeps reading until the answer is called. One conversation at a time: the newest watcher counts. */
  watch(conversationId: string): Unsubscribe
  /** Now, for a button after a failure. */
  readAgain(): void
}

/** Several changes come together; the server's facts are written a moment after its frames. */
const settleMs = 300
/** Acts of others of the team that change nothing on this screen. */
const repeatMs = 10_000

export function createIncidents(options: {
  readonly clock: Clock
  readonly calls: Pick<IncidentCalls, 'incidents'>
  readonly store: Pick<LiveStore, 'subscribe'>
}): Incidents {
  const { calls, clock, store } = options
  const state = createStore<TimelineState>(() => ({ state: 'closed' }))
  let watched: { readonly conversationId: string } | undefined
  let planned: Cancel = () => {}

  function plan(delayMs: number): void {
    planned()
    planned = clock.schedule(delayMs, () => void read())
  }

  async function read(): Promise<void> {
    const reading = watched
    if (reading === undefined) return
    plan(repeatMs)
    const { conversationId } = reading
    const answer = await calls.incidents(conversationId)
    if (watched !== reading) return
    const shown = state.getState()
    if (answer.ok) state.setState({ state: 'known', conversationId, timeline: answer.value }, true)
    else if (shown.state === 'known') state.setState({ ...shown, failure: answer.error }, true)
    else state.setState({ state: 'failed', conversationId, failure: answer.error }, true)
  }

  return {
    state,
    watch(conversationId) {
      const mine = { conversationId }
      watched = mine
      state.setState({ state: 'loading', conversationId }, true)
      const soon = () => plan(settleMs)
      const stops = [
        store.subscribe(`controls:${conversationId}`, soon),
        store.subscribe('detail', soon),
        store.subscribe('coachings', soon),
      ]
      void read()
      return () => {
        for (const stop of stops) stop()
        if (watched !== mine) return
        watched = undefined
        planned()
        state.setState({ state: 'closed' }, true)
      }
    },
    readAgain() {
      if (watched === undefined) return
      const { conversationId } = watched
      if (state.getState().state === 'failed')
        state.setState({ state: 'loading', conversationId }, true)
      void read()
    },
  }
}

export const incidentsOf = lateModel(({ call, clock, store }) =>
  createIncidents({ clock, store, calls: createIncidentCalls(call) }),
)
