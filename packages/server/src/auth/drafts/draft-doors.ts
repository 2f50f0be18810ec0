/**
 * What somebody was typing when their session ended, over the way to sign in and back. The page keeps it, but sealed: it may hold a
 * customer's words, and the browser's storage outlives the page. Only the same person gets it opened again, and only for a while.
 * Notes that are being written are sealed by the page itself, while they are typed; the key to them is given to their writer alone.
 * Nothing is kept here.
 */
import { type Clock, type Random, secret } from '@sotto/kernel'
import {
  type DraftKey,
  draftKeyRequestSchema,
  draftsSealRequestSchema,
  type SealedDrafts,
  sealedDraftsSchema,
  type UnsealedDrafts,
} from '@sotto/protocol'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { badRequest, notFound } from '../../http/api-refusal.ts'
import { requireSameOrigin, requireSession } from '../../http/guards.ts'
import type { Seal } from '../seal/seal.ts'
import { secretText } from '../secret-bytes.ts'

export interface DraftDoorsOptions {
  readonly seal: Seal
  readonly clock: Clock
  readonly random: Random
  readonly perMinute: number
}

/** Somebody who takes longer has begun something else. */
export const draftsOpenForMs = 3_600_000

const contentSchema = z.object({ drafts: z.string(), until: z.number() })

export async function registerDraftDoors(
  app: FastifyInstance,
  { seal, clock, perMinute, random }: DraftDoorsOptions,
): Promise<void> {
  const config = { rateLimit: { max: perMinute, timeWindow: 60_000 } }

  // Without a session: it is over. What is told here is told back sealed, and to nobody else.
  app.post('/auth/drafts/seal', { config }, async (request, reply): Promise<SealedDrafts> => {
    requireSameOrigin(request)
    const asked = draftsSealRequestSchema.safeParse(request.body)
    if (!asked.success) throw badRequest('drafts', 'The drafts could not be read.')
    const { personId, drafts } = asked.data
    const content = JSON.stringify({ drafts, until: clock.wallNow() + draftsOpenForMs })
    reply.header('cache-control', 'no-store')
    return { sealed: seal.seal(secret(content), ownerOf(personId)) }
  })

  app.post('/auth/drafts/open', { config }, async (request, reply): Promise<UnsealedDrafts> => {
    requireSameOrigin(request)
    const session = await requireSession(request)
    const asked = sealedDraftsSchema.safeParse(request.body)
    if (!asked.success) throw badRequest('sealed', 'The drafts could not be read.')
    const content = seal.open(asked.data.sealed, ownerOf(session.person.id))
    // Somebody else's, an old key's, or no drafts at all: told apart for nobody.
    if (content === undefined) throw notFound()
    const { drafts, until } = contentSchema.parse(JSON.parse(content.reveal()))
    if (until < clock.wallNow()) throw notFound()
    reply.header('cache-control', 'no-store')
    return { drafts }
  })

  // However old: what lies sealed with it is the writer's own, in their own tab, until it is on the server.
  app.post('/auth/drafts/key', async (request, reply): Promise<DraftKey> => {
    requireSameOrigin(request)
    const session = await requireSession(request)
    const asked = draftKeyRequestSchema.safeParse(request.body)
    if (!asked.success) throw badRequest('sealed', 'The key could not be read.')
    reply.header('cache-control', 'no-store')
    const owner = `draft-key:${session.person.id}`
    const { sealed } = asked.data
    if (sealed === undefined) {
      const key = secretText(random)
      return { key, sealed: seal.seal(secret(key), owner) }
    }
    const opened = seal.open(sealed, owner)
    if (opened === undefined) throw notFound()
    return { key: opened.reveal(), sealed }
  })
}

function ownerOf(personId: string): string {
  return `drafts:${personId}`
}
