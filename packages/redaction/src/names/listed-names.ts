/** Names that are known: the participants, those behind a title, those of a list. */
import { type Token, textAt, tokenAt } from '../text/token.ts'
import type { PersonalFinding, View } from '../view.ts'
import { everydayWords } from '../words/common-words.ts'
import { doubtfulFamilyNames, familyNames } from '../words/family-names.ts'
import { doubtfulGivenNames, givenNames } from '../words/given-names.ts'
import { titles } from '../words/titles.ts'
import { isAgentIntroduction } from './agent-introductions.ts'
import { particles } from './name-after.ts'
import { baseOf, isAgents, isFamilyLike, isSentenceStart, isWritten } from './name-shape.ts'

/** The participants' names, whole or in part, as far as they are not words of their own. */
export function knownNames(view: View): readonly PersonalFinding[] {
  const words = new Set(view.people.customers.flat())
  if (words.size === 0) return []
  return view.tokens.flatMap((token, index): PersonalFinding[] => {
    const base = baseOf(token.text)
    if (!words.has(base) || isAgents(view, base)) return []
    const isNamesake = everydayWords.has(base) || doubtfulGivenNames.has(base)
    if (
      isNamesake &&
      !token.isCapitalised &&
      !words.has(textAt(view.tokens, index + 1)) &&
      !words.has(textAt(view.tokens, index - 1))
    )
      return []
    if (
      isNamesake &&
      isSentenceStart(view.tokens, index) &&
      !words.has(textAt(view.tokens, index + 1)) &&
      textAt(view.tokens, index + 1) !== ','
    )
      return []
    return [{ kind: 'name', from: index, to: index, rule: 'name-participant' }]
  })
}

export function titledNames(view: View): readonly PersonalFinding[] {
  return view.tokens.flatMap((token, index): PersonalFinding[] => {
    if (!titles.has(token.text)) return []
    let from = index + 1
    while (from < index + 5 && ['.', 'med', 'and', '&'].includes(textAt(view.tokens, from)))
      from += 1
    if (titles.has(textAt(view.tokens, from))) return []
    let to = from - 1
    for (let next = from; next < from + 8; next += 1) {
      const { text, isGlued } = tokenAt(view.tokens, next)
      const isLink =
        particles.has(text) || ['.', '-', 'und', 'zu', 'y', 'e'].includes(text) || text.length === 1
      if (isTitledWord(view, next, to >= from)) to = next
      else if (!isLink || (text === '-' && !isGlued)) break
      if (textAt(view.tokens, to).endsWith("'s")) break
    }
    return to < from ? [] : [{ kind: 'name', from, to, rule: 'name-titled' }]
  })
}

function isTitledWord(view: View, index: number, isFurther: boolean): boolean {
  const { text, kind, isCapitalised } = tokenAt(view.tokens, index)
  const base = baseOf(text)
  if (kind !== 'word' || base.length < 2 || isAgents(view, base)) return false
  if (view.numeralFrom(index) !== undefined) return false
  if (familyNames.has(base) || (givenNames.has(base) && !isFurther)) return true
  if (isCapitalised && (doubtfulFamilyNames.has(base) || doubtfulGivenNames.has(base))) return true
  if (!isFurther && doubtfulFamilyNames.has(base) && !isWritten(view)) return true
  if (everydayWords.has(base)) return false
  return isFurther ? isCapitalised : isCapitalised || !isWritten(view)
}

/** A given name of the list, with the family name behind it. */
export function listedNames(view: View): readonly PersonalFinding[] {
  const findings: PersonalFinding[] = []
  for (let index = 0; index < view.tokens.length; index += 1) {
    const token = tokenAt(view.tokens, index)
    const base = baseOf(token.text)
    if (
      token.kind !== 'word' ||
      token.isCapitalised ||
      isAgents(view, base) ||
      !isListedHere(view, index, base)
    )
      continue
    if (isOwnAgentName(view, index)) continue
    let to = index
    if (base === token.text) to = familyEnd(view, index)
    findings.push({ kind: 'name', from: index, to, rule: 'name-listed' })
    index = to
  }
  return findings
}

function isListedHere(view: View, index: number, base: string): boolean {
  const token = tokenAt(view.tokens, index)
  const next = tokenAt(view.tokens, index + 1)
  const hasFamily = familyNames.has(baseOf(next.text)) && !everydayWords.has(next.text)
  const isGiven = givenNames.has(base)
  if (hasFamily && token.isCapitalised && next.isCapitalised && !everydayWords.has(base))
    return true
  if (isStreetBehind(view.tokens, index)) return false
  if (doubtfulGivenNames.has(base) || everydayWords.has(base))
    return (
      (doubtfulGivenNames.has(base) || isGiven) &&
      hasFamily &&
      (token.isCapitalised || !isWritten(view))
    )
  if (!isGiven) return false
  return token.isCapitalised || hasFamily || !isWritten(view)
}

function isStreetBehind(tokens: readonly Token[], index: number): boolean {
  return [
    'street',
    'st',
    'road',
    'avenue',
    'university',
    'hospital',
    'airport',
    'hotel',
    'inc',
    'ltd',
    'gmbh',
    'as',
  ].includes(textAt(tokens, index + 1))
}

/** Over "van der" and hyphens to the end of the family name; `given` when there is none. */
function familyEnd(view: View, given: number): number {
  let to = given
  for (let index = given + 1; index <= given + 5; index += 1) {
    const { text, isGlued, isCapitalised } = tokenAt(view.tokens, index)
    if (text === '-' && isGlued) continue
    if (particles.has(text) && (isCapitalised || tokenAt(view.tokens, index + 1).isCapitalised))
      continue
    if (!isFamilyBehind(view, index)) break
    to = index
    const next = tokenAt(view.tokens, index + 1)
    if (!(next.text === '-' && next.isGlued)) break
  }
  return to
}

function isFamilyBehind(view: View, index: number): boolean {
  const { text, kind, isCapitalised } = tokenAt(view.tokens, index)
  const base = baseOf(text)
  if (kind !== 'word' || isAgents(view, base) || view.numeralFrom(index) !== undefined) return false
  if (familyNames.has(base)) return isCapitalised || !everydayWords.has(base)
  if (isFamilyLike(view, base)) return true
  return (
    isCapitalised &&
    text.length > 1 &&
    !everydayWords.has(base) &&
    !isSentenceStart(view.tokens, index)
  )
}

/** The agent who says his own name is no customer. */
export function isOwnAgentName(view: View, index: number): boolean {
  for (let opener = index - 1; opener >= Math.max(0, index - 3); opener -= 1) {
    const text = textAt(view.tokens, opener)
    if (!['is', "name's", "i'm", 'am', 'me'].includes(text)) continue
    return isAgentIntroduction(
      view,
      opener,
      { kind: 'name', from: index, to: index, rule: '' },
      true,
    )
  }
  return false
}
