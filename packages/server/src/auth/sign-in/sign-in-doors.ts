/** The doors of signing in and out. Tokens pass through the server only; the browser gets cookies that say nothing. */
import type { CookieSerializeOptions } from '@fastify/cookie'
import type { Logger } from '@sotto/kernel'
import { PlatformError } from '@sotto/platform'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { requireSameOrigin, requireSession, requireVisit } from '../../http/guards.ts'
import type { PublicAddress } from '../../http/public-address.ts'
import { sessionCookie } from '../../sessions/create-sessions.ts'
import { signInPlaceOf } from '../../sessions/sign-in-place.ts'
import { pageLanguage } from './page-language.ts'
import { continuePage, problemPage, type SignInProblem } from './pages.ts'
import { safeReturnTo } from './return-to.ts'
import {
  isRoundTripCookie,
  mostRoundTrips,
  roundTripCookie,
  roundTripSeconds,
} from './round-trip.ts'
import { callbackPath, type SignIn } from './sign-in.ts'

export interface SignInDoorsOptions {
  readonly signIn: SignIn
  readonly address: PublicAddress
  readonly logger: Logger
  readonly perMinute: number
}

/** `__Host-` demands exactly this: secure, host-bound, for every path. */
const hostCookie = { path: '/', secure: true, httpOnly: true } as const
const sessionCookieOptions: CookieSerializeOptions = { ...hostCookie, sameSite: 'strict' }
/**
 * Opens nothing: it only lets the next sign-in of this browser end the session that this one replaces. Lax, since the session's own
 * cookie does not come along from the platform's site.
 */
const markCookie = '__Host-sotto-before'
const markCookieOptions: CookieSerializeOptions = { ...hostCookie, sameSite: 'lax' }
/** Lax, since the answer comes from the platform's site. */
const roundTripCookieOptions: CookieSerializeOptions = {
  ...hostCookie,
  sameSite: 'lax',
  maxAge: roundTripSeconds,
}

const signInQuery = z.object({ returnTo: z.string().optional() })
const callbackQuery = z.object({ state: z.string().max(128) })

export async function registerSignInDoors(
  app: FastifyInstance,
  options: SignInDoorsOptions,
): Promise<void> {
  const { signIn, address, logger } = options
  const config = { rateLimit: { max: options.perMinute, timeWindow: 60_000 } }

  app.get('/auth/sign-in', { config }, async (request, reply) => {
    requireVisit(request)
    const query = signInQuery.safeParse(request.query)
    const returnTo = safeReturnTo(query.data?.returnTo, address.origin())
    try {
      const begun = await signIn.begin(returnTo)
      dropOldRoundTrips(request, reply)
      return reply
        .setCookie(begun.cookieName, begun.cookieValue, roundTripCookieOptions)
        .header('cache-control', 'no-store')
        .redirect(begun.location.href, 302)
    } catch (failure) {
      return sendUnreachable(logger, request, reply, returnTo, failure)
    }
  })

  app.get(callbackPath, { config }, async (request, reply) => {
    requireVisit(request)
    const query = callbackQuery.safeParse(request.query)
    const state = query.data?.state ?? ''
    const cookieName = roundTripCookie(state)
    try {
      const finished = await signIn.finish({
        url: new URL(request.url, address.origin()),
        state,
        roundTripCookie: request.cookies[cookieName],
        replaces: request.cookies[markCookie],
        place: signInPlaceOf(request.headers['user-agent'], request.ip),
      })
      reply.clearCookie(cookieName, roundTripCookieOptions)
      if (!finished.ok) {
        const { code, returnTo } = finished.error
        return sendProblem(reply.status(400), request, code, returnTo)
      }
      reply
        .setCookie(sessionCookie, finished.value.cookie, sessionCookieOptions)
        .setCookie(markCookie, finished.value.mark, markCookieOptions)
      return sendPage(reply, continuePage(finished.value.returnTo, languageOf(request)))
    } catch (failure) {
      return sendUnreachable(logger, request, reply, '/', failure)
    }
  })

  app.post('/auth/sign-out', async (request, reply) => {
    requireSameOrigin(request)
    const session = await requireSession(request, 'uncounted')
    await signIn.signOut(session.id)
    return reply
      .clearCookie(sessionCookie, sessionCookieOptions)
      .clearCookie(markCookie, markCookieOptions)
      .status(204)
      .send()
  })
}

/** Attempts never finished would fill the request's headers in the end. */
function dropOldRoundTrips(request: FastifyRequest, reply: FastifyReply): void {
  const names = Object.keys(request.cookies).filter(isRoundTripCookie)
  if (names.length < mostRoundTrips) return
  for (const name of names) reply.clearCookie(name, roundTripCookieOptions)
}

function sendUnreachable(
  logger: Logger,
  request: FastifyRequest,
  reply: FastifyReply,
  returnTo: string,
  failure: unknown,
): FastifyReply {
  if (!(failure instanceof PlatformError)) throw failure
  logger.warn('sign-in-failed', { contextId: request.id, code: failure.code })
  return sendProblem(reply.status(503), request, 'unreachable', returnTo)
}

function sendProblem(
  reply: FastifyReply,
  request: FastifyRequest,
  problem: SignInProblem,
  returnTo: string,
): FastifyReply {
  return sendPage(reply, problemPage(problem, returnTo, request.id, languageOf(request)))
}

function languageOf(request: FastifyRequest): ReturnType<typeof pageLanguage> {
  return pageLanguage(request.headers['accept-language'])
}

function sendPage(reply: FastifyReply, html: string): FastifyReply {
  return reply
    .header('cache-control', 'no-store')
    .header(
      'content-security-policy',
      "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    )
    .type('text/html; charset=utf-8')
    .send(html)
}
