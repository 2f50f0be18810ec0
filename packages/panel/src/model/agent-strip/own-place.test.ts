import type { Role } from '@sotto/domain'
import { describe, expect, it } from 'vitest'
import { parseRoute, routePath } from '../route.ts'
import { landing } from './own-place.ts'

const as = (role: Role, permissions: readonly string[] = []) => ({
  ...({ role, permissions, licence: 'cx2', telephony: true, engagement: true } as const),
})
const conversation = { view: 'conversation', conversationId: 'c1' } as const

describe('whose place it is', () => {
  it.each(['/agent', '/audit'])('[AS23] %s has an address of its own', (path) => {
    expect(routePath(parseRoute(path))).toBe(path)
    expect(parseRoute(`${path}/`)).toEqual(parseRoute(path))
    expect(parseRoute(`${path}s`)).toEqual({ view: 'home' })
  })

  it.each([
    ['agent', 'agent'],
    ['auditor', 'audit'],
  ] as const)('[AS23] %s lands at their own from the front page', (role, view) => {
    expect(landing(as(role), { view: 'home' })).toEqual({ kind: 'elsewhere', route: { view } })
    expect(landing(as(role), { view })).toMatchObject({ kind: 'here' })
    expect(landing(as(role), conversation)).toEqual({
      kind: 'refused',
      place: 'console',
      own: { view },
    })
  })

  it.each(['supervisor', 'lead', 'administrator'] as const)(
    '[AS23] %s works at the console',
    (role) => {
      for (const route of [{ view: 'home' } as const, conversation])
        expect(landing(as(role), route)).toEqual({ kind: 'here', place: 'console' })
      expect(landing(as(role), { view: 'agent' })).toEqual({
        kind: 'refused',
        place: 'agent-strip',
        own: { view: 'home' },
      })
      expect(landing(as(role), { view: 'audit' })).toMatchObject({
        kind: 'refused',
        place: 'audit',
      })
    },
  )

  it('[AL105] whoever may erase a person does it where they work: auditors at the audit, administrators at the console', () => {
    const erasing = parseRoute('/audit/erase')
    expect(landing(as('auditor'), erasing)).toEqual({ kind: 'here', place: 'audit' })
    const administrator = as('administrator', ['manage-policies'])
    expect(landing(administrator, erasing)).toEqual({ kind: 'here', place: 'console' })
    for (const path of ['/audit', '/audit/reveals'])
      expect(landing(administrator, parseRoute(path))).toMatchObject({ kind: 'refused' })
    // The right counts, not the name of the role, and an agent has no console.
    for (const other of [as('administrator'), as('supervisor'), as('agent', ['manage-policies'])])
      expect(landing(other, erasing)).toMatchObject({ kind: 'refused', place: 'audit' })
  })
})
