import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { readSet } from './scoring/read-set.ts'
import { score } from './scoring/score.ts'

const leastRecall: Readonly<Record<string, number>> = { phone: 0.99, address: 0.95, name: 0.98 }

it('[RD38] the development set is found, and nothing else is', () => {
  const set = readSet(fileURLToPath(new URL('./development', import.meta.url)))
  const { recall, wordsDestroyed, amountsDestroyed, misses, excesses } = score(set)
  expect(set.length).toBeGreaterThan(900)
  for (const [kind, { hit, of }] of recall)
    expect(hit / of, `${kind}\n${misses.join('\n')}`).toBeGreaterThanOrEqual(
      leastRecall[kind] ?? 0.98,
    )
  expect(wordsDestroyed.hit / wordsDestroyed.of, excesses.join('\n')).toBeLessThanOrEqual(0.008)
  expect(amountsDestroyed.hit / amountsDestroyed.of).toBeLessThanOrEqual(0.005)
})
