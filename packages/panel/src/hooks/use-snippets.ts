import { useSyncExternalStore } from 'react'
import type { SnippetsState } from '../model/snippets/snippets.ts'
import { snippetsOf } from '../model/snippets/snippets.ts'
import { useModel } from './use-model.ts'

export function useSnippets(): SnippetsState {
  const { state } = snippetsOf(useModel())
  return useSyncExternalStore(state.subscribe, state.getState, state.getState)
}
