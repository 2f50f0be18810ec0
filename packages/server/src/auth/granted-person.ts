/** What a person and their token may do together: a permission whose scope the token does not carry is none. */
import type { Permission, Person } from '@sotto/domain'
import type { SignInSettings } from '@sotto/platform'

export function grantedPerson(
  person: Person,
  tokenScopes: readonly string[],
  scopes: SignInSettings['scopes'],
): Person {
  return {
    ...person,
    permissions: person.permissions.filter((permission) =>
      tokenScopes.includes(scopes[permission]),
    ),
  }
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
]

export function requestedScopes(settings: SignInSettings): readonly string[] {
  const needed = usedPermissions.map((permission) => settings.scopes[permission])
  return [...new Set([...settings.baseScopes, ...needed])]
}
