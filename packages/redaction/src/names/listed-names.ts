/** Names that are known: the participants, and those behind a title. */
import { textAt, tokenAt } from '../text/token.ts'
import type { PersonalFinding, View } from '../view.ts'
import { everydayWords } from '../words/common-words.ts'
import { doubtfulFamilyNames, familyNames } from '../words/family-names.ts'
import { doubtfulGivenNames, givenNames } from '../words/given-names.ts'
import { isKnownWord } from '../words/known-word.ts'
import { titles } from '../words/titles.ts'
import { isOwnAgentName } from './agent-introductions.ts'
import { particles } from './name-after.ts'
import {
  baseOf,
  isAgents,
  isCased,
  isLabel,
  isNewLine,
  isSentenceStart,
  isStrange,
  isUncommon,
} from './name-shape.ts'
import { isSaidAsName } from './namesakes.ts'

/** The participants' names, whole or in part, as far as they are not words of their own. */
export function knownNames(view: View): readonly PersonalFinding[] {
  const words = new Set(view.people.customers.flat())
  if (words.size === 0) return []
  return view.tokens.flatMap((token, index): PersonalFinding[] => {
    const base = baseOf(token.text)
    if (!words.has(base) || isAgents(view, base)) return []
    const isNamesake = everydayWords.has(base) || doubtfulGivenNames.has(base) || isOwnWord(base)
    if (
      isNamesake &&
      !token.isCapitalised &&
      !words.has(textAt(view.tokens, index + 1)) &&
      !words.has(textAt(view.tokens, index - 1)) &&
      (isCased(view) || !isSaidAsName(view, index))
    )
      return []
    if (
      isNamesake &&
      token.isCapitalised &&
      isSentenceStart(view.tokens, index) &&
      !words.has(textAt(view.tokens, index + 1)) &&
      textAt(view.tokens, index + 1) !== ','
    )
      return []
    return [{ kind: 'name', from: index, to: index, rule: 'name-participant' }]
  })
}

/** "Street", "park", "close": somebody's family name, and a word that everybody says. */
function isOwnWord(base: string): boolean {
  if (doubtfulFamilyNames.has(base)) return true
  return isKnownWord(base) && !givenNames.has(base) && !familyNames.has(base)
}

export function titledNames(view: View): readonly PersonalFinding[] {
  return view.tokens.flatMap((token, index): PersonalFinding[] => {
    if (!titles.has(token.text) || isOwnAgentName(view, index)) return []
    let from = index + 1
    while (from < index + 5 && ['.', 'med', 'and', '&'].includes(textAt(view.tokens, from)))
      from += 1
    if (titles.has(textAt(view.tokens, from))) return []
    let to = from - 1
    for (let next = from; next < from + 8; next += 1) {
      const { text, isGlued } = tokenAt(view.tokens, next)
      if (to >= from && isNewLine(view, next)) break
      const isLink =
        (particles.has(text) && (to < from || !articles.has(text))) ||
        ['-', 'und', 'zu', 'y', 'e'].includes(text) ||
        (text === '.' && textAt(view.tokens, next - 1).length < 4) ||
        /^[a-z]$/.test(text)
      if (isTitledWord(view, next, to >= from)) to = next
      else if (!isLink || (text === '-' && !isGlued)) break
      if (textAt(view.tokens, to).endsWith("'s")) break
    }
    // "Mrs O".
    if (to < from && isInitialAlone(view, from)) to = from
    return to < from ? [] : [{ kind: 'name', from, to, rule: 'name-titled' }]
  })
}

// "Madame Lefevre la livraison": behind a name they begin what comes next, unless "de" leads to them.
const articles = new Set(['la', 'el', 'los', 'las', 'st'])

function isInitialAlone(view: View, index: number): boolean {
  const { text, kind } = tokenAt(view.tokens, index)
  return kind === 'word' && text.length === 1 && tokenAt(view.tokens, index + 1).kind !== 'word'
}

const politeTitles = new Set(['mr', 'mrs', 'ms', 'mister', 'missus'])

function isTitledWord(view: View, index: number, isFurther: boolean): boolean {
  const { text, kind, isCapitalised } = tokenAt(view.tokens, index)
  const base = baseOf(text)
  if (kind !== 'word' || base.length < 2 || isAgents(view, base)) return false
  // "Mr price".
  const isPolite = politeTitles.has(textAt(view.tokens, index - 1)) && !isCased(view)
  if (isPolite && doubtfulFamilyNames.has(base)) return true
  if (view.numeralFrom(index) !== undefined || isLabel(view, index)) return false
  if (familyNames.has(base) || (givenNames.has(base) && !isFurther)) return true
  if (isCapitalised && (doubtfulFamilyNames.has(base) || doubtfulGivenNames.has(base))) return true
  if (doubtfulFamilyNames.has(base) && !isCased(view)) return !isFurther || !everydayWords.has(base)
  if (everydayWords.has(base)) return false
  return isCapitalised || (!isCased(view) && (isFurther ? isStrange(base) : isUncommon(base)))
}
