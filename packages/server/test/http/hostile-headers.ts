/** What a hostile caller changes about a good request, and how each kind of door must take it. */
import type { DoorKind } from './door-table.ts'

export interface GoodRequest {
  readonly headers: Readonly<Record<string, string>>
  readonly payload?: string
}

export interface Deviation {
  readonly name: string
  /** Undefined takes the header away. */
  readonly headers?: Readonly<Record<string, string | undefined>>
  readonly payload?: string
  /** How each kind refuses it; what is not named does not mind. */
  readonly refusedBy: Partial<Readonly<Record<DoorKind, number>>>
}

function commands(status: number) {
  return { command: status, 'agent-command': status }
}

function reads(status: number) {
  return { read: status, 'audit-read': status, 'agent-read': status }
}

function views(status: number) {
  return { view: status, 'audit-view': status }
}

const changes = {
  ...commands(403),
  ...views(403),
  ...{ change: 403, 'own-page': 403, socket: 403 },
} as const
const anyOwn = { ...changes, ...reads(403), description: 403 } as const
const inSomebodysName = {
  ...commands(401),
  ...reads(401),
  ...views(401),
  ...{ change: 401, socket: 401 },
} as const
const withBody = { ...commands(415), ...views(415), change: 415, 'own-page': 415 } as const
const anyHost = {
  ...commands(421),
  ...reads(421),
  ...views(421),
  ...{ change: 421, 'own-page': 421, description: 421 },
  ...{ socket: 421, visit: 421, file: 421 },
} as const

function origin(value: string): Deviation {
  return { name: `Origin ${value}`, headers: { origin: value }, refusedBy: anyOwn }
}

function cookie(name: string, value: string | undefined): Deviation {
  return { name, headers: { cookie: value }, refusedBy: inSomebodysName }
}

function contentType(value: string, payload: string): Deviation {
  return {
    name: `Content-Type ${value}`,
    headers: { 'content-type': value },
    payload,
    refusedBy: withBody,
  }
}

function body(name: string, payload: string, status: number): Deviation {
  const refusedBy = { ...commands(status), ...views(status), change: status, 'own-page': status }
  return { name, payload, refusedBy }
}

/** `sessionCookie` is a good one, to be forged from. */
export function deviationsFrom(own: string, sessionCookie: string): readonly Deviation[] {
  const { hostname, port } = new URL(own)
  const [name = '', value = ''] = sessionCookie.split('=')
  return [
    origin('https://evil.example'),
    origin('null'),
    origin(`${own}.evil.example`),
    origin(`https://${hostname}:${port}`),
    origin(`http://${hostname}:${Number(port) + 1}`),
    origin(`http://evil.example@${hostname}:${port}`),
    {
      name: 'no word of where it comes from',
      headers: { origin: undefined, 'sec-fetch-site': undefined },
      refusedBy: changes,
    },
    {
      name: 'typed by hand',
      headers: { origin: undefined, 'sec-fetch-site': 'none' },
      refusedBy: changes,
    },
    {
      name: 'Sec-Fetch-Site cross-site',
      headers: { 'sec-fetch-site': 'cross-site' },
      refusedBy: anyOwn,
    },
    {
      name: 'Sec-Fetch-Site same-site',
      headers: { 'sec-fetch-site': 'same-site' },
      refusedBy: anyOwn,
    },
    {
      name: 'Sec-Fetch-Site unheard of',
      headers: { 'sec-fetch-site': 'same-origin, cross-site' },
      refusedBy: anyOwn,
    },
    {
      name: 'an image of another page',
      headers: { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
      refusedBy: { visit: 403 },
    },
    {
      name: 'a frame of another page',
      headers: { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
      refusedBy: { visit: 403 },
    },
    cookie('no cookie', undefined),
    cookie('a forged cookie', `${name}=${'A'.repeat(value.length)}`),
    cookie('a cookie with one letter changed', `${name}=${turned(value)}`),
    cookie('a cookie cut short', `${name}=${value.slice(0, -1)}`),
    cookie('a cookie without its prefix', `${name.replace('__Host-', '')}=${value}`),
    cookie('a cookie of 4 KB', `${name}=${'x'.repeat(4_096)}`),
    contentType('text/plain', '{}'),
    contentType('application/x-www-form-urlencoded', 'a=1'),
    contentType('multipart/form-data; boundary=x', '--x--'),
    contentType('application/json5', '{}'),
    { name: 'no Content-Type', headers: { 'content-type': undefined }, refusedBy: withBody },
    {
      name: 'no Idempotency-Key',
      headers: { 'idempotency-key': undefined },
      refusedBy: commands(400),
    },
    {
      name: 'a bad Idempotency-Key',
      headers: { 'idempotency-key': 'a b' },
      refusedBy: commands(400),
    },
    body('a body cut short', '{"a":', 400),
    body('a deep body', '['.repeat(5_000) + ']'.repeat(5_000), 400),
    body('a poisoned body', '{"__proto__":{"isAdmin":true}}', 400),
    body('a body of 70 KB', JSON.stringify('x'.repeat(70_000)), 413),
    { name: 'another host', headers: { host: 'evil.example' }, refusedBy: anyHost },
    { name: 'no host', headers: { host: '' }, refusedBy: anyHost },
  ]
}

function turned(value: string): string {
  return (value.startsWith('A') ? 'B' : 'A') + value.slice(1)
}

/** The later one wins where both change the same thing; `refusals` are the ways in which one of what is left must be refused. */
export function combine(
  kind: DoorKind,
  good: GoodRequest,
  chosen: readonly Deviation[],
): { readonly request: GoodRequest; readonly refusals: readonly number[] } {
  const headers: Record<string, string> = { ...good.headers }
  let { payload } = good
  for (const deviation of chosen) {
    for (const [name, value] of Object.entries(deviation.headers ?? {}))
      if (value === undefined) delete headers[name]
      else headers[name] = value
    if (good.payload !== undefined) payload = deviation.payload ?? payload
  }
  const standing = chosen.filter((deviation) => isStanding(deviation, headers, payload))
  const refusals = standing.flatMap(({ refusedBy }) => refusedBy[kind] ?? [])
  return { request: { headers, ...(payload === undefined ? {} : { payload }) }, refusals }
}

/** Nothing of it was changed back by another one. */
function isStanding(
  deviation: Deviation,
  headers: Readonly<Record<string, string>>,
  payload: string | undefined,
): boolean {
  const isSaid = Object.entries(deviation.headers ?? {}).every(
    ([name, value]) => headers[name] === value,
  )
  // The other one may have brought a body that needs no refusal.
  return isSaid && (deviation.headers !== undefined || deviation.payload === payload)
}
