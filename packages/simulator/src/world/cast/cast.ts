/** The people and queues of the contact centre. The same settings give the same people with the same ids. */
import type { SimulatorSettings } from '../../settings.ts'
import type { Person, Queue } from '../shapes.ts'
import { makeNames } from './names.ts'
import {
  administratorPermissions,
  agentPermissions,
  auditorPermissions,
  supervisorPermissions,
} from './rights.ts'

export const homeRegion = 'us-east-1'

/** Two supervisors share it, most calls live in it, and scenarios take it unless told otherwise. */
export const sharedQueueId = 'queue-billing'

const queues: readonly Queue[] = [
  { id: sharedQueueId, name: 'Billing' },
  { id: 'queue-support', name: 'Support' },
  { id: 'queue-sales', name: 'Sales' },
  { id: 'queue-returns', name: 'Returns' },
]

/** Only there when there is background load; nobody but the director (and background clients) sees them. */
const loadQueues: readonly Queue[] = [
  { id: 'queue-claims', name: 'Claims' },
  { id: 'queue-dispatch', name: 'Dispatch' },
]

const loadAgentsPerQueue = 12

export interface Cast {
  readonly people: ReadonlyMap<string, Person>
  readonly queues: ReadonlyMap<string, Queue>
  readonly loadQueueIds: readonly string[]
}

type Sketch = Pick<Person, 'name' | 'role'> & Partial<Person>

const fixedCast: readonly Sketch[] = [
  { name: 'Maren Brandt', role: 'supervisor' },
  { name: 'Oskar Lindqvist', role: 'supervisor' },
  { name: 'Priya Raman', role: 'supervisor', queueIds: ['queue-support'] },
  {
    name: 'Tobias Keller',
    role: 'supervisor',
    permissions: supervisorPermissions.filter((held) => held !== 'Conversation:Control:Write'),
  },
  { name: 'Colette Dubois', role: 'supervisor', licence: 'CX1' },
  { name: 'Henrik Aalto', role: 'supervisor', telephony: false },
  { name: 'Yumi Nakagawa', role: 'supervisor', region: 'eu-west-1' },
  { name: 'Beatrix Holloway', role: 'supervisor', director: true },
  { name: 'Marcus Adeyemi', role: 'lead', queueIds: [sharedQueueId, 'queue-support'] },
  { name: 'Ingrid Solheim', role: 'auditor', permissions: auditorPermissions },
  { name: 'Rafael Montoya', role: 'administrator', permissions: administratorPermissions },
]

const fixedSupervisors = fixedCast.filter(({ role }) => role === 'supervisor').length

export function createCast(
  settings: Pick<SimulatorSettings, 'agents' | 'supervisors' | 'eventsPerSecond'>,
): Cast {
  const allQueues = settings.eventsPerSecond > 0 ? [...queues, ...loadQueues] : queues
  const loadQueueIds = allQueues.filter((queue) => loadQueues.includes(queue)).map(({ id }) => id)
  const everyQueueId = allQueues.map(({ id }) => id)
  const extraSupervisors = Math.max(0, settings.supervisors - fixedSupervisors)
  const loadAgents = loadQueueIds.length * loadAgentsPerQueue
  const names = makeNames(
    settings.agents + extraSupervisors + loadAgents,
    fixedCast.map(({ name }) => name),
  )
  const sketches: readonly Sketch[] = [
    ...fixedCast.map((sketch) => fillQueues(sketch, everyQueueId)),
    ...names.map((name, index): Sketch => {
      if (index < settings.agents) return sketchAgent(name, index, settings.agents)
      const extra = index - settings.agents
      if (extra < extraSupervisors) return sketchSupervisor(name, extra)
      const queueId = loadQueueIds[(extra - extraSupervisors) % loadQueueIds.length]
      return { name, role: 'agent', queueIds: queueId === undefined ? [] : [queueId] }
    }),
  ]
  return {
    people: new Map(sketches.map(complete).map((person) => [person.id, person])),
    queues: new Map(allQueues.map((queue) => [queue.id, queue])),
    loadQueueIds,
  }
}

function fillQueues(sketch: Sketch, everyQueueId: readonly string[]): Sketch {
  if (sketch.director === true) return { ...sketch, queueIds: everyQueueId }
  if (sketch.role === 'auditor' || sketch.role === 'administrator')
    return { ...sketch, queueIds: queues.map(({ id }) => id) }
  return sketch
}

function sketchSupervisor(name: string, ordinal: number): Sketch {
  const queue = queues[ordinal % queues.length]
  return { name, role: 'supervisor', queueIds: [queue?.id ?? sharedQueueId] }
}

/** Half of all agents work in the shared queue; every fifth has a second queue; one in twelve is away, one offline. */
function sketchAgent(name: string, index: number, agents: number): Sketch {
  const shared = index < agents / 2
  const other = queues[1 + (index % (queues.length - 1))]?.id ?? sharedQueueId
  const primary = shared ? sharedQueueId : other
  const second = index % 5 === 4 ? (shared ? other : sharedQueueId) : undefined
  const offQueue = index % 12 === 7 || index % 12 === 10
  return {
    name,
    role: 'agent',
    queueIds: second === undefined ? [primary] : [primary, second],
    licence: index % 3 === 0 ? 'CX3' : 'CX2',
    // A few take text only, or voice only.
    telephony: index % 24 !== 9,
    engagement: index % 24 !== 5,
    presence: index % 12 === 7 ? 'AWAY' : index % 12 === 10 ? 'OFFLINE' : 'AVAILABLE',
    routingStatus: offQueue ? 'OFF_QUEUE' : 'IDLE',
  }
}

function complete(sketch: Sketch): Person {
  const slug = sketch.name.toLowerCase().replaceAll(' ', '-')
  const agent = sketch.role === 'agent'
  return {
    id: `user-${slug}`,
    email: `${slug.replace('-', '.')}@contact-centre.example`,
    region: homeRegion,
    queueIds: [sharedQueueId],
    permissions: agent ? agentPermissions : supervisorPermissions,
    licence: 'CX3',
    telephony: true,
    engagement: true,
    active: true,
    presence: 'AVAILABLE',
    routingStatus: agent ? 'IDLE' : 'OFF_QUEUE',
    ...sketch,
  }
}
