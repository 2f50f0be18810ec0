/**
 * Everything the OAuth server remembers (codes, tokens, grants, sign-ins under way), in memory and on our own clock.
 *
 * The library looks here for each of its models through an adapter; expiry and refresh reuse are decided here, so that
 * both can be moved by a fake clock. The library's own view of time (the machine's) never shortens a life.
 */
import type { Clock, MonotonicMs } from '@sotto/kernel'
import type { Adapter, AdapterPayload } from 'oidc-provider'
import type { TokenVerdict } from '../token-authority.ts'
import { judgePresentation, type Presentation, type RefreshUse } from './refresh-reuse.ts'

interface StoredRecord {
  readonly model: string
  readonly id: string
  readonly payload: AdapterPayload
  readonly storedAtMs: MonotonicMs
  expiresAtMs: MonotonicMs
  /** Only of refresh tokens. */
  use: RefreshUse
}

export interface TokenStoreInput {
  readonly clock: Clock
  readonly refreshGraceMs: number
  /** Called when tokens that were valid no longer are, other than by the passing of their time. */
  readonly onEnded: () => void
}

export interface TokenStore {
  adapterFor(model: string): Adapter
  verify(bearerToken: string): TokenVerdict
  expireAccessTokens(): void
  /** Takes a refresh token in use, at once and for good: of two at the same moment only one is the first. */
  presentRefreshToken(id: string): Presentation
  /** The token answered when this one was first used. */
  successorOf(refreshTokenId: string): string | undefined
  revokeGrant(grantId: string): void
}

const bearerModels: ReadonlySet<string> = new Set(['AccessToken', 'ClientCredentials'])
/** How long an expired token is still told from one that never was. */
const expiredKeptMs = 3_600_000
const sweepEveryMs = 60_000
const unused: RefreshUse = { kind: 'unused' }

export function createTokenStore({ clock, refreshGraceMs, onEnded }: TokenStoreInput): TokenStore {
  const records = new Map<string, StoredRecord>()
  const keysByGrant = new Map<string, Set<string>>()
  const refreshChain = new Map<string, string>()
  let sweptAtMs = clock.monotonicNow()

  const keyOf = (model: string, id: string) => `${model}:${id}`
  const isExpired = (record: StoredRecord) => record.expiresAtMs <= clock.monotonicNow()

  function remove(key: string): boolean {
    const record = records.get(key)
    if (record === undefined) return false
    records.delete(key)
    const { grantId } = record.payload
    if (grantId !== undefined) {
      const keys = keysByGrant.get(grantId)
      keys?.delete(key)
      if (keys?.size === 0) keysByGrant.delete(grantId)
      if (record.model === 'RefreshToken') refreshChain.delete(linkOf(record.payload, 0))
    }
    return bearerModels.has(record.model) && !isExpired(record)
  }

  function sweep(): void {
    const now = clock.monotonicNow()
    if (now - sweptAtMs < sweepEveryMs) return
    sweptAtMs = now
    for (const [key, record] of records) {
      const keptMs = bearerModels.has(record.model) ? expiredKeptMs : 0
      if (record.expiresAtMs + keptMs <= now || isBareGrant(record, now)) remove(key)
    }
  }

  /** A grant outlives whatever hangs on it; once nothing does, it is done. (At first, nothing does yet.) */
  function isBareGrant({ model, id, storedAtMs }: StoredRecord, now: MonotonicMs): boolean {
    return model === 'Grant' && !keysByGrant.has(id) && storedAtMs + expiredKeptMs <= now
  }

  function upsert(model: string, id: string, payload: AdapterPayload, expiresIn?: number): void {
    sweep()
    const key = keyOf(model, id)
    const storedAtMs = clock.monotonicNow()
    const expiresAtMs = storedAtMs + (expiresIn ?? Number.POSITIVE_INFINITY) * 1_000
    const use = records.get(key)?.use ?? unused
    records.set(key, { model, id, payload, storedAtMs, expiresAtMs, use })
    const { grantId } = payload
    if (grantId === undefined || model === 'Session' || model === 'Interaction') return
    const keys = keysByGrant.get(grantId) ?? new Set()
    keysByGrant.set(grantId, keys.add(key))
    if (model === 'RefreshToken') refreshChain.set(linkOf(payload, 0), id)
  }

  function alive(model: string, id: string): StoredRecord | undefined {
    const record = records.get(keyOf(model, id))
    return record === undefined || isExpired(record) ? undefined : record
  }

  function judge(record: StoredRecord): Presentation {
    const successorId = refreshChain.get(linkOf(record.payload, 1))
    const successor =
      successorId === undefined ? undefined : records.get(keyOf('RefreshToken', successorId))?.use
    const nowMs = clock.monotonicNow()
    return judgePresentation({ token: record.use, successor, nowMs, graceMs: refreshGraceMs })
  }

  /** The library ends the family of a token it finds consumed; one that may be presented again is not. */
  function find(model: string, id: string): AdapterPayload | undefined {
    const record = alive(model, id)
    if (record === undefined) return undefined
    if (model !== 'RefreshToken') return record.payload
    return { ...record.payload, consumed: judge(record) === 'reuse' ? true : undefined }
  }

  function destroy(model: string, id: string): void {
    if (remove(keyOf(model, id))) onEnded()
  }

  function revokeGrant(grantId: string): void {
    let endedValid = false
    for (const key of [...(keysByGrant.get(grantId) ?? [])]) endedValid = remove(key) || endedValid
    if (endedValid) onEnded()
  }

  return {
    adapterFor: (model) => ({
      upsert: async (id, payload, expiresIn) => upsert(model, id, payload, expiresIn),
      find: async (id) => find(model, id),
      findByUid: async (uid) =>
        [...records.values()].find(
          (record) => record.model === model && record.payload.uid === uid && !isExpired(record),
        )?.payload,
      findByUserCode: async () => undefined,
      consume: async (id) => {
        // A refresh token was marked when it was presented.
        const record = records.get(keyOf(model, id))
        if (record !== undefined && model !== 'RefreshToken') record.payload.consumed = true
      },
      destroy: async (id) => destroy(model, id),
      revokeByGrantId: async (grantId) => revokeGrant(grantId),
    }),
    verify(bearerToken) {
      const record =
        records.get(keyOf('AccessToken', bearerToken)) ??
        records.get(keyOf('ClientCredentials', bearerToken))
      if (record === undefined) return { kind: 'invalid' }
      if (isExpired(record)) return { kind: 'expired' }
      return describeToken(record, clock)
    },
    expireAccessTokens() {
      const now = clock.monotonicNow()
      for (const record of records.values()) {
        if (bearerModels.has(record.model)) record.expiresAtMs = Math.min(record.expiresAtMs, now)
      }
      onEnded()
    },
    presentRefreshToken(id) {
      const record = alive('RefreshToken', id)
      if (record === undefined) return 'reuse'
      const presentation = judge(record)
      if (presentation === 'first-use') {
        record.use = { kind: 'used', usedAtMs: clock.monotonicNow() }
      } else if (presentation === 'again') {
        record.use = { kind: 'used-again' }
      }
      return presentation
    },
    successorOf(refreshTokenId) {
      const record = records.get(keyOf('RefreshToken', refreshTokenId))
      return record === undefined ? undefined : refreshChain.get(linkOf(record.payload, 1))
    },
    revokeGrant,
  }
}

/** The library counts rotations, so a family is a chain numbered from 0. */
function linkOf(payload: AdapterPayload, ahead: number): string {
  return `${payload.grantId}:${(payload.rotations ?? 0) + ahead}`
}

function describeToken(record: StoredRecord, clock: Clock): TokenVerdict {
  const { accountId, clientId, scope } = record.payload
  if (clientId === undefined) return { kind: 'invalid' }
  return {
    kind: 'valid',
    ...(accountId === undefined ? {} : { personId: accountId }),
    clientId,
    scopes: new Set((scope ?? '').split(' ').filter((name) => name !== '')),
    expiresAtWallMs: Math.round(clock.wallNow() + record.expiresAtMs - clock.monotonicNow()),
  }
}
