/** Keeps what was told, in order, and lets a test wait for it instead of sleeping. */
import { sleep, systemClock } from '@sotto/kernel'

export interface Recorder<Entry> {
  readonly entries: readonly Entry[]
  record(entry: Entry): void
  /** The first entry that fits, from now on or already there. Rejects when none came in time. */
  waitFor(fits: (entry: Entry) => boolean, what: string): Promise<Entry>
  /** As `waitFor`, but only for what comes from now on. */
  waitForNext(fits: (entry: Entry) => boolean, what: string): Promise<Entry>
}

const patienceMs = 10_000

export function createRecorder<Entry>(): Recorder<Entry> {
  const entries: Entry[] = []
  const waiting = new Set<(entry: Entry) => void>()

  function next(fits: (entry: Entry) => boolean, what: string): Promise<Entry> {
    return new Promise((resolve, reject) => {
      const cancel = systemClock.schedule(patienceMs, () => {
        waiting.delete(look)
        const told = JSON.stringify(entries.slice(-5))
        reject(
          new Error(`no ${what} within ${patienceMs} ms; the last of ${entries.length}: ${told}`),
        )
      })
      function look(entry: Entry): void {
        if (!fits(entry)) return
        waiting.delete(look)
        cancel()
        resolve(entry)
      }
      waiting.add(look)
    })
  }

  return {
    entries,
    record(entry) {
      entries.push(entry)
      for (const look of [...waiting]) look(entry)
    },
    waitFor(fits, what) {
      const found = entries.find(fits)
      return found === undefined ? next(fits, what) : Promise.resolve(found)
    },
    waitForNext: next,
  }
}

/** Asks again until the answer fits. For what a platform tells only when asked. */
export async function eventually<Answer>(
  ask: () => Promise<Answer>,
  fits: (answer: Answer) => boolean,
): Promise<Answer> {
  const giveUpAt = systemClock.monotonicNow() + patienceMs
  for (;;) {
    const answer = await ask()
    if (fits(answer)) return answer
    if (systemClock.monotonicNow() > giveUpAt)
      throw new Error(`still not so after ${patienceMs} ms: ${JSON.stringify(answer)}`)
    await sleep(systemClock, 50)
  }
}
