/** What could not be done at somebody's request, told for a while where it is in nobody's way. */
import type { Clock } from '@sotto/kernel'
import { createStore, type StoreApi } from 'zustand/vanilla'

export interface Complaint {
  readonly id: number
  readonly title: string
  readonly message: string
}

export interface Complaints {
  /** The oldest first. */
  readonly state: StoreApi<readonly Complaint[]>
  complain(title: string, message: string): void
  dismiss(id: number): void
}

const shownForMs = 8_000
const shownAtMost = 4

export function createComplaints(clock: Clock): Complaints {
  const state = createStore<readonly Complaint[]>(() => [])
  let lastId = 0
  const dismiss = (id: number) =>
    state.setState((shown) => shown.filter((complaint) => complaint.id !== id), true)
  return {
    state,
    dismiss,
    complain(title, message) {
      lastId += 1
      const id = lastId
      state.setState((shown) => [...shown, { id, title, message }].slice(-shownAtMost), true)
      clock.schedule(shownForMs, () => dismiss(id))
    },
  }
}
