/** Sorts a timeline for reading: each control and each session with its steps, newest first; what belongs to none stands by itself. Pure. */
import type { IncidentEntry } from '@sotto/protocol'

export interface TimelineGroup {
  /** The control's or the coaching session's id, or `conversation` for what belongs to neither. */
  readonly key: string
  readonly kind: IncidentEntry['kind']
  readonly coachingKind: IncidentEntry['coachingKind']
  readonly who: IncidentEntry['who']
  readonly startedAt: number
  /** When the newest of its steps was learned. */
  readonly latestAt: number
  /** Oldest first. */
  readonly steps: readonly IncidentEntry[]
}

const noControl = 'conversation'

export function groupTimeline(entries: readonly IncidentEntry[]): readonly TimelineGroup[] {
  const byKey = new Map<string, IncidentEntry[]>()
  for (const entry of entries) {
    const key = entry.controlId ?? entry.coachingId ?? noControl
    const steps = byKey.get(key) ?? []
    byKey.set(key, steps)
    steps.push(entry)
  }
  const groups = [...byKey].flatMap(([key, steps]) => groupOf(key, steps) ?? [])
  return groups.sort(
    (left, right) =>
      Number(left.key === noControl) - Number(right.key === noControl) ||
      right.startedAt - left.startedAt,
  )
}

function groupOf(key: string, steps: readonly IncidentEntry[]): TimelineGroup | undefined {
  const [first] = steps
  if (first === undefined) return undefined
  return {
    key,
    kind: steps.find((step) => step.kind !== undefined)?.kind,
    coachingKind: first.coachingKind,
    who: key === noControl ? undefined : steps.find((step) => step.who !== undefined)?.who,
    startedAt: first.at,
    latestAt: steps.at(-1)?.at ?? first.at,
    steps,
  }
}
