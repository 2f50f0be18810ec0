/**
 * Views that are asked for by what people type: names, notes, ids pasted from somewhere. They come as a POST with a body, because an
 * address is kept by proxies, browsers and their histories.
 */
import type { FastifyRequest } from 'fastify'
import type { Session } from '../sessions/session.ts'
import { badRequest } from './api-refusal.ts'
import { requireSameOrigin, requireSession } from './guards.ts'

/**
 * Who asks; counted as the view it is. Throws `cross-origin` (403), `signed-out` (401), `too-many-requests` (429), and
 * `bad-request` (400) where something stands in the address: it would be kept there, and passed over here.
 */
export async function requireAskedInBody(request: FastifyRequest): Promise<Session> {
  requireSameOrigin(request)
  const session = await requireSession(request, 'read')
  if (request.url.includes('?'))
    throw badRequest('query', 'What is asked for goes into the body, never into the address.')
  return session
}
