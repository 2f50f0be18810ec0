/** The two questions every door asks first: who is it, and does the request come from our own pages? */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Session, Sessions } from '../sessions/session.ts'
import { ApiRefusal, signedOut } from './api-refusal.ts'
import type { PublicAddress } from './public-address.ts'
import type { RequestKind, RequestLimits } from './request-limits.ts'

declare module 'fastify' {
  interface FastifyInstance {
    guards: Guards
  }
}

interface Guards {
  readonly sessions: Sessions
  readonly address: PublicAddress
  /** Without it nobody is told to wait. */
  readonly limits?: RequestLimits | undefined
}

/** Lays down what the guards need. Once per application, before any door that uses them. */
export function registerGuards(app: FastifyInstance, guards: Guards): void {
  app.decorate('guards', guards)
}

/** Whose requests they are, for the log. */
const callers = new WeakMap<FastifyRequest, string>()

/** Who sent it, by their id; undefined where no door has asked for a session, or there was none. */
export function callerOf(request: FastifyRequest): string | undefined {
  return callers.get(request)
}

const recognised = new WeakMap<FastifyRequest, Promise<Session | undefined>>()

/** The session this request belongs to, if there is one; looked up once for each request. */
export function sessionOf(request: FastifyRequest): Promise<Session | undefined> {
  const found = recognised.get(request) ?? request.server.guards.sessions.authenticate(request)
  recognised.set(request, found)
  return found
}

/**
 * The session this request belongs to, which has one request less to make. Throws `signed-out` (401) when there is none, and
 * `too-many-requests` (429) when it has asked too much. `kind` unless told: what the method says. `uncounted` is for a door that
 * can be used once.
 */
export async function requireSession(
  request: FastifyRequest,
  kind: RequestKind | 'uncounted' = request.method === 'GET' || request.method === 'HEAD'
    ? 'read'
    : 'act',
): Promise<Session> {
  const session = await sessionOf(request)
  if (session === undefined) throw signedOut()
  // A door that asks twice, such as a handshake's two hooks, is still asked once.
  const isCounted = callers.has(request)
  callers.set(request, session.person.id)
  if (kind !== 'uncounted' && !isCounted) countRequest(request, session, kind)
  return session
}

function countRequest(request: FastifyRequest, session: Session, kind: RequestKind): void {
  const caller = { sessionId: session.id, personId: session.person.id }
  const waitMs = request.server.guards.limits?.take(caller, kind) ?? 0
  if (waitMs === 0) return
  throw new ApiRefusal({
    status: 429,
    code: 'too-many-requests',
    message: 'Too many requests from this session; try again later.',
    retryAfterMs: waitMs,
  })
}

/**
 * Lets through only what our own pages sent: on every change and on every socket's handshake. The cookie alone proves
 * nothing, browsers send it for others too. `Origin` must be ours; where a browser tells how the request came about
 * (Fetch Metadata), that must say "same origin". Throws `cross-origin` (403).
 */
export function requireSameOrigin(request: FastifyRequest): void {
  const { origin } = request.headers
  const site = request.headers['sec-fetch-site']
  const fromOurOrigin =
    origin === undefined
      ? site === 'same-origin'
      : origin === request.server.guards.address.origin()
  if (fromOurOrigin && (site === undefined || site === 'same-origin')) return
  throw crossOrigin()
}

/**
 * Refuses a reader that another site's page set going: an image, a script, a fetch, a frame. What carries no word of where it
 * comes from is let through: an address typed by hand, a download, a browser too old to say. Throws `cross-origin` (403).
 */
export function refuseForeignReader(request: FastifyRequest): void {
  const { origin } = request.headers
  const site = request.headers['sec-fetch-site']
  const isForeign = origin !== undefined && origin !== request.server.guards.address.origin()
  if (!isForeign && (site === undefined || site === 'same-origin' || site === 'none')) return
  throw crossOrigin()
}

function crossOrigin(): ApiRefusal {
  return new ApiRefusal({
    status: 403,
    code: 'cross-origin',
    message: 'This door is only for pages of this console.',
  })
}

/**
 * Lets through only a page that is opened as such: not an image, a frame or a script of somebody else's page. Where a browser does
 * not tell (Fetch Metadata), it is believed. Throws `not-a-visit` (403).
 */
export function requireVisit(request: FastifyRequest): void {
  const mode = request.headers['sec-fetch-mode']
  const destination = request.headers['sec-fetch-dest']
  // Every browser that says how also says what for; a program that says only how (Node's own fetch) is no page's doing.
  if (destination === undefined) return
  if (destination === 'document' && (mode === undefined || mode === 'navigate')) return
  throw new ApiRefusal({
    status: 403,
    code: 'not-a-visit',
    message: 'This address is opened as a page, and in no other way.',
  })
}
