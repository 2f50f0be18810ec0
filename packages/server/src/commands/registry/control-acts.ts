// What is written beside each change of a control: who, what, when, never a word of the whisper itself (W14).
import type { ControlRecord } from '@sotto/domain'
import type { WallMs } from '@sotto/kernel'
import type { ActRow } from '../../database/stores.ts'
import { reasonOf } from './control-reason.ts'

export function submittedAct(record: ControlRecord, statedReason?: string): ActRow {
  const act = actRow(record, `control-${record.state.name}`, record.submittedAt)
  return statedReason === undefined ? act : { ...act, statedReason }
}

/** The act of one change: the new state, or the agent's receipt where the state stays. */
export function actOf(before: ControlRecord, after: ControlRecord, at: WallMs): ActRow {
  if (before.state.name !== after.state.name)
    return actRow(after, `control-${after.state.name}`, at)
  if (before.answer !== after.answer) return actRow(after, 'control-answered', at)
  if (before.seenAt !== after.seenAt) return actRow(after, 'control-seen', at)
  return actRow(after, 'control-confirmed', at)
}

function actRow(record: ControlRecord, act: string, at: WallMs): ActRow {
  const reason = reasonOf(record)
  return {
    at,
    controlId: record.id,
    conversationId: record.conversationId,
    supervisorId: record.supervisorId,
    agentUserId: record.agentUserId,
    act,
    ...(reason === undefined ? {} : { reason }),
  }
}
