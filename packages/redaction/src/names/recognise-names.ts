/** Names of customers: those who are known, those who introduce themselves, and those that a list knows. */
import { textAt } from '../text/token.ts'
import type { PersonalFinding, View } from '../view.ts'
import { famousPairs, famousWords } from '../words/famous-names.ts'
import { calledNames } from './called-names.ts'
import { introducedNames } from './introduced-names.ts'
import { knownNames, titledNames } from './listed-names.ts'
import { repeatedNames } from './repeated-names.ts'
import { smallNames } from './small-names.ts'
import { hyphenedNames, spelledNames } from './spelled-names.ts'
import { labelledNames, neighbouringNames, writtenNames } from './written-names.ts'

/** These tell by more than the name itself, so that whoever is called so is found. */
const sureRules = new Set(['name-introduced', 'name-participant', 'name-titled', 'name-answered'])

const rules = [
  spelledNames,
  hyphenedNames,
  knownNames,
  introducedNames,
  titledNames,
  labelledNames,
  writtenNames,
  smallNames,
  calledNames,
  repeatedNames,
  neighbouringNames,
]

export function recogniseNames(view: View): readonly PersonalFinding[] {
  const all = rules
    .flatMap((rule) => rule(view))
    .filter((found) =>
      sureRules.has(found.rule) ? !isTitleOfShop(view, found) : !isFamous(view, found),
    )
    .sort((left, right) => left.from - right.from || right.to - left.to)
  const findings: PersonalFinding[] = []
  for (const found of all) {
    const last = findings.at(-1)
    if (last === undefined || found.from > last.to) findings.push(found)
    else if (found.to > last.to) findings[findings.length - 1] = { ...last, to: found.to }
  }
  return findings
}

/** "Dr Martens": a title that belongs to a make. */
function isTitleOfShop({ tokens }: View, { from, rule }: PersonalFinding): boolean {
  const title = textAt(tokens, from - 1) === '.' ? from - 2 : from - 1
  return (
    rule === 'name-titled' && famousPairs.has(`${textAt(tokens, title)} ${textAt(tokens, from)}`)
  )
}

/** "Earl Grey", "at Macy's": of a shop, a drink or somebody whom everybody knows. */
export function isFamous(
  { tokens }: View,
  { from, to }: Pick<PersonalFinding, 'from' | 'to'>,
): boolean {
  if (to === from && famousWords.has(textAt(tokens, from))) return true
  for (let index = from - 1; index <= to; index += 1)
    if (famousPairs.has(`${textAt(tokens, index)} ${textAt(tokens, index + 1)}`)) return true
  return false
}
