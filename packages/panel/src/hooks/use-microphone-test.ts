import { useSyncExternalStore } from 'react'
import {
  type MicrophoneTestState,
  microphoneTestOf,
} from '../model/microphone-test/microphone-test.ts'
import { useModel } from './use-model.ts'

export function useMicrophoneTest(): MicrophoneTestState {
  const { state } = microphoneTestOf(useModel())
  return useSyncExternalStore(state.subscribe, state.getState, state.getState)
}
