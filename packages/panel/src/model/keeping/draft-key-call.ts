import type { Result } from '@sotto/kernel'
import { type DraftKey, draftKeySchema } from '@sotto/protocol'
import type { CallFailure, CallServer } from '../commands/server-calls.ts'

/** Of a sealed key the key, for its owner; without one a new one. */
export type AskDraftKey = (sealed?: string) => Promise<Result<DraftKey, CallFailure>>

export function createDraftKeyCall(call: CallServer): AskDraftKey {
  return (sealed) =>
    call({
      method: 'POST',
      path: '/auth/drafts/key',
      body: sealed === undefined ? {} : { sealed },
      read: (body) => draftKeySchema.safeParse(body).data,
    })
}
