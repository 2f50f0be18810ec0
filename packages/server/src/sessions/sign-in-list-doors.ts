/** The doors to who is signed in where: everybody's own, and all of them for administrators (protocol `sign-ins.ts`). */
import { judgeRights } from '@sotto/domain'
import type { Logger } from '@sotto/kernel'
import type { Platform } from '@sotto/platform'
import {
  type EverySignIn,
  type OwnSignIns,
  type SignInsEnded,
  type SignInView,
  signInSearchRequestSchema,
} from '@sotto/protocol'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { grantedPerson } from '../auth/granted-person.ts'
import type { SessionTokens } from '../auth/tokens/session-tokens.ts'
import { actionRefusal } from '../commands/permit.ts'
import { badRequest, notFound } from '../http/api-refusal.ts'
import { requireAskedInBody } from '../http/asked-in-body.ts'
import { requireSameOrigin, requireSession } from '../http/guards.ts'
import type { SessionKeeper, SessionView } from './create-sessions.ts'
import type { Session } from './session.ts'

export interface SignInListDoorsOptions {
  readonly platform: Platform
  readonly sessions: Pick<SessionKeeper, 'search' | 'find' | 'end'>
  readonly tokens: Pick<SessionTokens, 'scopesOf'>
  readonly logger: Logger
}

const idSchema = z.object({ id: z.string().regex(/^[\w-]{1,128}$/) })
const ownAtMost = 200
const shownAtMost = 200

export async function registerSignInListDoors(
  app: FastifyInstance,
  options: SignInListDoorsOptions,
): Promise<void> {
  const { logger, sessions } = options

  /** By the platform's word of this moment: a right that is gone is gone here. */
  async function judge({ credentials, id }: Session) {
    const { platform, tokens } = options
    const [told, settings, scopes] = await Promise.all([
      platform.forPerson(credentials).whoAmI(),
      platform.signIn(),
      tokens.scopesOf(id),
    ])
    return judgeRights(grantedPerson(told, scopes, settings.scopes), 'manage-sign-ins')
  }

  app.get('/api/sign-ins', async (request, reply): Promise<OwnSignIns> => {
    const session = await requireSession(request)
    reply.header('cache-control', 'no-store')
    const found = await sessions.search({ personId: session.person.id, limit: ownAtMost })
    return { signIns: found.map((one) => viewOf(one, session)) }
  })

  app.post('/api/sign-ins/search', async (request, reply): Promise<EverySignIn> => {
    const session = await requireAskedInBody(request)
    reply.header('cache-control', 'no-store')
    const verdict = await judge(session)
    if (verdict.kind === 'refused') throw actionRefusal(verdict.reason, verdict.missing)
    const asked = signInSearchRequestSchema.safeParse(request.body)
    const name = asked.data?.name?.trim() ?? ''
    if (!asked.success || name.includes('\0'))
      throw badRequest('name', 'This field cannot be taken.')
    const found = await sessions.search({
      limit: shownAtMost + 1,
      ...(name === '' ? {} : { name }),
    })
    return {
      signIns: found.slice(0, shownAtMost).map((one) => ({
        ...viewOf(one, session),
        person: { id: one.person.id, name: one.person.name, role: one.person.role },
      })),
      isMore: found.length > shownAtMost,
    }
  })

  app.post('/api/sign-ins/end-others', async (request, reply): Promise<SignInsEnded> => {
    requireSameOrigin(request)
    const session = await requireSession(request)
    reply.header('cache-control', 'no-store')
    const own = await sessions.search({ personId: session.person.id, limit: ownAtMost })
    let ended = 0
    for (const { sessionId } of own)
      if (sessionId !== session.id && (await sessions.end(sessionId, 'signed-out'))) ended += 1
    logger.info('sign-ins-ended', { personId: session.person.id, ended, contextId: request.id })
    return { ended }
  })

  app.post('/api/sign-ins/:id/end', async (request, reply): Promise<SignInsEnded> => {
    requireSameOrigin(request)
    const session = await requireSession(request)
    reply.header('cache-control', 'no-store')
    const found = await sessions.find(idOf(request))
    const by = session.person.id
    const isOwn = found?.person.id === by
    // Whoever may not end it is not told that it is there.
    if (!isOwn && (await judge(session)).kind === 'refused') throw notFound()
    if (found === undefined) throw notFound()
    const end = isOwn ? 'signed-out' : ({ act: 'sign-in-ended', by } as const)
    if (!(await sessions.end(found.sessionId, end))) throw notFound()
    const { sessionId } = found
    logger.info('sign-in-ended', {
      sessionId,
      personId: found.person.id,
      by,
      contextId: request.id,
    })
    return { ended: 1 }
  })
}

function viewOf(one: SessionView, session: Session): SignInView {
  const { beganAt, browser, lastUsedAt, network, sessionId } = one
  return {
    id: sessionId,
    beganAt,
    lastUsedAt,
    ...(browser === undefined ? {} : { browser }),
    ...(network === undefined ? {} : { network }),
    isThis: sessionId === session.id,
  }
}

function idOf(request: FastifyRequest): string {
  const params = idSchema.safeParse(request.params)
  if (!params.success) throw notFound()
  return params.data.id
}
