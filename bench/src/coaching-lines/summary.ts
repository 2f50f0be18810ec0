/** Several turns of one carrier, taken together. */
import type { CarrierReport } from './carrier-report.ts'
import type { LoadReport } from './talking-load.ts'

/** One carrier under one load for one turn, as both saw it. */
export interface Run extends CarrierReport, LoadReport {}

export type Summary = ReturnType<typeof summarize>

/** The server, and the relay that had the same load in turns with it. */
export interface Measured {
  readonly lines: number
  readonly server: Summary
  readonly control: Summary
}

const framesPerSecond = 50

const sum = (runs: readonly Run[], of: (run: Run) => number) =>
  runs.reduce((total, run) => total + of(run), 0)

export function summarize(lines: number, runs: readonly Run[]) {
  const frames = sum(runs, (run) => run.frames)
  const seconds = sum(runs, (run) => run.seconds)
  const userMs = sum(runs, (run) => run.userMs)
  const systemMs = sum(runs, (run) => run.systemMs)
  const coreShare = (userMs + systemMs) / 1_000 / seconds
  return {
    framesPerLineAndSecond: frames / lines / seconds,
    coreShare,
    microsecondsPerFrame: { user: (userMs * 1_000) / frames, system: (systemMs * 1_000) / frames },
    // Of those owed: what a stall has cost was never sent.
    lateShare: sum(runs, (run) => run.lateFrames) / (lines * seconds * framesPerSecond),
    lateArrivedShare: sum(runs, (run) => run.lateArrivedShare) / runs.length,
    lateSentShare: sum(runs, (run) => run.lateSentShare) / runs.length,
    heldUpMs: {
      most: Math.max(...runs.map((run) => run.heldUpMs.most)),
      p99: Math.max(...runs.map((run) => run.heldUpMs.p99)),
    },
    linesPerCore: lines / coreShare,
  }
}
