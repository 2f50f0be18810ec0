/** Where somebody signed in, in few words: enough to know one's own again, too little to follow anybody by. Pure. */
import { isIPv4, isIPv6 } from 'node:net'

export interface SignInPlace {
  /** Such as "Firefox on Windows"; absent where nothing is known of it. */
  readonly browser?: string
  /** Such as "203.0.113.x" or "2001:db8:7::/48". */
  readonly network?: string
}

/** In this order: most of them call themselves by the names of others as well. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\b(OPR|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]

const systems: readonly (readonly [RegExp, string])[] = [
  [/\bWindows\b/, 'Windows'],
  [/\biPad\b/, 'iPad'],
  [/\biPhone\b/, 'iPhone'],
  [/\bAndroid\b/, 'Android'],
  [/\bMac OS X\b|\bMacintosh\b/, 'Mac'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
]

export function signInPlaceOf(userAgent: string | undefined, address: string): SignInPlace {
  const browser = browserWords(userAgent ?? '')
  const network = shortened(address)
  return {
    ...(browser === undefined ? {} : { browser }),
    ...(network === undefined ? {} : { network }),
  }
}

/** Fixed words only: nothing that a caller wrote is kept. */
function browserWords(userAgent: string): string | undefined {
  const first = (known: readonly (readonly [RegExp, string])[]) =>
    known.find(([pattern]) => pattern.test(userAgent))?.[1]
  const browser = first(browsers)
  const system = first(systems)
  if (browser === undefined) return system
  return system === undefined ? browser : `${browser} on ${system}`
}

/** What a household or an office shares. */
function shortened(given: string): string | undefined {
  const address = given.replace(/^::ffff:(?=\d+\.)/i, '')
  if (isIPv4(address)) return address.replace(/\d+$/, 'x')
  if (!isIPv6(address)) return undefined
  const groups = wholeGroups(address)
  return `${groups.slice(0, 3).join(':')}::/48`
}

/** All eight of them, whatever was left out. */
function wholeGroups(address: string): readonly string[] {
  const canonical = new URL(`http://[${address.replace(/%.*$/, '')}]`).hostname.slice(1, -1)
  const [before = '', after] = canonical.split('::')
  const left = before === '' ? [] : before.split(':')
  const right = after === undefined || after === '' ? [] : after.split(':')
  const between = Array.from({ length: 8 - left.length - right.length }, () => '0')
  return [...left, ...between, ...right]
}
