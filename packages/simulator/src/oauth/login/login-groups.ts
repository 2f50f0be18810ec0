/** Sorts the people into what the sign-in page lists, each described by role and team. */
import type { Person, Queue, Role } from '../../world/shapes.ts'
import type { LoginChoice, LoginGroup } from './pages.ts'

const groupOrder: readonly (readonly [Role, string])[] = [
  ['supervisor', 'Supervisors'],
  ['lead', 'Leads'],
  ['auditor', 'Auditors'],
  ['administrator', 'Administrators'],
  ['agent', 'Agents'],
]

/** People out of service are not offered. `search` is looked for in names and descriptions, every word of it. */
export function loginGroups(
  people: Iterable<Person>,
  queues: ReadonlyMap<string, Queue>,
  search = '',
): LoginGroup[] {
  const words = search.toLowerCase().split(/\s+/)
  const active = [...people].filter((person) => person.active)
  return groupOrder
    .map(([role, title]) => ({
      title,
      choices: active
        .filter((person) => person.role === role)
        .map((person) => describeChoice(person, queues))
        .filter(({ name, description }) => {
          const text = `${name} ${description}`.toLowerCase()
          return words.every((word) => text.includes(word))
        }),
    }))
    .filter((group) => group.choices.length > 0)
}

function describeChoice(person: Person, queues: ReadonlyMap<string, Queue>): LoginChoice {
  const teams = person.queueIds.map((queueId) => queues.get(queueId)?.name ?? queueId)
  const facts = [
    person.director === true ? 'director' : person.role,
    person.director === true ? 'all teams' : teams.join(', '),
    person.licence,
    person.telephony ? '' : 'no telephony',
    person.region,
  ]
  const description = facts.filter((fact) => fact !== '').join(' · ')
  return { id: person.id, name: person.name, description }
}
