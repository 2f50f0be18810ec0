/** What people may do, against what they could when the simulator started. */
import type { Person } from '../../world/shapes.ts'

/** What the simulator's door for people can change. */
export type Rights = Pick<Person, 'permissions' | 'queueIds' | 'licence' | 'active'>

/** By person id, as they are now. */
export function noteRights(people: Iterable<Person>): ReadonlyMap<string, Rights> {
  return new Map([...people].map((person) => [person.id, rightsOf(person)]))
}

export function rightsOf({ permissions, queueIds, licence, active }: Person): Rights {
  return { permissions, queueIds, licence, active }
}

/** In words, what has been taken and given; empty when everything is as it was. */
export function changesOfRights(
  before: Rights,
  now: Rights,
  queueName: (queueId: string) => string,
): readonly string[] {
  const taken = lost(before, now, queueName)
  const given = lost(now, before, queueName)
  return [
    ...(taken.length === 0 ? [] : [`taken: ${taken.join(', ')}`]),
    ...(given.length === 0 ? [] : [`given: ${given.join(', ')}`]),
    ...(before.licence === now.licence ? [] : [`licence ${now.licence}, was ${before.licence}`]),
  ]
}

/** What one has and the other has not. */
function lost(one: Rights, other: Rights, queueName: (queueId: string) => string): string[] {
  return [
    ...(one.active && !other.active ? ['the whole login'] : []),
    ...lacking(one.permissions, other.permissions),
    ...lacking(one.queueIds, other.queueIds).map((queueId) => `queue ${queueName(queueId)}`),
  ]
}

/** What stands in the first list and not in the second. */
function lacking(first: readonly string[], second: readonly string[]): readonly string[] {
  return first.filter((one) => !second.includes(one))
}
