import { expect, it } from 'vitest'
import { mayCall, onlyTo } from './outbound.ts'

const places = [
  { origin: 'https://api.example', paths: ['/api/v2/', '/oauth/token'] },
  { origin: 'wss://api.example', paths: ['/api/v2/'] },
]

it.each([
  'https://api.example/api/v2/users/me?x=1',
  'https://API.example:443/api/v2/a/../b',
  'https://api.example/oauth/token',
  'wss://api.example/api/v2/events',
])('[PL7] may be called: %s', (address) => {
  expect(mayCall(places, address)).toBe(true)
})

it.each([
  'https://evil.example/api/v2/users/me',
  'https://api.example.evil.example/api/v2/users/me',
  'https://api.example:8443/api/v2/users/me',
  'http://api.example/api/v2/users/me',
  'https://user@api.example/api/v2/users/me',
  'https://:secret@api.example/api/v2/users/me',
  'https://api.example/api/v2/../v1/users',
  'https://api.example/api/v2/%2e%2e/%2e%2e/internal',
  'https://api.example/api/v2/..%2f..%2finternal',
  'https://api.example/oauth/token/x',
  'https://api.example/internal',
  'wss://api.example/oauth/token',
  'file:///etc/passwd',
  'nonsense',
  '',
])('[PL7] is not called: %s', (address) => {
  expect(mayCall(places, address)).toBe(false)
})

it('[PL7] what is not on the list never leaves, and no redirect is followed', async () => {
  const left: string[] = []
  const call = onlyTo(places, async (url, init) => {
    left.push(`${url} ${init.redirect}`)
    return new Response('')
  })
  await expect(call('https://evil.example/oauth/token', {})).rejects.toMatchObject({
    code: 'unexpected-answer',
  })
  await call('https://api.example/oauth/token', { redirect: 'follow' })
  await call('https://api.example/oauth/token', { redirect: 'manual' })
  expect(left).toEqual([
    'https://api.example/oauth/token error',
    'https://api.example/oauth/token manual',
  ])
})
