/** Which faults are in force, and how far, in words. */
import { assertNever } from '@sotto/kernel'
import { type Faults, noFaults } from '../../faults/faults.ts'
import type { FaultWords } from '../../words/catalogue-words.ts'
import { fill } from '../../words/fill.ts'
import type { PageWords } from '../../words/words-of-page.ts'
import { type LastingFault, lastingFaults } from '../catalogue/lasting-faults.ts'
import { lastingWords } from '../catalogue/words-of-fault.ts'

export interface FaultInForce {
  readonly key: string
  readonly name: string
  /** `12 s`, `30 %`, `5 requests per second`, … */
  readonly amount: string
}

/** In the order of the panel. Empty when the platform behaves. */
export function faultsInForce(faults: Faults, words: PageWords): readonly FaultInForce[] {
  const catalogue: readonly (readonly [string, LastingFault])[] = Object.entries(lastingFaults)
  const values = new Map<string, number | string | null>(Object.entries(faults))
  const untouched = new Map<string, number | string | null>(Object.entries(noFaults))
  return catalogue.flatMap(([key, fault]) => {
    const value = values.get(key) ?? null
    if (value === (untouched.get(key) ?? null) || value === null) return []
    const said = lastingWords(words, key)
    return [{ key, name: said.name, amount: amountWords(fault, value, said, words) }]
  })
}

function amountWords(
  fault: LastingFault,
  value: number | string,
  said: FaultWords,
  { fault: { amounts }, language }: PageWords,
): string {
  // What came in by the door may be any number; three places say enough.
  const digits = new Intl.NumberFormat(language, { maximumFractionDigits: 3, useGrouping: false })
  const amount = (phrase: string, number: number) => fill(phrase, { amount: digits.format(number) })
  const number = Number(value)
  switch (fault.kind) {
    case 'delay':
      return number >= 1_000
        ? amount(amounts.seconds, number / 1_000)
        : amount(amounts.milliseconds, number)
    case 'ratio':
      return amount(amounts.percent, number * 100)
    case 'rate':
      return amount(amounts.rate, number)
    case 'count':
      return amount(amounts.count, number)
    case 'gain':
      return amount(amounts.gain, number)
    case 'choice':
      return said.choices?.[value]?.name ?? String(value)
    default:
      return assertNever(fault)
  }
}
