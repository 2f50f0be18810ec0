/** Whether anything of what was said before is said again at all: asked of every text, so it must cost little. */
import type { Token } from '../text/token.ts'
import { createView, type View } from '../view.ts'
import { numbersIn } from './numbers-in.ts'

const nobody = { customers: [], agentWords: new Set<string>() }
// As far as a number is followed where it is looked for again.
const mostDigits = 6

/** Never false where a number or a telling word of those turns stands in this text; whether it is an address is judged elsewhere. */
export function mayRepeat(
  view: View,
  turns: readonly (readonly Token[])[],
  tells: (word: string) => boolean,
): boolean {
  const isSaid = (word: string) =>
    turns.some((turn) => turn.some(({ kind, text }) => kind === 'word' && text === word))
  if (view.tokens.some(({ kind, text }) => kind === 'word' && isSaid(text) && tells(text)))
    return true
  const digits = digitsOf(view)
  if (digits.size === 0) return false
  return turns.some((turn, index) =>
    numbersOf(turn, turns[index - 1] ?? []).some((one) => digits.has(one)),
  )
}

/** Every number that begins somewhere, as far as it goes and shorter. */
function digitsOf(view: View): ReadonlySet<string> {
  const found = new Set<string>()
  for (const { from } of view.numerals()) {
    let digits = ''
    for (let index = from; digits.length <= mostDigits; ) {
      const numeral = view.numeralFrom(index)
      if (numeral === undefined) break
      digits += numeral.digits
      found.add(digits)
      index = numeral.to + 1
    }
  }
  return found
}

const known = new WeakMap<
  Token,
  {
    readonly before: Token | undefined
    readonly size: number
    readonly numbers: readonly string[]
  }
>()

/** Of a turn, alone and behind the one before it: numbers may go on from there. */
function numbersOf(turn: readonly Token[], before: readonly Token[]): readonly string[] {
  const [first] = turn
  if (first === undefined) return []
  const cached = known.get(first)
  if (cached !== undefined && cached.before === before[0] && cached.size === turn.length)
    return cached.numbers
  const numbers = [turn, [...before, ...turn]].flatMap((tokens) => {
    const view = createView(tokens, { prompt: [], people: nobody, isAgent: false, texts: [] })
    return numbersIn(view, 0, tokens.length - 1)
  })
  known.set(first, { before: before[0], size: turn.length, numbers })
  return numbers
}
