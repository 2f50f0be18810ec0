import { describe, expect, it } from 'vitest'
import { createAuthentication } from './caller.ts'
import { makePeople, makePerson } from './testing/people.ts'
import type { TokenVerdict } from './token-authority.ts'

const mara = makePerson({ id: 'mara', name: 'Mara Bell' })
const people = makePeople(mara, makePerson({ id: 'gone', name: 'Ines Gone', active: false }))

const valid = {
  kind: 'valid',
  clientId: 'sotto',
  scopes: new Set(['login:read']),
  expiresAtWallMs: 1_000,
} as const
const verdicts: Readonly<Record<string, TokenVerdict>> = {
  'mara-token': { ...valid, personId: 'mara' },
  'gone-token': { ...valid, personId: 'gone' },
  'stranger-token': { ...valid, personId: 'never-heard-of' },
  'background-token': valid,
  'old-token': { kind: 'expired' },
}
const { authenticate } = createAuthentication({
  people: () => people,
  tokens: {
    verify: async (token) => verdicts[token] ?? { kind: 'invalid' },
    expireAll() {},
    onExpired: () => () => {},
  },
})

const present = (authorization: string | undefined) => authenticate({ headers: { authorization } })

describe('who stands before a door', () => {
  it.each(['Bearer mara-token', 'bearer mara-token', 'BEARER   mara-token '])(
    '[SD19] is the person of the token: %j',
    async (authorization) => {
      expect(await present(authorization)).toEqual({
        person: mara,
        clientId: 'sotto',
        scopes: new Set(['login:read']),
        expiresAtWallMs: 1_000,
      })
    },
  )

  it('[SD19] is nobody in person with client credentials', async () => {
    expect(await present('Bearer background-token')).not.toHaveProperty('person')
  })

  it.each([
    [undefined, 'token.invalid'],
    ['', 'token.invalid'],
    ['Bearer', 'token.invalid'],
    ['Basic mara-token', 'token.invalid'],
    ['Bearer mara-token extra', 'token.invalid'],
    ['Bearer nonsense', 'token.invalid'],
    ['Bearer gone-token', 'token.invalid'],
    ['Bearer stranger-token', 'token.invalid'],
    ['Bearer old-token', 'token.expired'],
  ])('[SD19] is refused with 401: %j', async (authorization, code) => {
    await expect(present(authorization)).rejects.toMatchObject({ status: 401, code })
  })
})
