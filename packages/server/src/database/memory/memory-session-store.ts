/** Sessions in memory. The lock on a session's tokens is a queue of promises. */

import { z } from 'zod'
import { actOfSessionEnd, actOfSignIn } from '../../audit/act-of-session.ts'
import type { AuditAct } from '../../audit/audit-act.ts'
import type { SessionNews } from '../seat-store.ts'
import type { SessionEnd, SessionRow, SessionStore } from '../stores.ts'

/** `keepAct` is called with an act that is being written, as in one transaction. */
export function createMemorySessionStore(
  keepAct: (act: AuditAct) => void = () => {},
): SessionStore {
  const rows = new Map<string, SessionRow>()
  const lastFlights = new Map<string, Promise<unknown>>()
  const listening = new Set<SessionNews>()

  /** After the end has been answered, as a database tells of it. */
  function tellOfEnd(id: string): void {
    queueMicrotask(() => {
      for (const news of listening) news.onEnded(id)
    })
  }

  function change(id: string, part: Partial<SessionRow>): SessionRow | undefined {
    const row = rows.get(id)
    if (row === undefined) return undefined
    const next = { ...row, ...part }
    rows.set(id, next)
    return next
  }

  /** Runs one after the other, in order of asking, whatever became of the one before. */
  function inTurn<T>(id: string, run: () => Promise<T>): Promise<T> {
    const flight = (lastFlights.get(id) ?? Promise.resolve()).then(run, run)
    const settled = flight.then(
      () => {},
      () => {},
    )
    lastFlights.set(id, settled)
    void settled.then(() => {
      if (lastFlights.get(id) === settled) lastFlights.delete(id)
    })
    return flight
  }

  function drop(row: SessionRow, end: SessionEnd, at: number): void {
    rows.delete(row.id)
    keepAct(actOfSessionEnd(row, end, at))
    tellOfEnd(row.id)
  }

  return {
    async insert(row) {
      const isTaken = [...rows.values()].some(
        (other) => other.id === row.id || other.cookieHash === row.cookieHash,
      )
      if (isTaken) throw new Error('a session with this id or cookie is there already')
      rows.set(row.id, row)
      keepAct(actOfSignIn(row))
    },
    byCookieHash: async (cookieHash) =>
      [...rows.values()].find((row) => row.cookieHash === cookieHash),
    byId: async (id) => rows.get(id),
    byPerson: async (personId) =>
      [...rows.values()]
        .filter((row) => row.personId === personId)
        .sort((left, right) => right.lastSeenAt - left.lastSeenAt)[0],
    search: async ({ limit, name, personId }) =>
      [...rows.values()]
        .filter((row) => personId === undefined || row.personId === personId)
        .filter((row) => name === undefined || isNamed(row, name))
        .sort((left, right) => right.lastSeenAt - left.lastSeenAt)
        .slice(0, limit),
    withLockedTokens: (id, refresh) =>
      inTurn(id, async () => {
        const row = rows.get(id)
        if (row === undefined) return undefined
        const tokens = await refresh(row)
        if (tokens === undefined) return rows.get(id)
        return change(id, { ...tokens, tokenVersion: row.tokenVersion + 1 })
      }),
    sealedOtherwise: async (keyId) =>
      [...rows.values()]
        .filter((row) => row.sealedTokens.split('.')[1] !== keyId)
        .map((row) => row.id),
    reseal: (id, reseal) =>
      inTurn(id, async () => {
        const row = rows.get(id)
        const sealedTokens = row && reseal(row.sealedTokens)
        if (sealedTokens !== undefined) change(id, { sealedTokens })
      }),
    touch: async (id, at) => {
      const row = rows.get(id)
      if (row === undefined) return false
      change(id, { lastSeenAt: Math.max(at, row.lastSeenAt) })
      return true
    },
    async updatePerson(id, person) {
      change(id, { person })
    },
    async remove(id, act, at) {
      const row = rows.get(id)
      if (row !== undefined) drop(row, act, at)
    },
    async removeExpired(idleBefore, createdBefore, at) {
      const expired = [...rows.values()].filter(
        (row) => row.lastSeenAt < idleBefore || row.createdAt < createdBefore,
      )
      for (const row of expired) drop(row, 'session-expired', at)
      return expired
    },
    async listen(news) {
      listening.add(news)
      return () => listening.delete(news)
    },
  }
}

const namedSchema = z.object({ name: z.string() })

function isNamed({ person }: SessionRow, part: string): boolean {
  const { name } = namedSchema.parse(JSON.parse(person))
  return name.toLowerCase().includes(part.toLowerCase())
}
