/** Who may see what happens in which queue. */
import type { Person } from './shapes.ts'

/** The director sees every queue, everybody else their own. What belongs to no queue is the director's alone. */
export function mayViewQueue(person: Person, queueId: string | undefined): boolean {
  if (person.director === true) return true
  return queueId !== undefined && person.queueIds.includes(queueId)
}
