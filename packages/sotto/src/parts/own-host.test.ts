import type { NetworkInterfaceInfo } from 'node:os'
import { expect, it } from 'vitest'
import { ownHost } from './own-host.ts'

const address = (given: string, internal: boolean): NetworkInterfaceInfo => ({
  address: given,
  netmask: '255.255.255.0',
  mac: '00:00:00:00:00:00',
  family: 'IPv4',
  internal,
  cidr: null,
})

it('[OP69] the first address that is not only the machine’s own is the one that others reach it by', () => {
  const interfaces = { lo: [address('127.0.0.1', true)], eth0: [address('10.0.0.5', false)] }
  expect(ownHost(() => interfaces)).toBe('10.0.0.5')
  expect(ownHost(() => ({ lo: [address('127.0.0.1', true)] }))).toBeUndefined()
})

it('[OP69] a sandbox that does not tell the addresses does not end the start', () => {
  expect(
    ownHost(() => {
      throw new Error('uv_interface_addresses returned Unknown system error 97')
    }),
  ).toBeUndefined()
})
