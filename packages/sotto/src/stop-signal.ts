import type { Clock, MonotonicMs } from '@sotto/kernel'

/** The ways in which the outside asks this process to end, as one promise. */
export interface StopSignal {
  /** Resolves at the first request. */
  readonly asked: Promise<void>
  /** Resolves at the second: somebody is losing patience. */
  readonly insisted: Promise<void>
  isAsked(): boolean
  /** Gives the signals back to whoever had them. */
  release(): void
}

/**
 * Ctrl-C reaches every process of the terminal, and npm passes it on once more: what comes so soon after the first
 * request is the same one.
 */
const sameRequestMs = 1_000

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Listens for Ctrl-C, a request to end, and the terminal's closing. */
export function listenForStop(clock: Clock): StopSignal {
  let firstAt: MonotonicMs | undefined
  let onAsked = () => {}
  let onInsisted = () => {}
  const asked = new Promise<void>((resolve) => {
    onAsked = resolve
  })
  const insisted = new Promise<void>((resolve) => {
    onInsisted = resolve
  })
  const hear = () => {
    const now = clock.monotonicNow()
    if (firstAt === undefined) {
      firstAt = now
      onAsked()
    } else if (now - firstAt >= sameRequestMs) onInsisted()
  }
  for (const signal of signals) process.on(signal, hear)
  return {
    asked,
    insisted,
    isAsked: () => firstAt !== undefined,
    release() {
      for (const signal of signals) process.removeListener(signal, hear)
    },
  }
}
