/** A worker thread: runs one seed after the other, as it is told. */
import { parentPort } from 'node:worker_threads'
import { runSeed } from './run-seed.ts'
import type { SeedTask } from './seed-result.ts'

parentPort?.on('message', (task: SeedTask) => {
  runSeed(task).then(
    (result) => parentPort?.postMessage(result),
    (failure: unknown) => {
      // Told to the main thread as this worker's error.
      setImmediate(() => {
        throw failure
      })
    },
  )
})
