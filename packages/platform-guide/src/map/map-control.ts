/** Controls in our words, and our requests in the platform's. */
import type {
  ControlFailure,
  ControlKind,
  PlatformControl,
  PlatformControlStatus,
  WhisperAnswer,
} from '@sotto/domain'
import { assertNever, err, ok, type Result } from '@sotto/kernel'
import type { PlatformRefusal, StartControlRequest } from '@sotto/platform'
import {
  controlRequestSchema,
  ownMetadataSchema,
  type WireControl,
  type WireControlRequest,
} from '../wire/control.ts'

/** W5: what is sent when nobody chose a level. */
export const defaultMixLevel = 0.65

const statuses: ReadonlyMap<string, PlatformControlStatus> = new Map<string, PlatformControlStatus>(
  [
    ['QUEUED', 'queued'],
    ['EXECUTING', 'executing'],
    ['COMPLETED', 'completed'],
    ['FAILED', 'failed'],
  ],
)

const failures: ReadonlyMap<string, ControlFailure> = new Map<string, ControlFailure>([
  ['CANCELLED', 'cancelled'],
  ['NO_MEDIA', 'no-media'],
  ['PATH_SEVERED', 'path-severed'],
  ['FORMAT', 'format'],
  ['AGENT_LEFT', 'agent-left'],
  ['CAPACITY', 'capacity'],
])

const answers: ReadonlyMap<string, WhisperAnswer> = new Map<string, WhisperAnswer>([
  ['GOT_IT', 'got-it'],
  ['NOT_NOW', 'not-now'],
  ['NEED_YOU', 'need-you'],
])

const wireAnswers = { 'got-it': 'GOT_IT', 'not-now': 'NOT_NOW', 'need-you': 'NEED_YOU' } as const

export function statusOf(status: string): PlatformControlStatus | undefined {
  return statuses.get(status)
}

export function wireAnswerOf(answer: WhisperAnswer): (typeof wireAnswers)[WhisperAnswer] {
  return wireAnswers[answer]
}

export function kindOf(controlType: string, mediaType: string): ControlKind | undefined {
  if (controlType === 'MONITOR') return 'monitor'
  if (controlType === 'BARGE') return 'barge'
  if (controlType !== 'WHISPER') return undefined
  if (mediaType === 'AUDIO') return 'whisper-audio'
  return mediaType === 'TEXT' ? 'whisper-text' : undefined
}

/** Undefined when its kind or status has no word of ours: an unreadable control confirms nothing. */
export function mapControl(control: WireControl): PlatformControl | undefined {
  const kind = kindOf(control.controlType, control.mediaType)
  const status = statusOf(control.status)
  if (kind === undefined || status === undefined) return undefined
  const metadata = ownMetadataSchema.safeParse(control.metadata)
  const answer = answers.get(control.answer ?? '')
  return {
    id: control.id,
    version: control.version,
    conversationId: control.conversationId,
    kind,
    status,
    ...(status === 'failed'
      ? { failure: failures.get(control.failureReason ?? '') ?? ('unknown' as const) }
      : {}),
    supervisorId: control.supervisorId,
    targetUserId: control.targetUserId,
    ...(control.text == null ? {} : { text: control.text }),
    ...(control.createdAt == null ? {} : { createdAt: control.createdAt }),
    ...(control.readAt == null ? {} : { readAt: control.readAt }),
    ...(answer === undefined ? {} : { answer }),
    ...(control.answeredAt == null ? {} : { answeredAt: control.answeredAt }),
    ...(control.executingAt == null ? {} : { executingAt: control.executingAt }),
    ...(control.finishedAt == null ? {} : { finishedAt: control.finishedAt }),
    ...(metadata.success ? { requestKey: metadata.data.requestKey } : {}),
  }
}

/** The payload exactly as W5 has it, checked before it leaves: what breaks a rule of ours never reaches the platform. */
export function mapStartControl(
  request: StartControlRequest,
): Result<WireControlRequest, PlatformRefusal> {
  const parsed = controlRequestSchema.safeParse(draftOf(request))
  if (parsed.success) return ok(parsed.data)
  return err({
    code: 'bad-request',
    field: wrongFieldOf(request, parsed.error.issues[0]?.path),
    message: 'the request breaks a rule of the control payload',
  })
}

function draftOf(request: StartControlRequest): unknown {
  const metadata = {
    coachingSessionId: request.coachingSessionId,
    supervisorId: request.supervisorId,
    requestKey: request.requestKey,
  }
  const target = { targetUserId: request.targetUserId, metadata }
  switch (request.kind) {
    case 'whisper-audio':
      return {
        controlType: 'WHISPER',
        mediaType: 'AUDIO',
        audioMixLevel: request.mixLevel ?? defaultMixLevel,
        ...target,
      }
    case 'whisper-text':
      return { controlType: 'WHISPER', mediaType: 'TEXT', text: request.text, ...target }
    case 'monitor':
      return { controlType: 'MONITOR', mediaType: 'AUDIO', ...target }
    case 'barge':
      return { controlType: 'BARGE', mediaType: 'AUDIO', ...target }
    default:
      return assertNever(request.kind)
  }
}

/** A union's issues do not say which member was meant; our own kind does. */
function wrongFieldOf(
  request: StartControlRequest,
  path: readonly PropertyKey[] | undefined,
): string {
  const told = path?.map(String).join('.') ?? ''
  if (told !== '') return told
  if (request.targetUserId === '') return 'targetUserId'
  if (request.kind === 'whisper-audio') return 'audioMixLevel'
  return request.kind === 'whisper-text' ? 'text' : 'metadata'
}
