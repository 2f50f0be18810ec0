/** Names of customers: those who are known, those who introduce themselves, and those that a list knows. */
import type { PersonalFinding, View } from '../view.ts'
import { calledNames } from './called-names.ts'
import { introducedNames } from './introduced-names.ts'
import { knownNames, titledNames } from './listed-names.ts'
import { smallNames } from './small-names.ts'
import { spelledNames } from './spelled-names.ts'
import { labelledNames, neighbouringNames, writtenNames } from './written-names.ts'

const rules = [
  spelledNames,
  knownNames,
  introducedNames,
  titledNames,
  labelledNames,
  writtenNames,
  smallNames,
  calledNames,
  neighbouringNames,
]

export function recogniseNames(view: View): readonly PersonalFinding[] {
  const all = rules
    .flatMap((rule) => rule(view))
    .sort((left, right) => left.from - right.from || right.to - left.to)
  const findings: PersonalFinding[] = []
  for (const found of all) {
    const last = findings.at(-1)
    if (last === undefined || found.from > last.to) findings.push(found)
    else if (found.to > last.to) findings[findings.length - 1] = { ...last, to: found.to }
  }
  return findings
}
