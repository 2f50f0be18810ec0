/** What a person and their token may do together: a permission whose scope the token does not carry is none. */
import type { Permission, Person, Role } from '@sotto/domain'
import type { SignInSettings } from '@sotto/platform'

export function grantedPerson(
  person: Person,
  tokenScopes: readonly string[],
  scopes: SignInSettings['scopes'],
): Person {
  return narrowedTo(person, (permission) => tokenScopes.includes(scopes[permission]))
}

/** Keeps what is covered, and says what is not: signing in again may help there, and nowhere else. */
export function narrowedTo(person: Person, isCovered: (permission: Permission) => boolean): Person {
  const withoutScope = person.permissions.filter((permission) => !isCovered(permission))
  return { ...person, permissions: person.permissions.filter(isCovered), withoutScope }
}

/** What this console calls with a person's token today; nothing else is asked for (over-scoping triggers reviews). */
export const usedPermissions: readonly Permission[] = [
  'read-routing',
  'read-conversation',
  'whisper',
  'monitor',
  'barge',
  'answer-as-agent',
  'read-transcript',
  'reveal-sensitive',
  'read-coaching',
  'write-coaching',
  'manage-policies',
]

export function requestedScopes(settings: SignInSettings): readonly string[] {
  const needed = usedPermissions.map((permission) => settings.scopes[permission])
  return [...new Set([...settings.baseScopes, ...needed])]
}

/** Those whose work needs less than all of it; whoever is not named here works with everything that is used. */
const narrowRoles: Partial<Readonly<Record<Role, readonly Permission[]>>> = {
  agent: ['answer-as-agent', 'read-coaching'],
  auditor: ['read-routing', 'read-conversation', 'read-coaching'],
  administrator: ['read-routing', 'read-conversation', 'manage-policies'],
}

/** Of the scopes that were granted, those the person's role uses: who they are is known only after they have signed in. */
export function scopesOfRole(
  role: Role,
  granted: readonly string[],
  settings: SignInSettings,
): readonly string[] {
  const permissions = narrowRoles[role]
  if (permissions === undefined) return granted
  const used = permissions.filter((permission) => usedPermissions.includes(permission))
  const needed = new Set([
    ...settings.baseScopes,
    ...used.map((permission) => settings.scopes[permission]),
  ])
  return granted.filter((scope) => needed.has(scope))
}
