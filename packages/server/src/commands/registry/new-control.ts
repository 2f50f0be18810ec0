import type { ControlRecord } from '@sotto/domain'
import type { WallMs } from '@sotto/kernel'

/** `id` is new, and the key under which the control is found on the platform when an answer is lost. The reason stays with the act. */
export type NewControl = Pick<
  ControlRecord,
  | 'id'
  | 'conversationId'
  | 'kind'
  | 'supervisorId'
  | 'agentUserId'
  | 'coachingSessionId'
  | 'tabId'
  | 'text'
  | 'mixLevel'
  | 'leaseFence'
> & {
  readonly statedReason?: string
  /** Its agent does not want to be disturbed by texts: it waits here. */
  readonly isHeldBack?: boolean
}

/** As it is written first. */
export function firstRecord(
  { isHeldBack = false, statedReason: _, ...control }: NewControl,
  submittedAt: WallMs,
): ControlRecord {
  return {
    ...control,
    platformVersion: 0,
    submittedAt,
    ...(isHeldBack ? { heldSince: submittedAt } : {}),
    state: { name: isHeldBack ? 'held-back' : 'submitted' },
  }
}
