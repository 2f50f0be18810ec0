import { useCallback, useSyncExternalStore } from 'react'
import type { PoliciesState } from '../model/policies/policies.ts'
import { useModel } from './use-model.ts'

export function usePolicies(): PoliciesState {
  const { policies } = useModel()
  const read = () => policies.state.getState()
  return useSyncExternalStore(policies.state.subscribe, read, read)
}

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
