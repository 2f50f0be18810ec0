// A person's browser asks who they are and then opens its panel: what the platform answered a moment ago is not asked for twice.
import type { Person, Queue } from '@sotto/domain'
import type { Clock, MonotonicMs } from '@sotto/kernel'

export interface Told {
  /** As the platform told it, whatever the token may do of it. */
  readonly person: Person
  readonly queues: readonly Queue[]
}

export interface ToldLately<Value> {
  note(sessionId: string, told: Value): void
  /** Once, and only while it is young. */
  take(sessionId: string): Value | undefined
}

const youngMs = 5_000

export function createToldLately<Value>(clock: Clock): ToldLately<Value> {
  const notes = new Map<string, { readonly told: Value; readonly atMono: MonotonicMs }>()
  const isYoung = (atMono: MonotonicMs) => clock.monotonicNow() - atMono <= youngMs
  return {
    note(sessionId, told) {
      for (const [id, { atMono }] of notes) if (!isYoung(atMono)) notes.delete(id)
      notes.set(sessionId, { told, atMono: clock.monotonicNow() })
    },
    take(sessionId) {
      const note = notes.get(sessionId)
      notes.delete(sessionId)
      return note !== undefined && isYoung(note.atMono) ? note.told : undefined
    },
  }
}
