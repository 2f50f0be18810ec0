/**
 * How the call's sound fared on its way to this panel, and on which stretch. Each frame carries the server's count of frames
 * and the moment in which the server took it in from the platform:
 *
 *   platform ──── taken in unevenly, or fewer than time has passed ────► server ──── late, or numbers missing ────► panel
 */
import { frameMs } from '@sotto/audio'
import type { HeardSound } from '@sotto/domain'
import type { MonotonicMs } from '@sotto/kernel'

export interface ListeningJourney {
  /** `takenAtMs` by the server's clock, `now` by ours: only differences of each are looked at. */
  arrive(sequence: number, takenAtMs: number, now: MonotonicMs): void
  /** Of the last six seconds; nothing while no sound comes. */
  read(now: MonotonicMs): HeardSound
  reset(): void
}

const windowFrames = 300
/** Below two seconds of sound a share says nothing. */
const enoughFrames = 100
/** So long nothing comes from the platform: a pause, or another line. */
const pauseMs = 400
/** Numbers that leap further are another connection's. */
const longestGapFrames = 500
const staleMs = 1_000
/** More than the listening buffer holds by itself, and what it grows to only by running dry. */
const lateMs = 100

interface Arrival {
  readonly sequence: number
  readonly takenAtMs: number
  readonly arrivedAt: MonotonicMs
}

export function createListeningJourney(): ListeningJourney {
  let arrivals: Arrival[] = []

  return {
    arrive(sequence, takenAtMs, now) {
      const last = arrivals.at(-1)
      if (last !== undefined) {
        const steps = sequence - last.sequence
        const pausedMs = takenAtMs - last.takenAtMs - steps * frameMs
        if (steps <= 0 || steps > longestGapFrames || pausedMs > pauseMs) arrivals = []
      }
      arrivals.push({ sequence, takenAtMs, arrivedAt: now })
      if (arrivals.length > 2 * windowFrames) arrivals = arrivals.slice(-windowFrames)
    },
    read(now) {
      const recent = arrivals.slice(-windowFrames)
      const last = recent.at(-1)
      if (recent.length < enoughFrames || last === undefined) return {}
      return now - last.arrivedAt > staleMs ? {} : measure(recent)
    },
    reset() {
      arrivals = []
    },
  }
}

function measure(arrivals: readonly Arrival[]): HeardSound {
  return {
    droppedShare: droppedShareOf(arrivals),
    lateShare: shareAbove(arrivals.map(({ arrivedAt, takenAtMs }) => arrivedAt - takenAtMs)),
    lostShare: lostShareOf(arrivals),
    unevenShare: shareAbove(arrivals.map(behindCount)),
  }
}

/** How far time is ahead of the count: a lost frame lifts it for good, a late one for itself. */
function behindCount({ sequence, takenAtMs }: Arrival): number {
  return takenAtMs - sequence * frameMs
}

function droppedShareOf(arrivals: readonly Arrival[]): number {
  const numbered = (arrivals.at(-1)?.sequence ?? 0) - (arrivals[0]?.sequence ?? 0) + 1
  return 1 - arrivals.length / numbered
}

function shareAbove(delaysMs: readonly number[]): number {
  const floor = delaysMs.reduce((least, delay) => Math.min(least, delay), Number.POSITIVE_INFINITY)
  return delaysMs.filter((delay) => delay - floor > lateMs).length / delaysMs.length
}

/** By how much the floor rises from the first third of the window to the last: what is late comes down again, what is lost does not. */
function lostShareOf(arrivals: readonly Arrival[]): number {
  const third = Math.floor(arrivals.length / 3)
  const first = earliest(arrivals.slice(0, third))
  const last = earliest(arrivals.slice(-third))
  const lostMs = behindCount(last) - behindCount(first)
  return Math.max(0, lostMs / (last.takenAtMs - first.takenAtMs))
}

function earliest(arrivals: readonly Arrival[]): Arrival {
  return arrivals.reduce((best, one) => (behindCount(one) < behindCount(best) ? one : best))
}
