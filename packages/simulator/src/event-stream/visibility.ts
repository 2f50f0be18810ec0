/** Who may see which event, and which change of a person takes something away. */
import type { Caller } from '../oauth/caller.ts'
import type { Person, PlatformEvent } from '../world/shapes.ts'
import type { World } from '../world/world.ts'

type Family = PlatformEvent['type']

interface FamilyRight {
  readonly permission: string
  readonly scope: string
  /** True when `Agent:Self` opens an agent's own events of this family. */
  readonly ownToo: boolean
}

const familyRights = {
  conversation: { permission: 'Conversation:Read', scope: 'conversation:read', ownToo: true },
  control: { permission: 'Conversation:Read', scope: 'conversation:read', ownToo: true },
  help: { permission: 'Conversation:Read', scope: 'conversation:read', ownToo: true },
  coaching: { permission: 'Coaching:Coaching:Read', scope: 'coaching:read', ownToo: true },
  transcript: { permission: 'Transcript:Read', scope: 'transcript:read', ownToo: false },
  routing: { permission: 'Routing:Queue:Read', scope: 'routing:read', ownToo: true },
} as const satisfies Record<Family, FamilyRight>

const families: readonly FamilyRight[] = Object.values(familyRights)

/** Client credentials speak for no person: their scopes alone decide, and every queue is theirs to read. */
export function mayViewEvent(
  caller: Caller,
  event: PlatformEvent,
  mayViewQueue: World['mayViewQueue'],
): boolean {
  const right = familyRights[event.type]
  if (!caller.scopes.has(right.scope)) return false
  const { person } = caller
  if (person === undefined) return true
  if (person.role === 'agent') {
    return event.userId === person.id && holdsOwn(person, right)
  }
  return person.permissions.includes(right.permission) && mayViewQueue(person, event.queueId)
}

function holdsOwn(person: Person, right: FamilyRight): boolean {
  const own = right.ownToo && person.permissions.includes('Agent:Self')
  return own || person.permissions.includes(right.permission)
}

export type StreamRefusal = { readonly kind: 'scope' | 'permission'; readonly missing: string }

/** Why this caller would never see a single event; undefined when there is something to see. */
export function whyNothingToSee(caller: Caller): StreamRefusal | undefined {
  const inScope = families.filter((right) => caller.scopes.has(right.scope))
  if (inScope.length === 0) return { kind: 'scope', missing: 'conversation:read' }
  const { person } = caller
  if (person === undefined || inScope.some((right) => holds(person, right))) return undefined
  return { kind: 'permission', missing: inScope[0]?.permission ?? 'Conversation:Read' }
}

function holds(person: Person, right: FamilyRight): boolean {
  return person.role === 'agent'
    ? holdsOwn(person, right)
    : person.permissions.includes(right.permission)
}

/** True when `after` may do or see less than `before`. */
export function losesRights(before: Person, after: Person): boolean {
  return (
    !after.active ||
    before.permissions.some((permission) => !after.permissions.includes(permission)) ||
    before.queueIds.some((queueId) => !after.queueIds.includes(queueId)) ||
    (before.director === true && after.director !== true)
  )
}
