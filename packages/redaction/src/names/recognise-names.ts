/** Names of customers: those who are known, those who introduce themselves, and those that a list knows. */
import type { PersonalFinding, View } from '../view.ts'
import { introducedNames } from './introduced-names.ts'
import { knownNames, listedNames, titledNames } from './listed-names.ts'
import { spelledNames } from './spelled-names.ts'
import { labelledNames, neighbouringNames, writtenNames } from './written-names.ts'

const rules = [
  spelledNames,
  knownNames,
  introducedNames,
  titledNames,
  labelledNames,
  writtenNames,
  listedNames,
  neighbouringNames,
]

export function recogniseNames(view: View): readonly PersonalFinding[] {
  const taken = new Set<number>()
  const findings: PersonalFinding[] = []
  for (const rule of rules)
    for (const found of rule(view)) {
      let isTaken = false
      for (let index = found.from; index <= found.to; index += 1) isTaken ||= taken.has(index)
      if (isTaken) continue
      for (let index = found.from; index <= found.to; index += 1) taken.add(index)
      findings.push(found)
    }
  return findings.sort((left, right) => left.from - right.from)
}
