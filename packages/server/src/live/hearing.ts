import { type ControlRecord, computeTruthLine, type TruthLine } from '@sotto/domain'
import type { KnownConversation } from './live-world.ts'
import type { Supervisor } from './supervisors/supervisor.ts'

type HearingOf = (
  supervisor: Supervisor,
  known: KnownConversation | undefined,
  controls: readonly ControlRecord[],
) => TruthLine

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

interface Judged {
  readonly supervisor: Supervisor
  readonly isFresh: boolean
  readonly controls: readonly ControlRecord[]
  readonly truth: TruthLine
}

/** As `hearingOf`, for the gate, which asks with every frame: worked out anew only when one of the things it comes from is another. */
export function createHearing(): HearingOf {
  const lastIn = new WeakMap<KnownConversation, Judged>()

  return (supervisor, known, controls) => {
    if (known === undefined) return hearingOf(supervisor, known, controls)
    const isFresh = supervisor.isFresh(known.id, known.knownAtMono)
    const last = lastIn.get(known)
    const isSame = last?.supervisor === supervisor && last.controls === controls
    if (isSame && last.isFresh === isFresh) return last.truth
    const truth = hearingOf(supervisor, known, controls)
    lastIn.set(known, { supervisor, isFresh, controls, truth })
    return truth
  }
}
