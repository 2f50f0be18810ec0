import { describe, expect, it } from 'vitest'
import { parseRoute, routePath, signInPath } from './route.ts'

describe('addresses', () => {
  it.each(['conversation-1', 'ä/ö?#', '%', 'a b'])(
    '[PA6] %j comes back as it went',
    (conversationId) => {
      const route = { view: 'conversation', conversationId } as const
      expect(parseRoute(routePath(route))).toEqual(route)
    },
  )

  it.each([
    '/',
    '',
    '/conversations',
    '/conversations/',
    '/conversations/a/b',
    '/conversations/%E0%A4%A',
    '/else',
    `/conversations/${'x'.repeat(200)}`,
  ])('[PA6] %j is home', (path) => {
    expect(parseRoute(path)).toEqual({ view: 'home' })
  })

  it('[PA230] the policies have an address of their own', () => {
    expect(parseRoute(routePath({ view: 'policies' }))).toEqual({ view: 'policies' })
    expect(parseRoute(routePath({ view: 'sign-ins' }))).toEqual({ view: 'sign-ins' })
    expect(parseRoute('/sign-ins/all/')).toEqual({ view: 'sign-ins', part: 'all' })
    expect(parseRoute('/sign-ins/other')).toEqual({ view: 'home' })
  })

  it.each(['preferences', 'parts'] as const)(
    '[PA331] [PA340] %s have an address of their own',
    (view) => {
      expect(parseRoute(routePath({ view }))).toEqual({ view })
      expect(parseRoute(`/${view}/`)).toEqual({ view })
      expect(parseRoute(`/${view}/more`)).toEqual({ view: 'home' })
    },
  )

  it('[PA6] signing in comes back to the same view', () => {
    expect(signInPath('/conversations/a?b')).toBe('/auth/sign-in?returnTo=%2Fconversations%2Fa%3Fb')
  })
})
