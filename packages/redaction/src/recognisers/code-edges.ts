/** What stands at the beginning of a code and is none of it: the letters of its label, an article. */
import { tokenAt } from '../text/token.ts'
import { topicAt } from '../topics/find-topic.ts'
import type { View } from '../view.ts'

export interface Item {
  readonly from: number
  readonly to: number
  readonly code: string
}

/** "P p s one two three …": the letters of the label are none of the code. */
export function withoutLabel({ tokens }: View, items: readonly Item[]): readonly Item[] {
  const third = items[2]
  if (items.length < 5 || third === undefined || third.code.length !== 1) return items
  const isLabel = third.to === third.from && topicAt(tokens, third.to) !== undefined
  return isLabel ? items.slice(3) : items
}

const longestTold = 4

/** "Give it a four", "the car's a twenty nineteen ford": an article, and no letter of a code. */
export function withoutArticle({ tokens }: View, items: readonly Item[]): readonly Item[] {
  const [first, ...rest] = items
  if (first?.code !== 'a' || rest.length === 0 || rest.some(({ code }) => /[a-z]/.test(code)))
    return items
  const digits = rest.reduce((sum, { code }) => sum + code.length, 0)
  const before = tokenAt(tokens, first.from - 1)
  return digits <= longestTold &&
    before.kind === 'word' &&
    before.segment === tokenAt(tokens, first.from).segment
    ? rest
    : items
}
