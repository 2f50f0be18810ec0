import { useSyncExternalStore } from 'react'
import type { Choosing } from '../model/agent-strip/own-settings.ts'
import { useModel } from './use-model.ts'

/** What is being chosen in this tab now. */
export function useChoosing(): Choosing {
  const { state } = useModel().agentStrip.settings
  return useSyncExternalStore(state.subscribe, state.getState, state.getState)
}

/** Whether the browser lets this page be heard. */
export function useChimeAllowed(): boolean {
  const { chime } = useModel().agentStrip
  return useSyncExternalStore(chime.subscribe, chime.isAllowed, chime.isAllowed)
}
