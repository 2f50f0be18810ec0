/** What a client may ask the event stream for, read from its message and turned into a quick test. */
import { assertNever, err, ok, type Result } from '@sotto/kernel'
import { z } from 'zod'
import type { PlatformEvent } from '../world/shapes.ts'

type EventName = PlatformEvent['name']

/** Every family a subscription can name, and the events that belong to it. */
const familyNames = {
  conversation: ['conversation.updated', 'conversation.metrics'],
  control: ['control.updated'],
  coaching: ['coaching.created', 'coaching.updated'],
  transcript: ['transcript.segment'],
  routing: ['routing.member'],
  help: ['help.requested', 'help.withdrawn'],
} as const satisfies Record<PlatformEvent['type'], readonly EventName[]>

const filterNames = [
  'conversationId',
  'userId',
  'queueId',
  'supervisorId',
  'type',
  'coaching.userId',
] as const

type FilterName = (typeof filterNames)[number]

const limits = { idLength: 100, events: 20, filters: 20, values: 1_000, valueLength: 200 } as const

const filterValue = z.string().min(1).max(limits.valueLength)

const filterShape = z.discriminatedUnion('operator', [
  z.object({ name: z.enum(filterNames), operator: z.literal('eq'), value: filterValue }),
  z.object({
    name: z.enum(filterNames),
    operator: z.literal('in'),
    value: z.array(filterValue).min(1).max(limits.values),
  }),
])

const subscriptionShape = z.object({
  events: z.array(z.string()).min(1).max(limits.events).optional(),
  filters: z.array(filterShape).max(limits.filters).optional(),
})

/** Ids are the client's own; answers repeat them. */
export const subscriptionIdShape = z.string().min(1).max(limits.idLength)

export interface Subscription {
  /** True when the event is one of those asked for and every filter holds. */
  matches(event: PlatformEvent): boolean
}

type EventTest = (event: PlatformEvent) => boolean

/** Reads `{ events, filters }`; anything else in it is ignored. The error says in words what was wrong. */
export function parseSubscription(raw: unknown): Result<Subscription, string> {
  const shape = subscriptionShape.safeParse(raw)
  if (!shape.success) return err(describeFirstIssue(shape.error))
  const names = readEventNames(shape.data.events ?? Object.keys(familyNames))
  if (!names.ok) return names
  const tests = (shape.data.filters ?? []).map(({ name, value }) =>
    compileFilter(name, new Set(typeof value === 'string' ? [value] : value)),
  )
  return ok({
    matches: (event) => names.value.has(event.name) && tests.every((test) => test(event)),
  })
}

/** "coaching" and "coaching.*" are the family; "coaching.created" is one of its events. */
function readEventNames(asked: readonly string[]): Result<ReadonlySet<string>, string> {
  const names = new Set<string>()
  for (const one of asked) {
    const family = one.replace(/\.\*$/, '')
    const members: readonly string[] = isFamily(family) ? familyNames[family] : []
    const found = members.length > 0 ? members : allNames.filter((name) => name === one)
    if (found.length === 0) return err(`events: there is no "${one.slice(0, 60)}"`)
    for (const name of found) names.add(name)
  }
  return ok(names)
}

const allNames: readonly string[] = Object.values(familyNames).flat()

function isFamily(word: string): word is keyof typeof familyNames {
  return Object.hasOwn(familyNames, word)
}

function compileFilter(name: FilterName, values: ReadonlySet<string>): EventTest {
  const has = (value: string | undefined) => value !== undefined && values.has(value)
  switch (name) {
    case 'conversationId':
      return (event) => has(event.conversationId)
    case 'userId':
      return (event) => has(event.userId)
    case 'queueId':
      return (event) => has(event.queueId)
    case 'supervisorId':
      return (event) => has(event.supervisorId)
    case 'type':
      return (event) => has(event.type)
    case 'coaching.userId':
      // The guide's own use: the supervisor who coaches, not the agent who is coached.
      return (event) => event.type === 'coaching' && has(event.supervisorId)
    default:
      return assertNever(name)
  }
}

function describeFirstIssue(error: z.ZodError): string {
  const [issue] = error.issues
  if (issue === undefined) return 'not a subscription'
  const path = issue.path.map(String).join('.')
  return path === '' ? issue.message : `${path}: ${issue.message}`
}
