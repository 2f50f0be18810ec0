/** Which controls are interventions, and from when to when. */
import type { ControlRecord } from '@sotto/domain'
import { assertNever, type Unsubscribe } from '@sotto/kernel'
import type { InterventionWatch } from './interventions.ts'

export function watchWhispers(
  registry: { onChange(listener: (record: ControlRecord) => void): Unsubscribe },
  watch: InterventionWatch,
): void {
  registry.onChange((record) => {
    switch (record.kind) {
      // Nobody learns of somebody who only listens.
      case 'monitor':
        return
      case 'whisper-text':
        return watchText(record, watch)
      case 'whisper-audio':
      case 'barge':
        return watchLine(record, record.kind, watch)
      default:
        return assertNever(record.kind)
    }
  })
}

/** On the agent's desk, all at once. Told again with every receipt, since it may be the first that is learned of it. */
function watchText(record: ControlRecord, watch: InterventionWatch): void {
  const { state } = record
  if (state.name !== 'completed') return
  watch.began({ ...subjectOf(record), kind: 'whisper-text', beganAt: state.at })
  watch.ended(record.id, state.at)
}

/** Also the end of one that another process saw begin: it is told by its id alone. */
function watchLine(
  record: ControlRecord,
  kind: 'whisper-audio' | 'barge',
  watch: InterventionWatch,
): void {
  const { state } = record
  switch (state.name) {
    case 'held-back':
    case 'submitted':
    case 'queued':
    case 'pending-delivery':
    case 'cancelling':
    case 'refused':
      return
    case 'executing':
      return watch.began({ ...subjectOf(record), kind, beganAt: state.at })
    case 'completed':
    case 'cancelled':
    case 'expired':
    case 'failed':
      return watch.ended(record.id, state.at)
    default:
      return assertNever(state)
  }
}

function subjectOf({ agentUserId, conversationId, id, supervisorId }: ControlRecord) {
  return { id, conversationId, agentUserId, supervisorId }
}
