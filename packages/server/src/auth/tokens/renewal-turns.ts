/**
 * Who may renew now. A renewal holds a connection of the database for as long as the platform takes to answer; were all of them held
 * by renewals, an authorization server that hangs would take everything else down with it.
 */
import type { Clock } from '@sotto/kernel'
import { PlatformError } from '@sotto/platform'

export interface RenewalTurns {
  /** Runs it when it is its turn. Rejects with a `timeout` when that has not come in time. */
  take<T>(run: () => Promise<T>): Promise<T>
}

export const longestTurnWaitMs = 10_000

export function createRenewalTurns(clock: Clock, mostAtOnce: number): RenewalTurns {
  const waiting = new Set<() => void>()
  let running = 0

  async function runNow<T>(run: () => Promise<T>): Promise<T> {
    running += 1
    try {
      return await run()
    } finally {
      running -= 1
      const [next] = waiting
      next?.()
    }
  }

  return {
    take<T>(run: () => Promise<T>): Promise<T> {
      if (running < mostAtOnce) return runNow(run)
      return new Promise((resolve, reject) => {
        const start = () => {
          leave()
          resolve(runNow(run))
        }
        const cancel = clock.schedule(longestTurnWaitMs, () => {
          leave()
          reject(new PlatformError('timeout', 'too many tokens are being renewed'))
        })
        const leave = () => {
          cancel()
          waiting.delete(start)
        }
        waiting.add(start)
      })
    },
  }
}
