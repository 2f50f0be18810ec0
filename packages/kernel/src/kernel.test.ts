import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { backoff } from './backoff.ts'
import { type Clock, repeat } from './clock.ts'
import { createListeners } from './listeners.ts'
import { nameOfFailure } from './name-of-failure.ts'
import { seededRandom } from './random.ts'
import { createScope } from './scope.ts'
import { secret } from './secret.ts'

describe('kernel', () => {
  it('[KE1] the same seed gives the same numbers and ids', () => {
    const draw = (seed: number) => {
      const random = seededRandom(seed)
      return [random.next(), random.next(), random.id(), random.id()]
    }
    expect(draw(7)).toEqual(draw(7))
    expect(draw(7)).not.toEqual(draw(8))
    expect(new Set(draw(7)).size).toBe(4)
  })

  it('[KE2] a scope closes in reverse order, once, past a closer that fails', async () => {
    const closed: string[] = []
    const scope = createScope()
    scope.onClose(() => void closed.push('first'))
    scope.onClose(() => {
      throw new Error('broken')
    })
    scope.child().onClose(() => void closed.push('child'))
    const ending = scope.close()
    await expect(ending).rejects.toThrow('closing failed')
    await expect(scope.close()).rejects.toThrow('closing failed')
    expect(closed).toEqual(['child', 'first'])
    scope.onClose(() => void closed.push('late'))
    expect(closed).toEqual(['child', 'first', 'late'])
  })

  it('[KE3] back-off stays in its bounds and its ceiling doubles', () => {
    const most = { next: () => 1 - Number.EPSILON, id: () => '' }
    const delays = [0, 1, 2, 3, 40].map((attempt) =>
      Math.round(backoff({ attempt, minMs: 100, maxMs: 1_000, random: most })),
    )
    expect(delays).toEqual([200, 400, 800, 1_000, 1_000])
    const least = { next: () => 0, id: () => '' }
    expect(backoff({ attempt: 5, minMs: 100, maxMs: 1_000, random: least })).toBe(100)
  })

  it('[KE4] a secret cannot be printed', () => {
    const hidden = secret('canary-value')
    const shown = [`${hidden}`, JSON.stringify({ hidden }), inspect(hidden), inspect({ hidden })]
    for (const text of shown) expect(text).not.toContain('canary-value')
    expect(hidden.reveal()).toBe('canary-value')
  })

  it('[KE5] one listener that throws does not keep the others from hearing', () => {
    const failures: unknown[] = []
    const listeners = createListeners<string>((failure) => failures.push(failure))
    const heard: string[] = []
    listeners.subscribe(() => {
      throw new Error('deaf')
    })
    const unsubscribe = listeners.subscribe((message) => heard.push(message))
    listeners.emit('one')
    unsubscribe()
    unsubscribe()
    listeners.emit('two')
    expect(heard).toEqual(['one'])
    expect(failures).toHaveLength(2)
    expect(listeners.size).toBe(1)
  })

  it('[KE6] a late run does not shift those after it', () => {
    let now = 0
    const planned: { dueAt: number; run: () => void }[] = []
    const clock: Clock = {
      wallNow: () => now,
      monotonicNow: () => now,
      schedule(delayMs, run) {
        planned.push({ dueAt: now + delayMs, run })
        return () => void planned.splice(0)
      },
    }
    const runs: number[] = []
    const cancel = repeat(clock, 20, () => runs.push(now))
    for (let step = 0; step < 50; step += 1) {
      const next = planned.shift()
      if (next === undefined) break
      // Every run comes 3 ms late.
      now = next.dueAt + 3
      next.run()
    }
    expect(runs[49]).toBe(50 * 20 + 3)
    cancel()
    expect(planned).toHaveLength(0)
  })
})

describe('what a log says', () => {
  it('[KE7] a failure is named by its class and code, never by its message', () => {
    const refused = Object.assign(new Error('connect to db.example.org as maren'), {
      code: 'ECONNREFUSED',
    })
    expect(nameOfFailure(refused)).toBe('Error ECONNREFUSED')
    expect(nameOfFailure(new TypeError('maren said so'))).toBe('TypeError')
    const talking = Object.assign(new Error('no'), { code: 'call me at 555 0100' })
    expect(nameOfFailure(talking)).toBe('Error')
    expect(nameOfFailure('maren said so')).toBe('string')
  })
})
