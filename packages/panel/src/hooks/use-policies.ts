import { useSyncExternalStore } from 'react'
import { type PoliciesState, policiesOf } from '../model/policies/policies.ts'
import { useModel } from './use-model.ts'

export function usePolicies(): PoliciesState {
  const policies = policiesOf(useModel())
  const read = () => policies.state.getState()
  return useSyncExternalStore(policies.state.subscribe, read, read)
}
