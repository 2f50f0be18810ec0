/** Seeds spread over worker threads, one at a time each. */
import { Worker } from 'node:worker_threads'
import type { SeedResult, SeedTask } from './seed-result.ts'

export interface SeedCrew {
  /** Rejects when the worker that has it breaks down. */
  run(task: SeedTask): Promise<SeedResult>
  close(): Promise<void>
}

interface Waiting {
  readonly task: SeedTask
  resolve(result: SeedResult): void
  reject(failure: unknown): void
}

/** Room for what lives for one simulated second: fewer and shorter pauses of the garbage collector. */
const youngGenerationMb = 64

/** A worker does not inherit what lets the main thread read TypeScript: it registers that for itself. */
const fromSources = `import('tsx/esm/api').then(({ register }) => {
  register()
  return import(${JSON.stringify(new URL('./seed-worker.ts', import.meta.url).href)})
})`

/** `built`: the address of a worker that is plain script; read from the sources unless told. */
export function createSeedCrew(size: number, built?: string): SeedCrew {
  const waiting: Waiting[] = []
  const idle: Worker[] = []
  const workers = Array.from({ length: size }, hire)
  idle.push(...workers)

  function hire(): Worker {
    return new Worker(built === undefined ? fromSources : `import(${JSON.stringify(built)})`, {
      eval: true,
      resourceLimits: { maxYoungGenerationSizeMb: youngGenerationMb },
    })
  }

  function hand(): void {
    const worker = idle[0]
    const next = waiting[0]
    if (worker === undefined || next === undefined) return
    idle.shift()
    waiting.shift()
    const done = (settle: () => void) => {
      worker.off('message', take)
      worker.off('error', fail)
      settle()
    }
    const take = (result: SeedResult) => {
      idle.push(worker)
      done(() => next.resolve(result))
      hand()
    }
    const fail = (failure: unknown) => {
      idle.push(hire())
      done(() => next.reject(failure))
      hand()
    }
    worker.on('message', take)
    worker.on('error', fail)
    worker.postMessage(next.task)
  }

  return {
    run: (task) =>
      new Promise((resolve, reject) => {
        waiting.push({ task, resolve, reject })
        hand()
      }),
    async close() {
      await Promise.all([...workers, ...idle].map((worker) => worker.terminate()))
    },
  }
}
