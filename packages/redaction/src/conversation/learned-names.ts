/** Names that customers say of themselves: whoever says them again in the same talk says a name. */
import { relatedNames } from '../names/called-names.ts'
import { introducedNames } from '../names/introduced-names.ts'
import { isCased, isStrange } from '../names/name-shape.ts'
import { textAt } from '../text/token.ts'
import type { View } from '../view.ts'
import { familyNames } from '../words/family-names.ts'
import { doubtfulGivenNames, givenNames } from '../words/given-names.ts'
import { spokenWords } from '../words/spoken-words.ts'

const mostWords = 6
const shortestWord = 3

/** Words that mean nothing else, and given names: what else "rose" may be is judged where it is said. */
export function namesLearned(view: View): readonly string[] {
  const words = [...introducedNames(view), ...relatedNames(view)].flatMap(({ from, to }) => {
    const said: string[] = []
    for (let index = from; index <= to; index += 1) said.push(textAt(view.tokens, index))
    return said
  })
  const isLarge = isCased(view)
  return [...new Set(words)].filter((word) => isNameOnly(word, isLarge)).slice(0, mostWords)
}

function isNameOnly(word: string, isLarge: boolean): boolean {
  if (word.length < shortestWord) return false
  // Where capitals are written "Paris" said later may be the town.
  if (doubtfulGivenNames.has(word) && !isLarge) return true
  if (spokenWords.has(word)) return false
  return isStrange(word) || givenNames.has(word) || familyNames.has(word)
}
