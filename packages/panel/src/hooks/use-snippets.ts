import { useSyncExternalStore } from 'react'
import type { SnippetsState } from '../model/snippets/snippets.ts'
import { useModel } from './use-model.ts'

export function useSnippets(): SnippetsState {
  const { state } = useModel().snippets
  return useSyncExternalStore(state.subscribe, state.getState, state.getState)
}
