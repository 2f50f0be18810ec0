/** Who may read what is on record of the whole installation: its auditors, whatever their queues. */
import type { Person } from '../conversation/people.ts'
import { judgeRights, type RightsVerdict } from './authority.ts'

/** The platform has no permission of this name: of all roles this one alone is a right, and it needs the right to read. */
const auditorsRight = 'auditor'

export function judgeAudit(person: Person): RightsVerdict {
  const reading = judgeRights(person, 'view')
  if (reading.kind !== 'allowed' || person.role === auditorsRight) return reading
  return { kind: 'refused', reason: 'missing-permission', missing: auditorsRight }
}

/** What is on record of somebody, for themselves: agents, who are listened to. The person asked for is always the one who asks. */
export function judgeOwnAudit(person: Person): RightsVerdict {
  if (person.role === 'agent') return { kind: 'allowed' }
  return { kind: 'refused', reason: 'missing-permission', missing: 'agent' }
}

/** Who may take a person out of everything that is kept: auditors, who answer for what is on record, and administrators. */
export function judgeErasure(person: Person): RightsVerdict {
  const asAdministrator = judgeRights(person, 'erase-person')
  return asAdministrator.kind === 'allowed' ? asAdministrator : judgeAudit(person)
}
