import { describe, expect, it } from 'vitest'
import { parseRoute, routePath } from '../route.ts'
import { landing } from './own-place.ts'

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
    expect(landing(role, { view: 'home' })).toEqual({ kind: 'elsewhere', route: { view } })
    expect(landing(role, { view })).toMatchObject({ kind: 'here' })
    expect(landing(role, conversation)).toEqual({
      kind: 'refused',
      place: 'console',
      own: { view },
    })
  })

  it.each(['supervisor', 'lead', 'administrator'] as const)(
    '[AS23] %s works at the console',
    (role) => {
      for (const route of [{ view: 'home' } as const, conversation])
        expect(landing(role, route)).toEqual({ kind: 'here', place: 'console' })
      expect(landing(role, { view: 'agent' })).toEqual({
        kind: 'refused',
        place: 'agent-strip',
        own: { view: 'home' },
      })
      expect(landing(role, { view: 'audit' })).toMatchObject({ kind: 'refused', place: 'audit' })
    },
  )
})
