// One clock for all lines' turns: hundreds of lines need a few hundred wakings in a second, not one each for every frame.
//
//   beats   │    │    │    │    │    │    │    │        every 5 ms, while anybody speaks
//   lines   a,e  b    c,f  d    a,e  b    c,f  d        each has every fourth beat: a turn per 20 ms
import { frameMs } from '@sotto/audio'
import type { Cancel, Clock, MonotonicMs } from '@sotto/kernel'

export interface ReleaseClock {
  /** Takes a turn every 20 ms from the next beat on. Answers when that is, which is at most 5 ms away, and the way out. */
  join(turn: () => void): { readonly beginsAt: MonotonicMs; readonly leave: Cancel }
}

const beatMs = 5
const beatsPerTurn = frameMs / beatMs

export function createReleaseClock(clock: Clock): ReleaseClock {
  const turns = Array.from({ length: beatsPerTurn }, () => new Set<() => void>())
  let members = 0
  /** The grid, and the beat that comes next on it. */
  let origin: MonotonicMs = 0
  let next = 0
  let cancelBeat: Cancel | undefined

  const timeOf = (beat: number): MonotonicMs => origin + beat * beatMs

  function plan(): void {
    // Whole milliseconds, rounded up: a timer knows no fractions, and every other one would come before its beat.
    const delayMs = Math.max(0, Math.ceil(timeOf(next) - clock.monotonicNow()))
    cancelBeat = clock.schedule(delayMs, beat)
  }

  function beat(): void {
    const first = next
    next = Math.max(next, Math.floor((clock.monotonicNow() - origin) / beatMs) + 1)
    // Planned first, so that a turn that throws stops nobody else's.
    plan()
    // After a stall everybody has a turn; what they have missed they know themselves.
    const last = Math.min(next, first + beatsPerTurn)
    for (let due = first; due < last; due += 1)
      for (const turn of turns[due % beatsPerTurn] ?? []) turn()
  }

  function start(): void {
    origin = clock.monotonicNow()
    next = 1
    plan()
  }

  return {
    join(turn) {
      if (members === 0) start()
      const beatOfJoining = members === 0 ? 0 : next
      const own = turns[beatOfJoining % beatsPerTurn]
      own?.add(turn)
      members += 1
      return {
        beginsAt: timeOf(beatOfJoining),
        leave() {
          if (own?.delete(turn) !== true) return
          members -= 1
          if (members === 0) cancelBeat?.()
        },
      }
    },
  }
}
