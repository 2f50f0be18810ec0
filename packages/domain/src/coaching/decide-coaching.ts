// What one word about a coaching session makes of its record. Events come twice and late: only a newer version is news (S5).
import type { WallMs } from '@sotto/kernel'
import type {
  CoachingEnd,
  CoachingRecord,
  CoachingState,
  CoachingStateName,
  PlatformCoaching,
} from './coaching-record.ts'
import { type CoachingFactName, coachingTransitions } from './coaching-transitions.ts'

export type CoachingFact =
  /** The platform's word, by answer, event or reading alike. */
  | {
      readonly type: 'platform'
      readonly coaching: PlatformCoaching
      /** Why this console asked for it without anybody's hand; kept with the end alone. */
      readonly reason?: CoachingEnd
    }
  /** The platform does not know it. */
  | { readonly type: 'missing' }
  /** The platform would not have it, or we did not ask. */
  | { readonly type: 'refused'; readonly reason: string; readonly missing?: string }

/** Undefined when the record stays as it is. */
export function decideCoaching(
  record: CoachingRecord,
  fact: CoachingFact,
  now: WallMs,
): CoachingRecord | undefined {
  if (fact.type === 'platform') return takeWord(record, fact, now)
  const next = coachingTransitions[record.state.name][fact.type]
  if (next === 'ignore') return undefined
  return { ...record, state: stateAfter(next, fact, now) }
}

function takeWord(
  record: CoachingRecord,
  { coaching, reason }: Extract<CoachingFact, { readonly type: 'platform' }>,
  now: WallMs,
): CoachingRecord | undefined {
  const isKnown = record.platformCoachingId === coaching.id
  const isBack = record.state.name === 'vanished'
  if (record.platformCoachingId !== undefined && !isKnown) return undefined
  if (isKnown && !isBack && coaching.version <= record.platformVersion)
    return isReasonNews(record, coaching, reason)
      ? { ...record, state: { ...record.state, ...reasonOf('completed', reason) } }
      : undefined
  const next = coachingTransitions[record.state.name][factNameOf(coaching)]
  return {
    ...record,
    platformCoachingId: coaching.id,
    platformVersion: Math.max(coaching.version, record.platformVersion),
    ...(next === 'ignore' ? {} : { state: { name: next, at: now, ...reasonOf(next, reason) } }),
  }
}

/** The event of an end of ours may be here before the answer that says why. */
function isReasonNews(
  { platformVersion, state }: CoachingRecord,
  coaching: PlatformCoaching,
  reason: CoachingEnd | undefined,
): boolean {
  const isThisEnd = state.name === 'completed' && coaching.version === platformVersion
  return isThisEnd && reason !== undefined && state.reason === undefined
}

function reasonOf(name: CoachingStateName, reason: CoachingEnd | undefined) {
  return name === 'completed' && reason !== undefined ? { reason } : {}
}

function factNameOf({
  status,
}: PlatformCoaching): `platform-${PlatformCoaching['status']}` & CoachingFactName {
  return `platform-${status}`
}

function stateAfter(
  name: CoachingStateName,
  fact: Exclude<CoachingFact, { readonly type: 'platform' }>,
  now: WallMs,
): CoachingState {
  if (name !== 'refused') return { name, at: now }
  if (fact.type === 'missing') return { name, at: now, reason: 'not-arrived' }
  const { missing, reason } = fact
  return { name, at: now, reason, ...(missing === undefined ? {} : { missing }) }
}
