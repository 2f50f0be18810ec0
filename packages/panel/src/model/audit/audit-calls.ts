/** What is asked of our server about the audit. */
import type { Result } from '@sotto/kernel'
import {
  type AuditPage,
  type AuditSearchRequest,
  type AuditTimeline,
  auditPageSchema,
  auditTimelineSchema,
  type OwnAuditPage,
  ownAuditPageSchema,
  type RevealPage,
  revealPageSchema,
} from '@sotto/protocol'
import type { CallFailure, CallServer } from '../commands/server-calls.ts'
import { lateModel } from '../late-parts/late-model.ts'

export interface AuditCalls {
  /** Looks behind masks, for auditors; `search` as it stands in an address. */
  reveals(search: string): Promise<Result<RevealPage, CallFailure>>
  /** Of the whole audit, for auditors. */
  auditEntries(search: AuditSearchRequest): Promise<Result<AuditPage, CallFailure>>
  auditTimeline(
    of: 'conversations' | 'controls',
    id: string,
  ): Promise<Result<AuditTimeline, CallFailure>>
  /** Who listened to this agent. */
  ownAudit(cursor: string | undefined): Promise<Result<OwnAuditPage, CallFailure>>
}

export function createAuditCalls(call: CallServer): AuditCalls {
  return {
    reveals: (search) =>
      call({
        method: 'GET',
        path: `/api/audit/reveals${search}`,
        read: (body) => revealPageSchema.safeParse(body).data,
      }),
    auditEntries: (search) =>
      call({
        method: 'POST',
        path: '/api/audit/entries/search',
        body: search,
        isView: true,
        read: (body) => auditPageSchema.safeParse(body).data,
      }),
    auditTimeline: (of, id) =>
      call({
        method: 'GET',
        path: `/api/audit/${of}/${encodeURIComponent(id)}`,
        read: (body) => auditTimelineSchema.safeParse(body).data,
      }),
    ownAudit: (cursor) =>
      call({
        method: 'GET',
        path: `/api/audit/mine${cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`}`,
        read: (body) => ownAuditPageSchema.safeParse(body).data,
      }),
  }
}

export const auditCallsOf = lateModel(({ call }) => createAuditCalls(call))
