import { type ControlRecord, computeTruthLine, type TruthLine } from '@sotto/domain'
import type { KnownConversation } from './live-world.ts'
import type { Supervisor } from './supervisors/supervisor.ts'

/** Who hears this supervisor in that conversation now (B1). Everything is unknown while what is known of it is not kept true by an unbroken stream. */
export function hearingOf(
  supervisor: Supervisor,
  known: KnownConversation | undefined,
  controls: readonly ControlRecord[],
): TruthLine {
  const supervisorId = supervisor.session.person.id
  return computeTruthLine({
    conversation: known?.full,
    knownAt: known?.knownAt ?? 0,
    fresh: known !== undefined && supervisor.isFresh(known.id, known.knownAtMono),
    supervisorId,
    controls: controls.filter((record) => record.supervisorId === supervisorId),
  })
}
