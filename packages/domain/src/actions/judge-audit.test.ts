import { expect, it } from 'vitest'
import type { Person, Role } from '../conversation/people.ts'
import { judgeAudit, judgeErasure, judgeOwnAudit } from './judge-audit.ts'

const person = (
  role: Role,
  permissions: Person['permissions'] = ['read-conversation'],
): Person => ({
  id: 'one',
  name: 'One',
  email: 'one@example.com',
  region: 'us-east-1',
  role,
  licence: 'cx3',
  telephony: true,
  engagement: true,
  permissions,
})

it('[RD128] the audit is read by auditors who may read, and by nobody else', () => {
  expect(judgeAudit(person('auditor'))).toEqual({ kind: 'allowed' })
  expect(judgeAudit(person('auditor', []))).toMatchObject({ missing: 'read-conversation' })
  for (const role of ['supervisor', 'lead', 'agent', 'administrator'] as const)
    expect(judgeAudit(person(role))).toEqual({
      kind: 'refused',
      reason: 'missing-permission',
      missing: 'auditor',
    })
})

it('[AL80] who listened to somebody is told to agents, and to nobody else', () => {
  expect(judgeOwnAudit(person('agent', []))).toEqual({ kind: 'allowed' })
  for (const role of ['supervisor', 'lead', 'auditor', 'administrator'] as const)
    expect(judgeOwnAudit(person(role))).toMatchObject({ kind: 'refused', missing: 'agent' })
})

it('[AL99] a person is erased by auditors and administrators, and by nobody else', () => {
  expect(judgeErasure(person('auditor'))).toEqual({ kind: 'allowed' })
  expect(judgeErasure(person('administrator', ['manage-policies']))).toEqual({ kind: 'allowed' })
  // The right counts, not the name of the role.
  expect(judgeErasure(person('administrator'))).toMatchObject({ missing: 'auditor' })
  for (const role of ['supervisor', 'lead', 'agent'] as const)
    expect(judgeErasure(person(role))).toMatchObject({ kind: 'refused', missing: 'auditor' })
})
