/** What a carrier tells of itself, measured inside its own process. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { systemClock } from '@sotto/kernel'
import { createProfile } from './profile.ts'

export interface CarrierReport {
  readonly seconds: number
  readonly frames: number
  /** Of them (and of those that fell out), the ones that left more than 20 ms after their turn. */
  readonly lateFrames: number
  /** Of processor, all threads. */
  readonly userMs: number
  readonly systemMs: number
  /** How long the loop was held up at most, and at most in 99 of 100 looks. */
  readonly heldUpMs: { readonly most: number; readonly p99: number }
}

/** Counts that only rise. */
export interface CarrierCounts {
  readonly frames: number
  readonly lateFrames: number
}

export interface CarrierMeter {
  begin(): void
  end(): CarrierReport
}

export function createCarrierMeter(
  read: () => CarrierCounts,
  profilePath: string | undefined,
): CarrierMeter {
  const profile = createProfile(profilePath)
  const delays = monitorEventLoopDelay({ resolution: 20 })
  let before = { ...read(), cpu: process.cpuUsage(), atMs: 0 }
  return {
    begin() {
      delays.reset()
      delays.enable()
      profile.begin()
      before = { ...read(), cpu: process.cpuUsage(), atMs: systemClock.monotonicNow() }
    },
    end() {
      const { user, system } = process.cpuUsage(before.cpu)
      const now = read()
      const seconds = (systemClock.monotonicNow() - before.atMs) / 1_000
      delays.disable()
      profile.end()
      return {
        seconds,
        frames: now.frames - before.frames,
        lateFrames: now.lateFrames - before.lateFrames,
        userMs: user / 1_000,
        systemMs: system / 1_000,
        heldUpMs: { most: delays.max / 1e6, p99: delays.percentile(99) / 1e6 },
      }
    },
  }
}
