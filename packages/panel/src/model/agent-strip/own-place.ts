/** Which of the three places a person works in: agents at their strip, auditors at the audit, everybody else at the console. Pure. */
import { hasRights, type RightsHolder } from '@sotto/domain'
import type { Me } from '@sotto/protocol'
import type { Route } from '../route.ts'

export type Place = 'console' | 'agent-strip' | 'audit'

export type Landing =
  | { readonly kind: 'here'; readonly place: Place }
  /** From the front page everybody goes to their own place. */
  | { readonly kind: 'elsewhere'; readonly route: Route }
  /** Somebody else's place: said plainly, never shown. */
  | { readonly kind: 'refused'; readonly place: Place; readonly own: Route }

export function placeOf(role: Me['role']): Place {
  if (role === 'agent') return 'agent-strip'
  return role === 'auditor' ? 'audit' : 'console'
}

const homes = {
  console: { view: 'home' },
  'agent-strip': { view: 'agent' },
  audit: { view: 'audit' },
} as const satisfies Record<Place, Route>

const places = {
  home: 'console',
  conversation: 'console',
  history: 'console',
  policies: 'console',
  snippets: 'console',
  preferences: 'console',
  parts: 'console',
  agent: 'agent-strip',
  audit: 'audit',
} as const satisfies Record<Exclude<Route['view'], 'sign-ins'>, Place>

export function homeOf(role: Me['role']): Route {
  return homes[placeOf(role)]
}

export function landing(me: RightsHolder & Pick<Me, 'role'>, route: Route): Landing {
  const own = placeOf(me.role)
  // Everybody has some, and sees them where they work.
  if (route.view === 'sign-ins') return { kind: 'here', place: own }
  // Administrators may do this one thing of the audit's, and do it where they work.
  if (own === 'console' && isErasing(route) && hasRights(me, 'erase-person'))
    return { kind: 'here', place: own }
  const place = places[route.view]
  if (place === own) return { kind: 'here', place }
  if (route.view === 'home') return { kind: 'elsewhere', route: homes[own] }
  return { kind: 'refused', place, own: homes[own] }
}

function isErasing(route: Route): boolean {
  return route.view === 'audit' && route.part === 'erase'
}
