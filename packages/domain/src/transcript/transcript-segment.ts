import type { ParticipantPurpose } from '../conversation/conversation.ts'

/** One piece of what was said or written, raw: it never leaves the server. Times are milliseconds from the conversation's start. */
export interface TranscriptSegment {
  readonly id: string
  readonly participantId: string
  readonly purpose: ParticipantPurpose
  readonly startMs: number
  readonly endMs: number
  readonly text: string
  /** False while it is still being said: another text with the same id takes its place. */
  readonly isFinal: boolean
}
