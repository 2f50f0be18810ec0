import { useSyncExternalStore } from 'react'
import { coachingHistoryOf, type HistoryState } from '../model/coaching/coaching-history.ts'
import { useModel } from './use-model.ts'

export function useHistory(): HistoryState {
  const { state } = coachingHistoryOf(useModel())
  return useSyncExternalStore(state.subscribe, state.getState, state.getState)
}
