/** Where a mail address begins that is made of plain words: "it's sunny side up two two at …", right behind what announces it. */
import { textAt, tokenAt } from '../text/token.ts'
import type { View } from '../view.ts'
import { connectors } from './mail-domain.ts'

const openers = new Set(
  "is it's its that that's thats email email's mail address to use was on try one's be".split(' '),
)
/** What people say around an address, and seldom call themselves. */
const talk = new Set(
  "back i i'm i've you you've he she they we my your his her their our it this these those which who where when how email mail address emails contact account name same still old new before again else like spelled spell called registered under uh um have has had will would can could do does did got get want need think gonna please yes yeah no sorry not wait actually then so and or but if case lower upper lowercase uppercase capital letters letter with from by as at word sign also goes ist lautet username login user".split(
    ' ',
  ),
)
const mostWords = 4

/** Backwards from `from` over plain words to an opener; `from` itself when there is none near. */
export function openedFrom({ tokens }: View, from: number): number {
  if (connectors.has(textAt(tokens, from - 1))) return from
  let first = from
  for (let index = from - 1; index >= Math.max(0, from - mostWords - 1); index -= 1) {
    const { text, kind, segment } = tokenAt(tokens, index)
    if (segment !== tokenAt(tokens, from).segment || kind !== 'word') return from
    if (openers.has(text)) return first
    if (talk.has(text)) return from
    first = index
  }
  return from
}
