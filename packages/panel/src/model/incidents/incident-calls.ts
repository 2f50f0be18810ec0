/** What is asked of our server about what happened in a conversation. */
import type { Result } from '@sotto/kernel'
import { type IncidentTimeline, incidentTimelineSchema, supportBundleSchema } from '@sotto/protocol'
import type { CallFailure, CallServer } from '../commands/server-calls.ts'
import { lateModel } from '../late-parts/late-model.ts'

/** A support bundle, to be saved as it is. */
export interface BundleFile {
  readonly fileName: string
  readonly text: string
}

export interface IncidentCalls {
  /** What happened in this conversation, whoever did it. */
  incidents(conversationId: string): Promise<Result<IncidentTimeline, CallFailure>>
  supportBundle(conversationId: string): Promise<Result<BundleFile, CallFailure>>
}

export function createIncidentCalls(call: CallServer): IncidentCalls {
  return {
    incidents: (conversationId) =>
      call({
        method: 'GET',
        path: `/api/conversations/${encodeURIComponent(conversationId)}/incidents`,
        read: (body) => incidentTimelineSchema.safeParse(body).data,
      }),
    supportBundle: (conversationId) =>
      call({
        method: 'GET',
        path: `/api/conversations/${encodeURIComponent(conversationId)}/support-bundle`,
        read: bundleFile,
      }),
  }
}

export const incidentCallsOf = lateModel(({ call }) => createIncidentCalls(call))

/** Only what the schema knows is saved: the same fields that were checked for being harmless. */
function bundleFile(body: unknown): BundleFile | undefined {
  const bundle = supportBundleSchema.safeParse(body).data
  return bundle && { fileName: bundle.fileName, text: `${JSON.stringify(bundle, undefined, 2)}\n` }
}
