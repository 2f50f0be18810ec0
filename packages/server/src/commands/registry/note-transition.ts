/** What the log and the counters are told when a control has come into another state. */
import type { ControlRecord } from '@sotto/domain'
import type { Logger } from '@sotto/kernel'
import type { Counters } from '../../live/counters.ts'
import type { Supervisor } from '../../live/supervisors/supervisor.ts'
import { reasonOf } from './control-reason.ts'

export interface TransitionWitnesses {
  readonly logger: Logger
  readonly counters: Counters
  readonly supervisorOf: (supervisorId: string) => Supervisor | undefined
}

export function noteTransition(
  { counters, logger, supervisorOf }: TransitionWitnesses,
  record: ControlRecord,
  contextId: string | undefined,
): void {
  logger.info('control-changed', {
    controlId: record.id,
    conversationId: record.conversationId,
    supervisorId: record.supervisorId,
    agentUserId: record.agentUserId,
    kind: record.kind,
    state: record.state.name,
    reason: reasonOf(record),
    contextId,
  })
  if (record.state.name === 'cancelling') counters.count('controls-cancelled')
  if (record.state.name === 'pending-delivery') counters.count('controls-pending')
  if (record.state.name !== 'refused') return
  counters.count('controls-refused')
  if (record.state.missing !== undefined) supervisorOf(record.supervisorId)?.doubtRights()
}
