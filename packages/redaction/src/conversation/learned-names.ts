/** Names that customers say of themselves: whoever says them again in the same talk says a name. */
import { introducedNames } from '../names/introduced-names.ts'
import { isStrange } from '../names/name-shape.ts'
import { textAt } from '../text/token.ts'
import type { View } from '../view.ts'
import { familyNames } from '../words/family-names.ts'
import { givenNames } from '../words/given-names.ts'
import { spokenWords } from '../words/spoken-words.ts'

const mostWords = 6
const shortestWord = 3

/** Only words that mean nothing else: "rose" said later may be a flower. */
export function namesLearned(view: View): readonly string[] {
  const words = introducedNames(view).flatMap(({ from, to }) => {
    const said: string[] = []
    for (let index = from; index <= to; index += 1) said.push(textAt(view.tokens, index))
    return said
  })
  return [...new Set(words)].filter(isNameOnly).slice(0, mostWords)
}

function isNameOnly(word: string): boolean {
  if (word.length < shortestWord || spokenWords.has(word)) return false
  return isStrange(word) || givenNames.has(word) || familyNames.has(word)
}
