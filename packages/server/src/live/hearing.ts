import { type ControlRecord, computeTruthLine, type TruthLine } from '@sotto/domain'
import type { KnownConversation } from './live-world.ts'
import type { Supervisor } from './supervisors/supervisor.ts'

/** Who hears this supervisor in that conversation now (B1). Everything is unknown while the supervisor's own stream is not whole. */
export function hearingOf(
  supervisor: Supervisor,
  known: KnownConversation | undefined,
  controls: readonly ControlRecord[],
): TruthLine {
  const supervisorId = supervisor.session.person.id
  return computeTruthLine({
    conversation: known?.full,
    knownAt: known?.knownAt ?? 0,
    fresh: known !== undefined && supervisor.isFresh(known.knownAtMono),
    supervisorId,
    controls: controls.filter((record) => record.supervisorId === supervisorId),
  })
}
