/** What the recognisers look at: the tokens left after the finds so far, and the numbers in them, read when first wanted. */

import type { PersonalKind } from './kinds.ts'
import { joinNumerals, type NumberRun } from './numbers/number-runs.ts'
import type { Numeral } from './numbers/numeral.ts'
import { readNumerals } from './numbers/read-numerals.ts'
import { type Finding, type Token, tokenAt } from './text/token.ts'

export interface View {
  readonly tokens: readonly Token[]
  /** Said just before, by either side. */
  readonly prompt: readonly Token[]
  readonly people: People
  /** Whoever speaks is one of ours. */
  readonly isAgent: boolean
  /** Whoever speaks is known to be the other side. */
  readonly isCustomer?: boolean | undefined
  /** The text as it was given, for what depends on letters as they are; `to` is included. */
  source(from: number, to: number): string
  numerals(): readonly Numeral[]
  runs(): readonly NumberRun[]
  /** The numeral that begins or ends at a token. */
  numeralFrom(index: number): Numeral | undefined
  numeralTo(index: number): Numeral | undefined
}

/** Normalised names. */
export interface People {
  readonly customers: readonly (readonly string[])[]
  readonly agentWords: ReadonlySet<string>
}

export type PersonalFinding = Finding<PersonalKind>

export type Recogniser = (view: View) => readonly PersonalFinding[]

export type Surroundings = Pick<View, 'prompt' | 'people' | 'isAgent' | 'isCustomer'> & {
  /** The texts that the tokens point into, by segment. */
  readonly texts: readonly string[]
}

export function createView(tokens: readonly Token[], surroundings: Surroundings): View {
  let numerals: readonly Numeral[] | undefined
  let runs: readonly NumberRun[] | undefined
  let starts: Map<number, Numeral> | undefined
  let ends: Map<number, Numeral> | undefined
  const read = () => (numerals ??= readNumerals(tokens))
  const { prompt, people, isAgent, isCustomer, texts } = surroundings
  return {
    tokens,
    prompt,
    people,
    isAgent,
    isCustomer,
    source(from, to) {
      const first = tokenAt(tokens, from)
      return (texts[first.segment] ?? '').slice(first.start, tokenAt(tokens, to).end)
    },
    numerals: read,
    runs: () => (runs ??= joinNumerals(tokens, read())),
    numeralFrom(index) {
      starts ??= new Map(read().map((numeral) => [numeral.from, numeral]))
      return starts.get(index)
    },
    numeralTo(index) {
      ends ??= new Map(read().map((numeral) => [numeral.to, numeral]))
      return ends.get(index)
    },
  }
}
