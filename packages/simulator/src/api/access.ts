/** Which permission of the person and which scope of the token each action of the platform needs. */

import type { Caller } from '../oauth/caller.ts'
import type { Permission } from '../world/cast/rights.ts'
import type { ControlType, Person } from '../world/shapes.ts'
import { missingRight } from './refusal.ts'

interface Need {
  readonly permission?: Permission
  readonly scope: string
}

export const accessTable = {
  'read-profile': { scope: 'login:read' },
  'read-routing': { permission: 'Routing:Queue:Read', scope: 'routing:read' },
  'read-conversation': { permission: 'Conversation:Read', scope: 'conversation:read' },
  whisper: { permission: 'Conversation:Control:Write', scope: 'conversation:control:write' },
  monitor: { permission: 'Conversation:Monitor:Write', scope: 'conversation:control:write' },
  barge: { permission: 'Conversation:Barge:Write', scope: 'conversation:control:write' },
  'read-coaching': { permission: 'Coaching:Coaching:Read', scope: 'coaching:read' },
  'write-coaching': { permission: 'Coaching:Coaching:Write', scope: 'coaching:write' },
  'read-transcript': { permission: 'Transcript:Read', scope: 'transcript:read' },
  'act-as-agent': { permission: 'Agent:Self', scope: 'conversation:read' },
} as const satisfies Record<string, Need>

export type Action = keyof typeof accessTable

export const actionOfControl = {
  WHISPER: 'whisper',
  MONITOR: 'monitor',
  BARGE: 'barge',
} as const satisfies Record<ControlType, Action>

/** Client credentials speak for no person: they may read everything their scopes allow, and act on nothing. */
const readableWithoutPerson: ReadonlySet<Action> = new Set<Action>([
  'read-routing',
  'read-conversation',
  'read-coaching',
  'read-transcript',
])

/** Throws `Refusal` 403 `missing.permission` or `missing.scope`. */
export function requireAccess(caller: Caller, action: Action): void {
  const need: Need = accessTable[action]
  if (caller.person === undefined) {
    if (!readableWithoutPerson.has(action))
      throw missingRight('permission', need.permission ?? 'a person')
  } else if (need.permission !== undefined && !caller.person.permissions.includes(need.permission))
    throw missingRight('permission', need.permission)
  if (!caller.scopes.has(need.scope)) throw missingRight('scope', need.scope)
}

/** The person an action is done by. Throws `Refusal` 403 for client credentials, which speak for nobody. */
export function requirePerson(caller: Caller): Person {
  if (caller.person === undefined) throw missingRight('permission', 'a person')
  return caller.person
}
