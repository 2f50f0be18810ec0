import { describe, expect, it } from 'vitest'
import { redactUtterances } from '../src/index.ts'
import { featureNames } from '../src/learned/reading.ts'
import { learnedFeatures, learnedWords } from '../src/learned/weights.ts'
import { familyNames } from '../src/words/family-names.ts'
import { learn, seeded } from '../training/logistic.ts'
import { syntheticTalks } from '../training/synthetic.ts'
import { expectMarked } from './marked-text.ts'

const rulesOf = (text: string) =>
  redactUtterances([{ text, speaker: 'customer' }]).flatMap((spans) =>
    spans.map(({ rule }) => rule),
  )

describe('learned', () => {
  it('[RD280] addresses that no rule knows, by what weights learnt from marked talks say of their words', () => {
    expectMarked(
      'address is address<rosedale church hill>',
      'address<apple tree barn church end little wratting suffolk>',
    )
  })

  it('[RD280] a find says that it was learnt and by which classes, and nothing of the text', () => {
    const text = 'address is rosedale church hill'
    const [rule = ''] = rulesOf(text)
    expect(rule).toMatch(/^address-learned: [a-z, +0-9-]+$/)
    expect(rule).not.toMatch(/rosedale|church|hill/)
  })

  it('[RD283] a weak find that the weights are sure of to be none is taken back', () => {
    expectMarked('The name on the box says Aurora, is that the colour?')
  })

  it('[RD281] the weights belong to the features that are read', () => {
    expect(learnedFeatures).toBe(featureNames.join(' '))
  })

  it('[RD281] no word that the weights know is a family name', () => {
    const words = learnedWords.split(' ')
    expect(words.length).toBeGreaterThan(100)
    expect(words.filter((word) => familyNames.has(word) && word.length > 6)).toEqual([])
  })

  it('[RD281] the same lines and the same seed make the same weights', () => {
    const examples = Array.from({ length: 40 }, (_, index) => ({
      slots: Int32Array.from([index % 2, 2]),
      label: index % 2,
      weight: 1,
    }))
    const once = () =>
      learn(examples, 3, { passes: 3, rate: 0.2, shrink: 0.001, next: seeded(4) }).address
    expect(once()).toEqual(once())
    expect(once()[1]).toBeGreaterThan(0)
    expect(once()[0]).toBeLessThan(0)
  })

  it('[RD281] talks made by chance are marked where they say so', () => {
    const talks = syntheticTalks(60, 2)
    expect(syntheticTalks(60, 2)).toEqual(talks)
    expect(talks.some(({ spans }) => spans.length > 0)).toBe(true)
    expect(talks.map(({ text }) => text).join()).not.toMatch(/[<>{}]/)
  })

  it('[RD282] what no learned find is: words of every day, things, ours, what is counted', () => {
    expectMarked('the will is with the court', 'rocky road and a flat white', 'summer will be hot')
    expectMarked('Ben & Jerry’s will sign on Thursday.', 'the hard drive is at forty percent')
  })
})
