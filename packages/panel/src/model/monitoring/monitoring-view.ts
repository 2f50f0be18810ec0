/** What stands in "Monitoring only": while a call is on hold, in transfer or in conference it can be followed, and nobody coached (W11). */
import { isMonitoredOnly } from '@sotto/domain'
import type { WallMs } from '@sotto/kernel'
import type { ConversationDetail } from '@sotto/protocol'

type Participant = ConversationDetail['participants'][number]

export type MonitoredPhase = 'held' | 'in-transfer' | 'conference'

export interface MonitoringView {
  readonly why: MonitoredPhase
  readonly since: WallMs
  /** Customer first, then agents, then others; supervisors stand in the truth line. */
  readonly present: readonly (Pick<Participant, 'id' | 'name' | 'purpose'> & {
    readonly isHeld: boolean
  })[]
  /** Undefined while nobody knows. */
  readonly holds?: {
    readonly begun: number
    readonly totalMs: number
  }
  /** Undefined when the platform has said nothing of it lately. */
  readonly talk?: { readonly agent: number; readonly customer: number; readonly silenceMs: number }
}

/** A report older than this tells nothing of now. */
const talkLastsMs = 30_000

const order = { customer: 0, agent: 1, external: 2, supervisor: 3 } as const satisfies Record<
  Participant['purpose'],
  number
>

/** Undefined while it can be coached, after its end, and in writing, where nothing has to wait. */
export function monitoringView(
  detail: ConversationDetail,
  serverNow: WallMs,
): MonitoringView | undefined {
  const { figures, media, phase, phaseSince } = detail
  if (media !== 'voice' || !isMonitored(phase)) return undefined
  const talk = figures?.talk
  const isPresent = talk !== undefined && serverNow - talk.measuredAt <= talkLastsMs
  return {
    why: phase,
    since: phaseSince,
    present: presentIn(detail),
    ...(figures === undefined ? {} : { holds: holdsAt(figures.holds, serverNow) }),
    ...(isPresent
      ? { talk: { agent: talk.agent, customer: talk.customer, silenceMs: talk.silenceMs } }
      : {}),
  }
}

function isMonitored(phase: ConversationDetail['phase']): phase is MonitoredPhase {
  return isMonitoredOnly(phase)
}

function presentIn({ participants, phase }: ConversationDetail): MonitoringView['present'] {
  return participants
    .filter(({ connected, purpose }) => connected && purpose !== 'supervisor')
    .sort((one, other) => order[one.purpose] - order[other.purpose])
    .map(({ held, id, name, purpose }) => ({
      id,
      name,
      purpose,
      // Whose word it is differs between platforms: of the participant, or of the call.
      isHeld: held === true || (phase === 'held' && purpose === 'customer'),
    }))
}

function holdsAt(
  { begun, endedMs, heldSince }: NonNullable<ConversationDetail['figures']>['holds'],
  serverNow: WallMs,
) {
  const presentMs = heldSince === undefined ? 0 : Math.max(0, serverNow - heldSince)
  return { begun, totalMs: endedMs + presentMs }
}

/** What the page remembers from one state of the call to the next. */
export type MonitoringMemory =
  | { readonly state: 'coachable' }
  | { readonly state: 'monitoring'; readonly conversationId: string; readonly why: MonitoredPhase }
  | {
      readonly state: 'back'
      readonly conversationId: string
      readonly from: MonitoredPhase
      /** When the call went on. */
      readonly since: WallMs
    }

export const nothingRemembered: MonitoringMemory = { state: 'coachable' }

/**
 * ```
 *  coachable ─► monitoring ─► back ─► coachable (somebody coaches again, or opened another)
 *      ▲            │ ended     │
 *      └────────────┘           └─► monitoring (held again)
 * ```
 * The same memory when nothing changed. Coming back opens nothing: it only says that coaching is possible again.
 */
export function rememberMonitoring(
  memory: MonitoringMemory,
  detail: ConversationDetail,
): MonitoringMemory {
  const { id, media, mode, phase, phaseSince } = detail
  const known =
    memory.state !== 'coachable' && memory.conversationId !== id ? nothingRemembered : memory
  if (media === 'voice' && isMonitored(phase))
    return known.state === 'monitoring' && known.why === phase
      ? known
      : { state: 'monitoring', conversationId: id, why: phase }
  if (phase === 'ended' || speaks(mode.wanted)) return nothingRemembered
  return known.state === 'monitoring'
    ? { state: 'back', conversationId: id, from: known.why, since: phaseSince }
    : known
}

/** That it went on is news for so long; then everybody has seen it. */
const newsMs = 30_000

export function isNews(
  { since }: Extract<MonitoringMemory, { state: 'back' }>,
  serverNow: WallMs,
): boolean {
  return serverNow - since < newsMs
}

function speaks(mode: ConversationDetail['mode']['wanted']): boolean {
  return mode === 'coach' || mode === 'barge'
}
