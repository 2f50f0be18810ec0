import type { WallMs } from '@sotto/kernel'
import type { ControlKind } from '../conversation/conversation.ts'

export type PlatformControlStatus = 'queued' | 'executing' | 'completed' | 'failed'

export type ControlFailure =
  | 'cancelled'
  | 'no-media'
  | 'path-severed'
  | 'format'
  | 'agent-left'
  | 'capacity'
  | 'unknown'

export type WhisperAnswer = 'got-it' | 'not-now' | 'need-you'

/** A control as the platform tells it. `version` orders the states of one control. */
export interface PlatformControl {
  readonly id: string
  readonly version: number
  readonly conversationId: string
  readonly kind: ControlKind
  readonly status: PlatformControlStatus
  readonly failure?: ControlFailure
  readonly supervisorId: string
  readonly targetUserId: string
  /** The words of a text whisper, where the platform tells them to whoever asks. */
  readonly text?: string
  readonly createdAt?: WallMs
  readonly readAt?: WallMs
  readonly answer?: WhisperAnswer
  readonly answeredAt?: WallMs
  readonly executingAt?: WallMs
  readonly finishedAt?: WallMs
  /** Our own key, when the control carries one of ours. */
  readonly requestKey?: string
}
