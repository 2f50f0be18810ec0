/** Who is signed in where: sessions begun, recognised by their cookie, kept fresh while a socket is open, and ended. */
import { createHash } from 'node:crypto'
import type {} from '@fastify/cookie'
import type { Person } from '@sotto/domain'
import {
  type Clock,
  createListeners,
  createScope,
  type Logger,
  nameOfFailure,
  type Random,
  repeat,
  type WallMs,
} from '@sotto/kernel'
import type { FastifyRequest } from 'fastify'
import type { Seal } from '../auth/seal/seal.ts'
import { secretText } from '../auth/secret-bytes.ts'
import type { SessionTokens } from '../auth/tokens/session-tokens.ts'
import { sealTokens, type TokenSet } from '../auth/tokens/token-set.ts'
import type { SessionEnd, SessionRow, SessionSearch, SessionStore } from '../database/stores.ts'
import { parsePerson } from './person-json.ts'
import type { Session, Sessions } from './session.ts'
import type { SignInPlace } from './sign-in-place.ts'

/** Host-bound, secure, for this path and everything below it: nobody else's page or subdomain can set it. */
export const sessionCookie = '__Host-sotto-session'

export interface SessionKeeper extends Sessions {
  /** A person has signed in. `cookie` is the value for the browser, told once. */
  begin(
    sessionId: string,
    person: Person,
    tokens: TokenSet,
    place?: SignInPlace,
  ): Promise<{ readonly session: Session; readonly cookie: string }>
  /** The platform's newest word on the person. */
  updatePerson(sessionId: string, person: Person): Promise<void>
  /** A session of this person, without a request of theirs: to settle what a crash has left behind. */
  ofPerson(personId: string): Promise<Session | undefined>
  /** Those that are one still; used last first. */
  search(search: SessionSearch): Promise<readonly SessionView[]>
  /** Undefined when it is none any more. */
  find(sessionId: string): Promise<SessionView | undefined>
  /** Ends it here and now, on whatever grounds. False when there was none any more. */
  end(sessionId: string, act?: SessionEnd): Promise<boolean>
  /** Sessions with an open socket on this server. */
  readonly held: number
  /** Some server has ended it. */
  noteEnded(sessionId: string): void
  /** Looks now whether what has sockets here is still there. */
  lookAfterAll(): void
  close(): Promise<void>
}

export interface SessionKeeperOptions {
  readonly store: SessionStore
  readonly tokens: SessionTokens
  readonly seal: Seal
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  readonly idleMs: number
  readonly lifetimeMs: number
  /** A session was ended here: what it had is of no use to anybody any more. */
  onRemoved(row: SessionRow): void
}

/** A session, for people to look at. */
export interface SessionView extends SignInPlace {
  readonly sessionId: string
  readonly person: Person
  readonly beganAt: WallMs
  readonly lastUsedAt: WallMs
}

/** Use is written down at most this often. */
const touchEveryMs = 60_000
/** How often a session with open sockets is looked after: still there, token fresh. */
const beatMs = 15_000
const sweepMs = 60_000

export function createSessionKeeper(options: SessionKeeperOptions): SessionKeeper {
  const { store, tokens, clock, logger } = options
  const scope = createScope()
  const ended = createListeners<string>((failure) => {
    logger.error('session-listener-failed', { errorName: nameOfFailure(failure) })
  })
  const held = new Map<string, number>()
  /** Ended since the last sweep. */
  const told = new Set<string>()

  function sessionOf(row: SessionRow): Session {
    return {
      id: row.id,
      person: parsePerson(row.person),
      credentials: tokens.credentialsOf(row.id),
    }
  }

  function tellEnded(sessionId: string): void {
    // Told by the database and by whoever ended it, in either order.
    if (told.has(sessionId)) return
    told.add(sessionId)
    held.delete(sessionId)
    tokens.retire(sessionId)
    ended.emit(sessionId)
  }

  async function end(sessionId: string, act: SessionEnd = 'session-ended'): Promise<boolean> {
    const row = await store.byId(sessionId)
    await store.remove(sessionId, act, clock.wallNow())
    tellEnded(sessionId)
    if (row !== undefined) options.onRemoved(row)
    return row !== undefined
  }

  function isOverdue(row: SessionRow): boolean {
    const now = clock.wallNow()
    return row.lastSeenAt < now - options.idleMs || row.createdAt < now - options.lifetimeMs
  }

  async function recognise(cookie: string | undefined): Promise<SessionRow | undefined> {
    if (cookie === undefined || !/^[\w-]{43}$/.test(cookie)) return undefined
    const row = await store.byCookieHash(hashOf(cookie))
    if (row === undefined) return undefined
    if (isOverdue(row)) {
      await end(row.id, 'session-expired')
      return undefined
    }
    if (clock.wallNow() - row.lastSeenAt >= touchEveryMs) await store.touch(row.id, clock.wallNow())
    return row
  }

  /** An open socket is use: while one is there the session does not go idle, and its token never runs out. */
  function hold(sessionId: string, request: FastifyRequest): void {
    held.set(sessionId, (held.get(sessionId) ?? 0) + 1)
    request.raw.socket.once('close', () => {
      const left = (held.get(sessionId) ?? 0) - 1
      if (left > 0) held.set(sessionId, left)
      else held.delete(sessionId)
    })
  }

  async function lookAfter(sessionId: string): Promise<void> {
    try {
      const row = await store.byId(sessionId)
      if (row === undefined) return tellEnded(sessionId)
      if (clock.wallNow() - row.createdAt > options.lifetimeMs) {
        await end(sessionId, 'session-expired')
        return
      }
      await store.touch(sessionId, clock.wallNow())
      await tokens.credentialsOf(sessionId).accessToken()
    } catch (failure) {
      logger.warn('session-care-failed', { sessionId, errorName: nameOfFailure(failure) })
    }
  }

  async function sweep(): Promise<void> {
    const now = clock.wallNow()
    told.clear()
    try {
      const expired = await store.removeExpired(now - options.idleMs, now - options.lifetimeMs, now)
      for (const row of expired) {
        tellEnded(row.id)
        options.onRemoved(row)
      }
    } catch (failure) {
      logger.warn('session-sweep-failed', { errorName: nameOfFailure(failure) })
    }
  }

  function lookAfterAll(): void {
    for (const sessionId of [...held.keys()]) void lookAfter(sessionId)
  }

  scope.onClose(repeat(clock, beatMs, lookAfterAll))
  scope.onClose(repeat(clock, sweepMs, () => void sweep()))

  return {
    get held() {
      return held.size
    },
    async authenticate(request) {
      const row = await recognise(request.cookies[sessionCookie])
      if (row === undefined) return undefined
      if (request.headers.upgrade?.toLowerCase() === 'websocket') hold(row.id, request)
      return sessionOf(row)
    },
    onEnded: (listener) => ended.subscribe(listener),
    async begin(sessionId, person, tokenSet, place = {}) {
      const cookie = secretText(options.random)
      const now = clock.wallNow()
      const row: SessionRow = {
        id: sessionId,
        cookieHash: hashOf(cookie),
        personId: person.id,
        person: JSON.stringify(person),
        sealedTokens: sealTokens(options.seal, sessionId, tokenSet),
        accessExpiresAt: tokenSet.accessExpiresAt,
        tokenVersion: 0,
        createdAt: now,
        lastSeenAt: now,
        ...place,
      }
      await store.insert(row)
      return { session: sessionOf(row), cookie }
    },
    updatePerson: (sessionId, person) => store.updatePerson(sessionId, JSON.stringify(person)),
    async ofPerson(personId) {
      const row = await store.byPerson(personId)
      return row === undefined || isOverdue(row) ? undefined : sessionOf(row)
    },
    async search(search) {
      const rows = await store.search(search)
      return rows.filter((row) => !isOverdue(row)).map(viewOf)
    },
    async find(sessionId) {
      const row = await store.byId(sessionId)
      return row === undefined || isOverdue(row) ? undefined : viewOf(row)
    },
    end,
    noteEnded: tellEnded,
    lookAfterAll,
    close: () => scope.close(),
  }
}

function viewOf(row: SessionRow): SessionView {
  const { browser, createdAt, id, lastSeenAt, network } = row
  return {
    sessionId: id,
    person: parsePerson(row.person),
    beganAt: createdAt,
    lastUsedAt: lastSeenAt,
    ...(browser === undefined ? {} : { browser }),
    ...(network === undefined ? {} : { network }),
  }
}

/** Whoever reads the database must not be able to sign in with what stands there. */
function hashOf(cookie: string): string {
  return createHash('sha256').update(cookie).digest('base64url')
}
