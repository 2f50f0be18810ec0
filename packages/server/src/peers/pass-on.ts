// A command goes where its tab sits: only there are its sockets, its lines, and what its supervisor is shown.
//
//   request ─► sits here, or nowhere: done here
//       └────► sits elsewhere ─► asked there ─► its answer
//                                   │ cannot be reached: done here
//                                   └ its server dies meanwhile: 503 `server-lost`, to be repeated under the same key
import { type Clock, type Logger, repeat, sleep } from '@sotto/kernel'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { SeatedAt } from '../database/seat-store.ts'
import { ApiRefusal } from '../http/api-refusal.ts'
import { sessionOf } from '../http/guards.ts'
import type { Counters } from '../live/counters.ts'
import type { Session } from '../sessions/session.ts'
import { askPeer, type PeerAnswer, type PeerOutcome } from './ask-peer.ts'
import { headersForPeer, isPassedOn } from './peer-headers.ts'
import type { Seating } from './seating.ts'

export interface PassOnOptions {
  readonly clock: Clock
  readonly logger: Logger
  readonly counters: Counters
  readonly seating: Seating
  readonly isPresent: (tab: { readonly sessionId: string; readonly tabId: string }) => boolean
  /** Some tab of this session has its live socket here. */
  readonly hasPanel: (sessionId: string) => boolean
}

/** By template: what is done or read with what a server knows of a supervisor's own queues, calls and lines. */
const doorsOfTabs = /^\/api\/(conversations|controls|agents|coachings|ended-conversations)(\/|$)/
const tabSchema = z.string().regex(/^[A-Za-z0-9-]{8,64}$/)
const bodySchema = z.object({ tabId: tabSchema })

/** The page's own tab, as it says with every request. */
const tabHeader = 'x-sotto-tab'

const watchEveryMs = 500
const lookAgainMs = 300
/** Whoever presses something in a tab has one: it sits somewhere, and its server's heartbeat may be late. */
const looksForTab = 5
const patienceMs = 20_000

/** Before the doors it is for are hung. */
export function registerPassOn(app: FastifyInstance, options: PassOnOptions): void {
  const { counters, logger, seating } = options

  async function homeOf(session: Session, tabId: string | undefined, looks: number) {
    const sessionId = session.id
    const isHere =
      tabId === undefined ? options.hasPanel(sessionId) : options.isPresent({ sessionId, tabId })
    if (isHere) return undefined
    const asked = { sessionId, ...(tabId === undefined ? {} : { tabId }) }
    for (let look = 0; ; look += 1) {
      const [home] = await seating.homesOf(asked).catch(() => {
        // Whatever is asked needs the database as well, and says so itself.
        logger.warn('seating-failed', { error: 'TooSlow' })
        return []
      })
      if (home !== undefined || tabId === undefined || look === looks) return home
      await sleep(options.clock, lookAgainMs)
      if (options.isPresent({ sessionId, tabId })) return undefined
    }
  }

  /** Gives up when that server is gone: whoever comes next finds the tab nowhere, or somewhere else. */
  async function ask(request: FastifyRequest, home: SeatedAt, sessionId: string) {
    const abort = new AbortController()
    const stop = repeat(options.clock, watchEveryMs, () => {
      seating.homesOf({ sessionId }).then(
        (homes) => {
          if (!homes.some(({ serverId }) => serverId === home.serverId)) abort.abort()
        },
        () => {},
      )
    })
    const cancel = options.clock.schedule(patienceMs, () => abort.abort())
    try {
      return await askPeer(options.clock, {
        address: home.address,
        way: seating.way.to(home.address),
        method: request.method,
        path: request.raw.url ?? '/',
        headers: headersForPeer(request),
        body: request.body === undefined ? undefined : JSON.stringify(request.body),
        signal: abort.signal,
      })
    } finally {
      stop()
      cancel()
    }
  }

  app.addHook('preHandler', async (request, reply) => {
    if (!doorsOfTabs.test(request.routeOptions.url ?? '') || isPassedOn(request)) return
    const session = await sessionOf(request)
    if (session === undefined || session.person.role === 'agent') return
    const looks = request.method === 'GET' ? 0 : looksForTab
    const home = await homeOf(session, tabOf(request), looks)
    if (home === undefined) return
    const outcome = await ask(request, home, session.id)
    counters.count('requests-passed-on')
    if (outcome.kind !== 'answered')
      logger.warn('peer-unreachable', { ...home, outcome: outcome.kind, contextId: request.id })
    return giveAnswer(request, reply, outcome)
  })
}

function giveAnswer(request: FastifyRequest, reply: FastifyReply, outcome: PeerOutcome) {
  if (outcome.kind === 'answered') return sendPassedOn(reply, outcome.answer)
  if (outcome.kind === 'lost' && request.method !== 'GET') throw serverLost()
  return undefined
}

function tabOf(request: FastifyRequest): string | undefined {
  const named = tabSchema.safeParse(request.headers[tabHeader])
  if (named.success) return named.data
  const body = bodySchema.safeParse(request.body)
  return body.success ? body.data.tabId : undefined
}

const passedBack = ['cache-control', 'content-disposition', 'content-type', 'retry-after'] as const

function sendPassedOn(reply: FastifyReply, { body, headers, status }: PeerAnswer): FastifyReply {
  for (const name of passedBack) {
    const value = headers[name]
    if (typeof value === 'string') reply.header(name, value)
  }
  return reply.status(status).send(body)
}

function serverLost(): ApiRefusal {
  return new ApiRefusal({
    status: 503,
    code: 'server-lost',
    message: 'The server of this tab was lost meanwhile. Repeat this under the same key.',
    retryAfterMs: 1_000,
  })
}
