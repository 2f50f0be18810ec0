/** Coaching sessions on this screen: started, moved and written about; the server's word alone says how they stand. */
import type { CoachingAction, CoachingKind } from '@sotto/domain'
import type { Clock } from '@sotto/kernel'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Commands } from '../commands/commands.ts'
import type { CallFailure } from '../commands/server-calls.ts'
import type { KeptText } from '../keeping/kept-text.ts'
import type { LiveStore } from '../live/live-store.ts'
import { type CoachingNotes, createCoachingNotes } from './coaching-notes.ts'

export type Doing =
  | { readonly state: 'busy' }
  | { readonly state: 'failed'; readonly failure: CallFailure }

export interface CoachingModel {
  /** What was asked for, by conversation for starts and by session for everything else. */
  readonly doing: StoreApi<Readonly<Record<string, Doing>>>
  readonly notes: CoachingNotes
  /** Answers the new session's id once the platform has it. */
  start(conversationId: string, kind: CoachingKind, reference: string): Promise<string | undefined>
  act(coachingId: string, action: CoachingAction): Promise<void>
  dismiss(id: string): void
  close(): void
}

export interface CoachingModelOptions {
  readonly clock: Clock
  readonly commands: Commands
  readonly store: LiveStore
  readonly kept: KeptText
  readonly tabId: () => string
}

export function createCoachingModel(options: CoachingModelOptions): CoachingModel {
  const { commands, store } = options
  const doing = createStore<Readonly<Record<string, Doing>>>(() => ({}))
  const notes = createCoachingNotes(options)

  function note(id: string, next: Doing | undefined): void {
    const { [id]: _, ...others } = doing.getState()
    doing.setState(next === undefined ? others : { ...others, [id]: next }, true)
  }

  const isBusy = (id: string) => doing.getState()[id]?.state === 'busy'

  return {
    doing,
    notes,
    async start(conversationId, kind, reference) {
      if (isBusy(conversationId)) return undefined
      note(conversationId, { state: 'busy' })
      const answer = await commands.startCoaching(conversationId, {
        kind,
        tabId: options.tabId(),
        ...(reference === '' ? {} : { reference }),
      })
      note(conversationId, answer.ok ? undefined : { state: 'failed', failure: answer.error })
      if (!answer.ok) return undefined
      store.takeCoaching(answer.value)
      return answer.value.id
    },
    async act(coachingId, action) {
      if (isBusy(coachingId)) return
      note(coachingId, { state: 'busy' })
      // What was typed last belongs to the session that is being left.
      if (action === 'complete') await notes.flush(coachingId)
      const answer = await commands.moveCoaching(coachingId, action)
      note(coachingId, answer.ok ? undefined : { state: 'failed', failure: answer.error })
      if (answer.ok) store.takeCoaching(answer.value)
    },
    dismiss: (id) => note(id, undefined),
    close: () => notes.close(),
  }
}
