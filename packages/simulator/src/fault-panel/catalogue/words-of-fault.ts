/** What is said of a fault, by its key at the door or by what strikes. */
import type { FaultWords, OneTimeFaultWords } from '../../words/catalogue-words.ts'
import type { PageWords } from '../../words/words-of-page.ts'

export function lastingWords({ catalogue }: PageWords, key: string): FaultWords {
  return required(new Map(Object.entries(catalogue.lasting)), key)
}

export function oneTimeWords({ catalogue }: PageWords, type: string): OneTimeFaultWords {
  return required(new Map(Object.entries(catalogue.oneTime)), type)
}

/** Types see to it that every fault has words. */
function required<Words>(all: ReadonlyMap<string, Words>, key: string): Words {
  const words = all.get(key)
  if (words === undefined) throw new Error(`no words for the fault ${key}`)
  return words
}
