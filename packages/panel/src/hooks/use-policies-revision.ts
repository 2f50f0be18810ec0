import { useCallback, useSyncExternalStore } from 'react'
import { useModel } from './use-model.ts'

/** Undefined for whoever is not told of policies. */
export function usePoliciesRevision(): number | undefined {
  const { store } = useModel()
  const subscribe = useCallback(
    (listener: () => void) => store.subscribe('policies', listener),
    [store],
  )
  const read = () => store.policiesRevision()
  return useSyncExternalStore(subscribe, read, read)
}
