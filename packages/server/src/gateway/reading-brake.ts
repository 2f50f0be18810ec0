/**
 * How often a socket is read. What comes byte by byte costs the server about as much for each byte as a whole message does, and no
 * message is counted before its last one; whoever sends so is read seldom, and then everything at once.
 *
 *   read ─► … ─► the 200th ─► 0.4 s since the first? ─ yes ─► counted anew
 *                                   └─ no ─► not read until then ─► counted anew
 */
import type { Cancel, Clock, MonotonicMs } from '@sotto/kernel'

export interface BrakedSocket {
  pause(): void
  resume(): void
}

export interface ReadingBrake {
  /** Something has been read, however little. */
  noteRead(): void
  /** The socket is gone. */
  release(): void
}

/** A microphone is read sixty times a second, and what a network held back for two seconds comes in a hundred. */
export const readsAtOnce = 200
export const atLeastMs = 400

export function createReadingBrake(clock: Clock, socket: BrakedSocket): ReadingBrake {
  let reads = 0
  let beganAtMono: MonotonicMs = clock.monotonicNow()
  let cancel: Cancel = () => {}

  function judge(): void {
    const now = clock.monotonicNow()
    const tooSoonMs = beganAtMono + atLeastMs - now
    reads = 0
    beganAtMono = Math.max(now, now + tooSoonMs)
    if (tooSoonMs <= 0) return
    socket.pause()
    cancel = clock.schedule(tooSoonMs, () => socket.resume())
  }

  return {
    noteRead() {
      reads += 1
      if (reads >= readsAtOnce) judge()
    },
    release: () => cancel(),
  }
}
