import type { Clock } from '@sotto/kernel'

/** What has not answered by then has failed, for whoever waits. */
class TooSlow extends Error {
  override readonly name = 'TooSlow'
}

/** Rejects as the work does, or with `TooSlow`; the work itself goes on. */
export function within<Value>(clock: Clock, mostMs: number, work: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const cancel = clock.schedule(mostMs, () => reject(new TooSlow()))
    work.then(resolve, reject).finally(cancel)
  })
}
