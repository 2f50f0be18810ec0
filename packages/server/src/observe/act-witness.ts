/** Passes on what is done to all who look on, and knows which command is being done now. */
import type { ObservedCommand, Observer } from './observer.ts'

export interface ActWitness extends Observer {
  /** Of the command begun last, and still going on, by this person on this subject: what is written meanwhile is its doing. */
  contextIdOf(personId: string, subjectId: string): string | undefined
}

export function createActWitness(observers: readonly Observer[]): ActWitness {
  const open = new Set<ObservedCommand>()
  return {
    beginCommand(command) {
      open.add(command)
      const ends = observers.map((observer) => observer.beginCommand(command))
      return (outcome) => {
        open.delete(command)
        for (const end of ends) end(outcome)
      }
    },
    control(record, contextId) {
      for (const observer of observers) observer.control(record, contextId)
    },
    gate(controlId, gate) {
      for (const observer of observers) observer.gate(controlId, gate)
    },
    told(afterMs) {
      for (const observer of observers) observer.told(afterMs)
    },
    contextIdOf: (personId, subjectId) =>
      [...open].findLast(
        (command) => command.personId === personId && command.subjectId === subjectId,
      )?.contextId,
  }
}
