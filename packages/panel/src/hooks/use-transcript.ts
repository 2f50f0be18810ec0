import { useSyncExternalStore } from 'react'
import type { TranscriptState } from '../model/transcript/transcript.ts'
import { useModel } from './use-model.ts'

export function useTranscript(): TranscriptState {
  const { state } = useModel().transcript
  return useSyncExternalStore(state.subscribe, state.getState, state.getState)
}

/** Whole seconds until that moment, counted with every other timer on screen. */
export function useSecondsUntil(atMono: number): number {
  const { clock, ticker } = useModel()
  useSyncExternalStore(ticker.subscribe, ticker.count, ticker.count)
  return Math.max(0, Math.ceil((atMono - clock.monotonicNow()) / 1_000))
}
