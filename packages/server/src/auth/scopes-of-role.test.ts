import { type Act, judgeRights, type Permission, type Role } from '@sotto/domain'
import { secret } from '@sotto/kernel'
import type { SignInSettings } from '@sotto/platform'
import { expect, it } from 'vitest'
import { grantedPerson, requestedScopes, scopesOfRole, usedPermissions } from './granted-person.ts'

const settings: SignInSettings = {
  issuer: 'https://platform.example',
  clientId: 'sotto',
  clientSecret: secret('s'),
  scopes: {
    'read-routing': 'routing:read',
    'read-conversation': 'conversation:read',
    whisper: 'conversation:control:write',
    monitor: 'conversation:control:write',
    barge: 'conversation:control:write',
    'read-coaching': 'coaching:read',
    'write-coaching': 'coaching:write',
    'read-transcript': 'transcript:read',
    'reveal-sensitive': 'transcript:read',
    'answer-as-agent': 'conversation:read',
    'manage-policies': 'login:read',
  },
  baseScopes: ['login:read'],
}

const everyAct: readonly Act[] = [
  'view',
  'monitor',
  'coach',
  'barge',
  'whisper-text',
  'read-transcript',
  'reveal-sensitive',
  'read-coaching',
  'write-coaching',
  'coach-live-session',
  'answer-whisper',
  'manage-policies',
  'manage-sign-ins',
  'erase-person',
]

const supervising = everyAct.filter((act) => !act.startsWith('manage-') && act !== 'erase-person')

/** What the pages of a role do; `reads` is what they ask for that is no act: queues, and for the agent's strip their own sessions. */
const work: Readonly<Record<Role, { acts: readonly Act[]; reads: readonly Permission[] }>> = {
  supervisor: { acts: supervising, reads: ['read-routing'] },
  lead: { acts: supervising, reads: ['read-routing'] },
  agent: { acts: ['answer-whisper'], reads: ['read-coaching'] },
  auditor: { acts: ['view', 'read-coaching'], reads: ['read-routing'] },
  administrator: {
    acts: ['view', 'manage-policies', 'manage-sign-ins', 'erase-person'],
    reads: ['read-routing'],
  },
}
const roles: readonly Role[] = ['supervisor', 'lead', 'agent', 'auditor', 'administrator']

const able = {
  id: 'person-1',
  name: 'Marta Blom',
  email: 'marta@example.org',
  region: 'us-east-1',
  role: 'supervisor',
  licence: 'cx3',
  telephony: true,
  engagement: true,
  permissions: usedPermissions,
} as const

/** Found by taking them away one by one: what the table of rights says now, not what it said when this was written. */
function neededFor(act: Act): readonly Permission[] {
  return usedPermissions.filter((permission) => {
    const permissions = usedPermissions.filter((one) => one !== permission)
    return judgeRights({ ...able, permissions }, act).kind === 'refused'
  })
}

it.each(roles)(
  '[SI71] the token of role %s carries the scopes of its work, none missing and none too many',
  (role) => {
    const { acts, reads } = work[role]
    const needed = [...acts.flatMap(neededFor), ...reads].map((one) => settings.scopes[one])
    const kept = scopesOfRole(role, requestedScopes(settings), settings)
    expect(new Set(kept)).toEqual(new Set(['login:read', ...needed]))
    const person = grantedPerson(able, kept, settings.scopes)
    for (const act of acts) expect([act, judgeRights(person, act).kind]).toEqual([act, 'allowed'])
  },
)

it('[SI71] who only reads can speak, write and reveal with no token of theirs', () => {
  for (const role of ['agent', 'auditor', 'administrator'] as const) {
    const kept = scopesOfRole(role, requestedScopes(settings), settings)
    const person = grantedPerson(able, kept, settings.scopes)
    for (const act of ['monitor', 'coach', 'barge', 'whisper-text', 'write-coaching'] as const)
      expect(judgeRights(person, act)).toMatchObject({ reason: 'missing-scope' })
    for (const act of ['read-transcript', 'reveal-sensitive'] as const)
      expect(judgeRights(person, act)).toMatchObject({ reason: 'missing-scope' })
  }
})
