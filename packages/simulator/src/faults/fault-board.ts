/** The board on which everything that is being done to the platform on purpose is written. */
import { createListeners } from '@sotto/kernel'
import { type FaultBoard, type Faults, noFaults, type OneTimeFault } from './faults.ts'

/** A board with nothing on it. A listener that throws is reported to `onFailure` and the others still hear. */
export function createFaultBoard(onFailure: (failure: unknown) => void = () => {}): FaultBoard {
  const strikes = createListeners<OneTimeFault>(onFailure)
  const changes = createListeners<Faults>(onFailure)
  let current: Faults = noFaults

  function replace(next: Faults): void {
    current = next
    changes.emit(next)
  }

  return {
    get current() {
      return current
    },
    merge: (change) => replace({ ...current, ...change }),
    clear: () => replace(noFaults),
    takeLostTokenAnswer() {
      if (current.loseTokenAnswers <= 0) return false
      replace({ ...current, loseTokenAnswers: current.loseTokenAnswers - 1 })
      return true
    },
    strike: (fault) => strikes.emit(fault),
    onStrike: (listener) => strikes.subscribe(listener),
    onChange: (listener) => changes.subscribe(listener),
  }
}
