import { sleep, systemClock } from '@sotto/kernel'

/** Looks every 50 ms until the answer is there; throws with what was waited for when it does not come in time. */
export async function until<Found>(
  what: string,
  timeoutMs: number,
  look: () => Found | undefined | Promise<Found | undefined>,
): Promise<Found> {
  const startedAt = systemClock.monotonicNow()
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    if (systemClock.monotonicNow() - startedAt > timeoutMs)
      throw new Error(`not within ${timeoutMs} ms: ${what}`)
    await sleep(systemClock, 50)
  }
}

export const pause = (durationMs: number): Promise<void> => sleep(systemClock, durationMs)
