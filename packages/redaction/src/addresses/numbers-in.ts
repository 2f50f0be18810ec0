import type { View } from '../view.ts'

/** The numbers as they may be meant, from each on as far as it goes: "two oh two" is 202. */
export function numbersIn(
  view: Pick<View, 'numeralFrom'>,
  from: number,
  to: number,
): readonly string[] {
  const found: string[] = []
  for (let index = from; index <= to; index += 1) {
    let digits = ''
    for (let next = index; digits.length < 6; ) {
      const numeral = view.numeralFrom(next)
      if (numeral === undefined) break
      digits += numeral.digits
      found.push(digits)
      next = numeral.to + 1
    }
  }
  return found
}
