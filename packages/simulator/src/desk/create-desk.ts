/** All desks of the contact centre: who sits where. While somebody sits at a desk its scripted agent rests. */
import { type PageWords, wordsIn } from '../words/words-of-page.ts'
import type { Person } from '../world/shapes.ts'
import { createSeat, type DeskWire, type Seat, type SeatDeps } from './create-seat.ts'

export interface Desk {
  agents(): readonly Person[]
  /** Undefined when there is no such agent. Several may sit at one desk. */
  sit(userId: string, wire: DeskWire, words?: PageWords): Seat | undefined
  close(): void
}

export function createDesk(deps: SeatDeps): Desk {
  const { world } = deps
  const seatsByUser = new Map<string, Set<Seat>>()

  function leave(userId: string, seat: Seat): void {
    const seats = seatsByUser.get(userId)
    if (seats?.delete(seat) !== true) return
    seat.leave()
    if (seats.size > 0) return
    seatsByUser.delete(userId)
    world.deskOccupied(userId, false)
  }

  return {
    agents: () =>
      [...world.people.values()]
        .filter(({ role, active }) => role === 'agent' && active)
        .sort((one, other) => (one.name < other.name ? -1 : 1)),
    sit(userId, wire, words = wordsIn('en')) {
      const person = world.people.get(userId)
      if (person?.role !== 'agent' || !person.active) return undefined
      const seats = seatsByUser.get(userId) ?? new Set()
      if (seats.size === 0) world.deskOccupied(userId, true)
      const seat = createSeat(userId, wire, words, deps)
      seatsByUser.set(userId, seats.add(seat))
      return { ...seat, leave: () => leave(userId, seat) }
    },
    close() {
      for (const [userId, seats] of [...seatsByUser]) {
        for (const seat of [...seats]) leave(userId, seat)
      }
    },
  }
}
