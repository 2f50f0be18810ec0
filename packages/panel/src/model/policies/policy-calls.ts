/** What is asked of our server about policies. */
import type { Result } from '@sotto/kernel'
import {
  type PolicyHistory,
  type PolicyList,
  type PolicyRequest,
  type PolicyVersion,
  policyHistorySchema,
  policyListSchema,
  policyVersionSchema,
} from '@sotto/protocol'
import type { CallFailure, CallServer } from '../commands/server-calls.ts'

export interface PolicyCalls {
  policies(): Promise<Result<PolicyList, CallFailure>>
  /** Without a queue: for all of them. `key`: of this one change. */
  changePolicy(
    queueId: string | undefined,
    request: PolicyRequest,
    key: string,
  ): Promise<Result<PolicyVersion, CallFailure>>
  policyHistory(queueId: string | undefined): Promise<Result<PolicyHistory, CallFailure>>
}

export function createPolicyCalls(call: CallServer): PolicyCalls {
  return {
    policies: () =>
      call({
        method: 'GET',
        path: '/api/policies',
        read: (body) => policyListSchema.safeParse(body).data,
      }),
    changePolicy: (queueId, request, key) =>
      call({
        method: 'POST',
        path: policyPath(queueId),
        body: request,
        idempotencyKey: key,
        read: (body) => policyVersionSchema.safeParse(body).data,
      }),
    policyHistory: (queueId) =>
      call({
        method: 'GET',
        path: `${policyPath(queueId)}/versions`,
        read: (body) => policyHistorySchema.safeParse(body).data,
      }),
  }
}

function policyPath(queueId: string | undefined): string {
  return queueId === undefined
    ? '/api/policies/default'
    : `/api/policies/queues/${encodeURIComponent(queueId)}`
}
