/** A few people and queues for tests of the doors, without a world behind them. */
import type { Person, Queue } from '../../world/shapes.ts'

export function makePerson(change: Partial<Person> & Pick<Person, 'id' | 'name'>): Person {
  return {
    email: `${change.id}@example.test`,
    role: 'supervisor',
    region: 'us-east-1',
    queueIds: ['queue-billing'],
    permissions: ['Routing:Queue:Read', 'Conversation:Read', 'Coaching:Coaching:Read'],
    licence: 'CX3',
    telephony: true,
    engagement: true,
    active: true,
    presence: 'AVAILABLE',
    routingStatus: 'OFF_QUEUE',
    ...change,
  }
}

export function makePeople(...people: readonly Person[]): Map<string, Person> {
  return new Map(people.map((person) => [person.id, person]))
}

export const someQueues: ReadonlyMap<string, Queue> = new Map([
  ['queue-billing', { id: 'queue-billing', name: 'Billing' }],
  ['queue-support', { id: 'queue-support', name: 'Support' }],
])
