/** What is asked of our server to take a person out of everything that is kept. */
import type { Result } from '@sotto/kernel'
import {
  type ErasureCountsView,
  type ErasurePeople,
  type ErasureRequest,
  erasureAnswerSchema,
  erasurePeopleSchema,
} from '@sotto/protocol'
import type { CallFailure, CallServer } from '../commands/server-calls.ts'

export interface ErasureCalls {
  /** By a part of their name, or by their whole id. */
  people(text: string): Promise<Result<ErasurePeople, CallFailure>>
  /** How many rows would be changed; changes none. */
  tryOut(personId: string): Promise<Result<ErasureCountsView, CallFailure>>
  /** `key`: of this one intent. */
  erase(request: ErasureRequest, key: string): Promise<Result<ErasureCountsView, CallFailure>>
}

export function createErasureCalls(call: CallServer): ErasureCalls {
  const readCounts = (body: unknown) => erasureAnswerSchema.safeParse(body).data?.counts
  return {
    people: (text) =>
      call({
        method: 'POST',
        path: '/api/erasures/people',
        body: { text },
        read: (body) => erasurePeopleSchema.safeParse(body).data,
      }),
    tryOut: (personId) =>
      call({ method: 'POST', path: '/api/erasures/trial', body: { personId }, read: readCounts }),
    erase: (request, key) =>
      call({
        method: 'POST',
        path: '/api/erasures',
        body: request,
        idempotencyKey: key,
        read: readCounts,
      }),
  }
}
