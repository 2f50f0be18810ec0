/** Whether a text says any of some words at all: spares a text without them the rules that need one. */
import type { View } from '../view.ts'

const answers = new WeakMap<View, Map<ReadonlySet<string>, boolean>>()

export function saysAny(view: View, words: ReadonlySet<string>): boolean {
  let known = answers.get(view)
  if (known === undefined) {
    known = new Map()
    answers.set(view, known)
  }
  const before = known.get(words)
  if (before !== undefined) return before
  const answer = view.tokens.some(({ text }) => words.has(text))
  known.set(words, answer)
  return answer
}
