/** What is asked of our server about snippets. One idempotency key per intent. */
import type { Result } from '@sotto/kernel'
import {
  type SnippetChangeRequest,
  type SnippetList,
  type SnippetRequest,
  type SnippetSaved,
  snippetListSchema,
  snippetSavedSchema,
} from '@sotto/protocol'
import type { CallFailure, CallServer } from '../commands/server-calls.ts'

export interface SnippetCalls {
  list(): Promise<Result<SnippetList, CallFailure>>
  add(request: SnippetRequest, key: string): Promise<Result<SnippetSaved, CallFailure>>
  change(
    id: string,
    request: SnippetChangeRequest,
    key: string,
  ): Promise<Result<SnippetSaved, CallFailure>>
  step(
    id: string,
    step: 'remove' | 'restore',
    expectedVersion: number,
    key: string,
  ): Promise<Result<SnippetSaved, CallFailure>>
}

export function createSnippetCalls(call: CallServer): SnippetCalls {
  const act = (path: string, body: unknown, idempotencyKey: string) =>
    call({
      ...{ method: 'POST', path: `/api/snippets${path}`, body, idempotencyKey },
      read: (answer) => snippetSavedSchema.safeParse(answer).data,
    })
  return {
    list: () =>
      call({
        method: 'GET',
        path: '/api/snippets',
        read: (answer) => snippetListSchema.safeParse(answer).data,
      }),
    add: (request, key) => act('', request, key),
    change: (id, request, key) => act(`/${encodeURIComponent(id)}`, request, key),
    step: (id, step, expectedVersion, key) =>
      act(`/${encodeURIComponent(id)}/${step}`, { expectedVersion }, key),
  }
}
