/** The kinds of settings: each reads one text, or says in one phrase what it must be. */
import { z } from 'zod'
import { type KeptKinds, keptKindsSchema } from '../text/redaction-choices.ts'

export function wholeNumber(minimum: number, maximum: number) {
  const wanted = `must be a whole number from ${minimum} to ${maximum}`
  return z
    .string()
    .regex(/^\d{1,15}$/, wanted)
    .transform(Number)
    .refine((value) => value >= minimum && value <= maximum, wanted)
}

function isLoopback(hostname: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\]|.+\.localhost)$/.test(hostname)
}

/** Plain http carries cookies and tokens in the open; it is for this machine only. */
export function webAddress() {
  return z.string().transform((text, context) => {
    const url = URL.canParse(text) ? new URL(text) : undefined
    const problem =
      url === undefined || !['http:', 'https:'].includes(url.protocol)
        ? 'must be an address such as https://console.example'
        : url.protocol === 'http:' && !isLoopback(url.hostname)
          ? 'must begin with https:// unless it is this machine (localhost, 127.0.0.1)'
          : url.username !== '' || url.search !== '' || url.hash !== ''
            ? 'must not carry a user, a query or a fragment'
            : undefined
    if (problem !== undefined || url === undefined) {
      context.addIssue({ code: 'custom', message: problem ?? 'must be an address' })
      return z.NEVER
    }
    return `${url.origin}${url.pathname}`.replace(/\/+$/, '')
  })
}

export function publicAddress() {
  return webAddress().refine(
    (address) => new URL(address).pathname === '/',
    'must not carry a path: the console lives at the root of its address',
  )
}

export function hostName() {
  return z.string().regex(/^[A-Za-z0-9.:_-]{1,253}$/, 'must be a host name or an IP address')
}

export function clientName() {
  return z.string().regex(/^[\x21-\x7e]{1,128}$/, 'must be 1 to 128 printable characters')
}

export function shortText(longest: number) {
  return z.string().max(longest, 'is too long')
}

export function filePath() {
  return z.string()
}

export function databaseAddress() {
  return z
    .string()
    .refine(
      (text) => URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol),
      'must begin with postgres://',
    )
}

export function installationName() {
  return z
    .string()
    .regex(
      /^[a-z][a-z0-9-]{0,30}$/,
      'must be a small letter and up to 30 small letters, digits and -',
    )
}

export function networkList() {
  return z
    .string()
    .regex(/^[0-9A-Fa-f.:/, ]+$/, 'must be addresses or networks, comma separated')
    .transform((text): readonly string[] => text.split(/[ ,]+/).filter((address) => address !== ''))
}

/** `id:base64` pairs, each key of 32 bytes; ids of 1–32 letters, digits, `-` and `_`, each once. */
export function isKeyList(text: string): boolean {
  const pairs = text
    .split(',')
    .map((pair) => /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/_-]{43}=?)$/.exec(pair.trim()))
  if (pairs.some((pair) => pair === null)) return false
  return new Set(pairs.map((pair) => pair?.[1])).size === pairs.length
}

export function keyList() {
  return z
    .string()
    .refine(isKeyList, 'must be id:key pairs, comma separated, each key 32 bytes in base64')
}

/** A team's choice as JSON: queue id → kinds that stay. */
export function keptKinds() {
  return z.string().transform((text, context): KeptKinds => {
    const parsed = keptKindsSchema.safeParse(jsonOf(text))
    if (parsed.success) return parsed.data
    const message = 'must be JSON such as {"queue-1":["name","phone"]}, without card and cvv'
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  })
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
