import type { CoachingView, MaskedPiece } from '@sotto/protocol'
import { useCallback, useSyncExternalStore } from 'react'
import type { Doing } from '../model/coaching/coaching.ts'
import type { NotesDraft } from '../model/coaching/notes-draft.ts'
import { useModel } from './use-model.ts'

/** Every session this screen knows, newest first. */
export function useCoachings(): readonly CoachingView[] {
  const { store } = useModel()
  const subscribe = useCallback(
    (listener: () => void) => store.subscribe('coachings', listener),
    [store],
  )
  const read = () => store.coachings()
  return useSyncExternalStore(subscribe, read, read)
}

/** What is under way for a conversation or a session. */
export function useDoing(id: string): Doing | undefined {
  const { coaching } = useModel()
  const read = () => coaching.doing.getState()[id]
  return useSyncExternalStore(coaching.doing.subscribe, read, read)
}

export function useNotesDraft(coachingId: string): NotesDraft | undefined {
  const { coaching } = useModel()
  const read = () => coaching.notes.state.getState()[coachingId]
  return useSyncExternalStore(coaching.notes.state.subscribe, read, read)
}

/** What the server masked when it last saved these notes. */
export function useMaskedNotes(coachingId: string): readonly MaskedPiece[] | undefined {
  const { coaching } = useModel()
  const read = () => coaching.notes.masked.getState()[coachingId]
  return useSyncExternalStore(coaching.notes.masked.subscribe, read, read)
}
