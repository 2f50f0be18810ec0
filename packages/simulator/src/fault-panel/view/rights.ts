/** What people may do, against what they could when the simulator started. */
import { fill } from '../../words/fill.ts'
import type { PageWords } from '../../words/words-of-page.ts'
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
  { fault }: PageWords,
): readonly string[] {
  const taken = lost(before, now, queueName, fault)
  const given = lost(now, before, queueName, fault)
  return [
    ...(taken.length === 0 ? [] : [fill(fault.takenRights, { what: taken.join(', ') })]),
    ...(given.length === 0 ? [] : [fill(fault.givenRights, { what: given.join(', ') })]),
    ...(before.licence === now.licence
      ? []
      : [fill(fault.licenceWas, { now: now.licence, before: before.licence })]),
  ]
}

/** What one has and the other has not. */
function lost(
  one: Rights,
  other: Rights,
  queueName: (queueId: string) => string,
  fault: PageWords['fault'],
): string[] {
  return [
    ...(one.active && !other.active ? [fault.theLogin] : []),
    ...lacking(one.permissions, other.permissions),
    ...lacking(one.queueIds, other.queueIds).map((queueId) =>
      fill(fault.queueNamed, { name: queueName(queueId) }),
    ),
  ]
}

/** What stands in the first list and not in the second. */
function lacking(first: readonly string[], second: readonly string[]): readonly string[] {
  return first.filter((one) => !second.includes(one))
}
