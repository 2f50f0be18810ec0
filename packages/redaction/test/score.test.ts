import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { readSet } from './scoring/read-set.ts'
import { printScore, score } from './scoring/score.ts'

interface Floor {
  /** Per kind, of 100; kinds that are not named must reach `others`. */
  readonly recall: Readonly<Record<string, number>>
  readonly others: number
  readonly wordsDestroyed: number
  readonly amountsDestroyed: number
}

const floors: Readonly<Record<string, Floor>> = {
  slots: {
    recall: { phone: 99, 'name, free text': 98 },
    others: 98,
    wordsDestroyed: 0.8,
    amountsDestroyed: 0.5,
  },
  calls: {
    recall: {
      'name, in calls': 98,
      phone: 97,
      card: 92,
      cvv: 100,
      'birth-date': 100,
      account: 90,
      'national-id': 88,
      postcode: 91,
      address: 84,
      email: 89,
    },
    others: 0,
    wordsDestroyed: 1.2,
    amountsDestroyed: 0.6,
  },
  free: {
    recall: {
      'name, free text': 88,
      phone: 99,
      card: 98,
      email: 98,
      ip: 98,
      postcode: 98,
      address: 89,
      'national-id': 90,
      account: 98,
      'birth-date': 90,
      cvv: 100,
    },
    others: 0,
    wordsDestroyed: 1.6,
    amountsDestroyed: 1.2,
  },
  hostile: {
    recall: { phone: 85, card: 98, email: 80 },
    others: 0,
    wordsDestroyed: 6,
    amountsDestroyed: 1,
  },
  told: {
    recall: {
      address: 88,
      postcode: 93,
      'name, in calls': 79,
      'name, free text': 82,
    },
    others: 0,
    wordsDestroyed: 0.45,
    amountsDestroyed: 0.5,
  },
  dictated: {
    recall: { phone: 96, email: 94, cvv: 97 },
    others: 98,
    wordsDestroyed: 2,
    amountsDestroyed: 0.6,
  },
}

it.each(Object.entries(floors))(
  '[RD38] the development set "%s" keeps its figures',
  (name, floor) => {
    const set = readSet(fileURLToPath(new URL(`./development/${name}`, import.meta.url)))
    const result = score(set)
    const { recall, wordsDestroyed, amountsDestroyed } = result
    expect(set.length).toBeGreaterThan(100)
    for (const [kind, { hit, of }] of recall)
      expect((100 * hit) / of, `${kind}\n${printScore(result)}`).toBeGreaterThanOrEqual(
        floor.recall[kind] ?? floor.others,
      )
    expect((100 * wordsDestroyed.hit) / wordsDestroyed.of).toBeLessThanOrEqual(floor.wordsDestroyed)
    expect((100 * amountsDestroyed.hit) / amountsDestroyed.of).toBeLessThanOrEqual(
      floor.amountsDestroyed,
    )
  },
)
