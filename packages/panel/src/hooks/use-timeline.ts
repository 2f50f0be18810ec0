import { useSyncExternalStore } from 'react'
import type { TimelineState } from '../model/incidents/incidents.ts'
import { incidentsOf } from '../model/incidents/incidents.ts'
import { useModel } from './use-model.ts'

export interface ShownTimeline {
  readonly shown: TimelineState
  readonly readAgain: () => void
}

export function useTimeline(): ShownTimeline {
  const incidents = incidentsOf(useModel())
  const read = () => incidents.state.getState()
  const shown = useSyncExternalStore(incidents.state.subscribe, read, read)
  return { shown, readAgain: incidents.readAgain }
}
