/** Coachings in our words, and our requests in the platform's. */
import {
  type CoachingKind,
  type CoachingTarget,
  longestMetadataBytes,
  metadataBytes,
  type PlatformCoaching,
  type PlatformCoachingStatus,
} from '@sotto/domain'
import { err, ok, type Result } from '@sotto/kernel'
import type { CoachingFilter, CreateCoachingRequest, PlatformRefusal } from '@sotto/platform'
import {
  createCoachingSchema,
  ownCoachingMetadataSchema,
  type WireCoaching,
  type WireCreateCoaching,
} from '../wire/coaching.ts'

const wireStatuses = {
  started: 'STARTED',
  'in-progress': 'IN_PROGRESS',
  paused: 'PAUSED',
  completed: 'COMPLETED',
  invalid: 'INVALID',
} as const satisfies Record<PlatformCoachingStatus, string>

const statuses: ReadonlyMap<string, PlatformCoachingStatus> = new Map<
  string,
  PlatformCoachingStatus
>([
  ['STARTED', 'started'],
  ['IN_PROGRESS', 'in-progress'],
  ['PAUSED', 'paused'],
  ['COMPLETED', 'completed'],
  ['INVALID', 'invalid'],
])

const kinds: ReadonlyMap<string, CoachingKind> = new Map<string, CoachingKind>([
  ['REAL_TIME', 'real-time'],
  ['POST_CALL', 'post-call'],
])

const wireKinds = { 'real-time': 'REAL_TIME', 'post-call': 'POST_CALL' } as const

export function wireStatusOf(target: CoachingTarget): (typeof wireStatuses)[CoachingTarget] {
  return wireStatuses[target]
}

/** Undefined when its kind or status has no word of ours: an unreadable coaching says nothing. */
export function mapCoaching(coaching: WireCoaching): PlatformCoaching | undefined {
  const kind = kinds.get(coaching.coachingType)
  const status = statuses.get(coaching.status)
  if (kind === undefined || status === undefined) return undefined
  const metadata = ownCoachingMetadataSchema.safeParse(coaching.metadata)
  return {
    id: coaching.id,
    version: coaching.version,
    ...(coaching.interactionId == null ? {} : { conversationId: coaching.interactionId }),
    agentUserId: coaching.userId,
    supervisorId: coaching.supervisorId,
    kind,
    status,
    ...(metadata.success ? { recordId: metadata.data.recordId } : {}),
    createdAt: coaching.createdAt,
  }
}

/** The payload exactly as S4 has it; what breaks a rule never reaches the platform, and what is too large is told with its size. */
export function mapCreateCoaching(
  request: CreateCoachingRequest,
): Result<WireCreateCoaching, PlatformRefusal> {
  const { agentUserId, conversationId, kind, metadata } = request
  const parsed = createCoachingSchema.safeParse({
    interactionId: conversationId,
    userId: agentUserId,
    coachingType: wireKinds[kind],
    ...(metadata === undefined ? {} : { metadata }),
  })
  if (parsed.success) return ok(parsed.data)
  const field = String(parsed.error.issues[0]?.path[0] ?? 'metadata')
  const bytes = metadata === undefined ? 0 : metadataBytes(metadata)
  return err({
    code: 'bad-request',
    field,
    message:
      bytes > longestMetadataBytes
        ? `metadata has ${bytes} bytes of JSON, ${longestMetadataBytes} at most`
        : 'the request breaks a rule of the coaching payload',
  })
}

/** The address of a list, for one page. */
/** The platform filters by one state at a time. */
export type CoachingListFilter = Omit<CoachingFilter, 'statuses'> & {
  readonly status?: PlatformCoachingStatus
}

export function coachingListPath(filter: CoachingListFilter, cursor: string | undefined): string {
  const query = new URLSearchParams({ pageSize: '100' })
  if (filter.agentUserId !== undefined) query.set('userId', filter.agentUserId)
  if (filter.conversationId !== undefined) query.set('interactionId', filter.conversationId)
  if (filter.status !== undefined) query.set('status', wireStatuses[filter.status])
  for (const [key, value] of Object.entries(filter.metadata ?? {}))
    query.set(`metadata.${key}`, value)
  if (cursor !== undefined) query.set('cursor', cursor)
  return `/coaching/coachings?${query}`
}
