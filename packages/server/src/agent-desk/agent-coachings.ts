// The coaching sessions one agent is told of: newest word of each, by the platform's version.
import { type CoachingRecord, isCoachingOver, isNewer, type PlatformCoaching } from '@sotto/domain'
import type { WallMs } from '@sotto/kernel'
import type { StripConversation } from '@sotto/protocol'

export interface AgentCoaching {
  /** The platform's id of it. */
  readonly id: string
  readonly version: number
  readonly conversationId: string
  readonly supervisorId: string
  readonly status: PlatformCoaching['status']
  readonly startedAt: WallMs
}

/** Newest word of each, the one heard of longest ago first. */
export type AgentCoachings = ReadonlyMap<string, AgentCoaching>

const coachingsAtMost = 50

/** The same map when it is no news. */
export function takeAgentCoaching(known: AgentCoachings, coaching: AgentCoaching): AgentCoachings {
  if (!isNewer(known.get(coaching.id), coaching)) return known
  const next = new Map(known)
  next.delete(coaching.id)
  next.set(coaching.id, coaching)
  const [oldest] = next.keys()
  if (next.size > coachingsAtMost && oldest !== undefined) next.delete(oldest)
  return next
}

/** A review after the call is between supervisor and record; only what happens while the agent talks is told here. */
export function agentCoachingOf(coaching: PlatformCoaching): AgentCoaching | undefined {
  const { conversationId, createdAt, id, status, supervisorId, version } = coaching
  if (coaching.kind !== 'real-time' || conversationId === undefined) return undefined
  return { id, version, conversationId, supervisorId, status, startedAt: createdAt }
}

export function agentCoachingOfRecord(record: CoachingRecord): AgentCoaching | undefined {
  const { conversationId, platformCoachingId, startedAt, state, supervisorId } = record
  if (record.kind !== 'real-time' || platformCoachingId === undefined) return undefined
  if (state.name === 'starting' || state.name === 'vanished' || state.name === 'refused')
    return undefined
  return {
    id: platformCoachingId,
    version: record.platformVersion,
    conversationId,
    supervisorId,
    status: state.name,
    startedAt,
  }
}

type Session = Exclude<StripConversation['session'], undefined>

/** How the session of this conversation stands: one that goes on before one that is finished; one that never came about is not told. */
export function stripSession(
  coachings: Iterable<AgentCoaching>,
  conversationId: string,
  nameOf: (supervisorId: string) => string | undefined,
): Session | undefined {
  const own = [...coachings]
    .filter((one) => one.conversationId === conversationId && one.status !== 'invalid')
    .sort((left, right) => rank(right) - rank(left))
  const [told] = own
  if (told === undefined) return undefined
  const name = nameOf(told.supervisorId)
  return { state: stateOf(told), ...(name === undefined || name === '' ? {} : { by: name }) }
}

/** Later ones after earlier ones, and what goes on after everything. */
function rank({ startedAt, status }: AgentCoaching): number {
  return startedAt + (isCoachingOver(status) ? 0 : Number.MAX_SAFE_INTEGER / 2)
}

function stateOf({ status }: AgentCoaching): Session['state'] {
  if (status === 'paused') return 'paused'
  return status === 'completed' ? 'finished' : 'running'
}
