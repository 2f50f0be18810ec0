import { expect, it } from 'vitest'
import { signInPlaceOf } from './sign-in-place.ts'

const chrome = 'Chrome/149.0.0.0 Safari/537.36'

it.each([
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 ${chrome}`, 'Chrome on Windows'],
  [`Mozilla/5.0 (Windows NT 10.0) ${chrome} Edg/149.0`, 'Edge on Windows'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0', 'Firefox on Linux'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) Version/19.0 Safari/605.1', 'Safari on Mac'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Safari/604.1', 'Safari on iPhone'],
  [`Mozilla/5.0 (Linux; Android 16) ${chrome}`, 'Chrome on Android'],
  ['<script>alert(1)</script>', undefined],
  ['x'.repeat(100_000), undefined],
  [undefined, undefined],
])('[SI80] %.60s… is %s', (userAgent, words) => {
  expect(signInPlaceOf(userAgent, '').browser).toBe(words)
})

it.each([
  ['203.0.113.77', '203.0.113.x'],
  ['::ffff:10.1.2.3', '10.1.2.x'],
  ['2001:db8:7:aa::1', '2001:db8:7::/48'],
  ['2001:DB8::1', '2001:db8:0::/48'],
  ['::1', '0:0:0::/48'],
  ['fe80::1%eth0', 'fe80:0:0::/48'],
  ['not an address', undefined],
])('[SI80] of %s is kept %s', (address, network) => {
  expect(signInPlaceOf(undefined, address).network).toBe(network)
})
