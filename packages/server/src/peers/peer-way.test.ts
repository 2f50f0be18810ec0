import { describe, expect, it } from 'vitest'
import { readServerSettings } from '../settings.ts'
import { peerAddressOf } from './peer-address.ts'
import { openPeerWay } from './peer-way.ts'

const kindsOf = (plainHttp: 'private' | 'any', addresses: readonly string[]) => {
  const way = openPeerWay({ plainHttp, caFile: undefined })
  return addresses.map((address) => way.to(address).kind)
}

const near = [
  ...['http://127.0.0.1:4400', 'http://localhost:4400', 'http://10.0.0.5:4400', 'http://[::1]:1'],
  ...['http://172.31.255.255', 'http://192.168.1.1', 'http://100.64.0.1', 'http://[fd00::5]:4400'],
]
const far = [
  ...['http://203.0.113.5:4400', 'http://172.32.0.1', 'http://100.128.0.1', 'http://[2001:db8::1]'],
  ...['http://sotto-2:4400', 'http://localhost.example:4400', 'http://10.0.0.5.example'],
]

describe('how another server is reached', () => {
  it('[SV27] by plain http on this machine and in private networks only, unless it is said otherwise', () => {
    expect(new Set(kindsOf('private', near))).toEqual(new Set(['plain']))
    expect(new Set(kindsOf('private', far))).toEqual(new Set(['refused']))
    expect(new Set(kindsOf('any', [...near, ...far]))).toEqual(new Set(['plain']))
  })

  it('[SV26] by https with a certificate that names the server asked, whatever the console is called', () => {
    const way = openPeerWay({ plainHttp: 'private', caFile: undefined })
    expect(way.to('https://one.sotto.example:4400')).toEqual({
      kind: 'tls',
      tls: { rejectUnauthorized: true, servername: 'one.sotto.example' },
    })
    expect(way.to('https://203.0.113.5:4400')).toMatchObject({ tls: { servername: '' } })
    const everywhere = { listening: 'http://0.0.0.0:4400', ownHost: '10.0.0.5' }
    expect(peerAddressOf({ ...everywhere, speaksTls: true })).toBe('https://10.0.0.5:4400')
    expect(peerAddressOf({ ...everywhere, speaksTls: false })).toBe('http://10.0.0.5:4400')
    expect(peerAddressOf({ ...everywhere, ownHost: undefined, speaksTls: true })).toBeUndefined()
  })

  it('[SV27] an own address that would bring cookies in clear through the world ends the start in one line', () => {
    const read = (environment: Record<string, string>) => {
      const settings = readServerSettings(environment)
      return settings.ok ? settings.value.peerUrl : settings.error.join()
    }
    expect(read({ SOTTO_PEER_URL: 'http://sotto-1:4400' })).toMatch(/must begin with https:\/\//)
    expect(read({ SOTTO_PEER_URL: 'http://sotto-1:4400', SOTTO_PEER_PLAIN_HTTP: 'any' })).toBe(
      'http://sotto-1:4400',
    )
    expect(read({ SOTTO_PEER_URL: 'https://sotto-1:4400' })).toBe('https://sotto-1:4400')
    expect(read({ SOTTO_PEER_URL: 'http://10.0.0.5:4400' })).toBe('http://10.0.0.5:4400')
    expect(read({ SOTTO_PEER_URL: 'ftp://sotto-1' })).toMatch(/http:\/\/ or https:\/\//)
    expect(read({ SOTTO_PEER_PLAIN_HTTP: 'yes' })).toMatch(/must be private or any/)
  })

  it('[SV26] certificates that cannot be read end the start in one line', () => {
    expect(() => openPeerWay({ plainHttp: 'private', caFile: '/nowhere/ca.pem' })).toThrow(
      /SOTTO_PEER_CA_FILE: \/nowhere\/ca\.pem cannot be read/,
    )
  })
})
