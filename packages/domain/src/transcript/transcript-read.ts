/** Reading the whole transcript of a conversation, which the platform has ready only some time after it was said (S6, S9). */

/**
 * ```
 *             not-ready, failed: n-th try of so many           due, refresh
 *   reading ─────────────────────────────────────► waiting ────────────────► reading
 *      │ ▲  └── that was the last one ──► unavailable ──refresh──► reading (from the first try)
 *      │ └──────────────────── refresh ─────────── refused
 *      │ answered                                     ▲
 *      ▼                refresh                       │ refused (from reading and rereading)
 *   available ─────────────────────► rereading ───────┘
 *      ▲    answered, not-ready, failed    │
 *      └───────────────────────────────────┘
 * ```
 */
export type TranscriptRead =
  /** `attempt` is the one under way, from 1. */
  | { readonly state: 'reading'; readonly attempt: number }
  /** `attempt` tries have been made; the next comes after `waitMs`. */
  | { readonly state: 'waiting'; readonly attempt: number; readonly waitMs: number }
  | { readonly state: 'available' }
  /** What is there stays; it is read once more, because some of it may have been missed. */
  | { readonly state: 'rereading' }
  | { readonly state: 'unavailable' }
  /** `missing` in our own words of permissions, scopes and licences, if the platform named one. */
  | { readonly state: 'refused'; readonly code: string; readonly missing?: string }

export type TranscriptReadFact =
  | { readonly type: 'answered' }
  /** 404, or nothing in it. */
  | { readonly type: 'not-ready' }
  /** The network or the platform's health; `retryAfterMs` is the platform's own wish. */
  | { readonly type: 'failed'; readonly retryAfterMs?: number }
  | { readonly type: 'refused'; readonly code: string; readonly missing?: string }
  /** The wait is over. */
  | { readonly type: 'due' }
  /** Somebody asks for it now, or events were lost. */
  | { readonly type: 'refresh' }

export interface TranscriptSchedule {
  /** Times the number of tries made. */
  readonly waitMs: number
  readonly attempts: number
}

/** The guide's own: ten tries, 3 s × attempt between them. */
export const usualSchedule: TranscriptSchedule = { waitMs: 3_000, attempts: 10 }
/** Across regions both are doubled. */
export const crossRegionSchedule: TranscriptSchedule = { waitMs: 6_000, attempts: 20 }

type ReadState = TranscriptRead['state']
type FactType = TranscriptReadFact['type']

/** Where each fact leads; a pair that is not here changes nothing. `waiting` becomes `unavailable` after the last try. */
export const transcriptReadTransitions = {
  reading: {
    answered: 'available',
    'not-ready': 'waiting',
    failed: 'waiting',
    refused: 'refused',
  },
  waiting: { due: 'reading', refresh: 'reading' },
  available: { refresh: 'rereading' },
  rereading: {
    answered: 'available',
    'not-ready': 'available',
    failed: 'available',
    refused: 'refused',
  },
  unavailable: { refresh: 'reading' },
  refused: { refresh: 'reading' },
} as const satisfies Record<ReadState, Partial<Record<FactType, ReadState>>>

export const firstReading: TranscriptRead = { state: 'reading', attempt: 1 }

/** The same object when the fact changes nothing. */
export function decideTranscriptRead(
  read: TranscriptRead,
  fact: TranscriptReadFact,
  schedule: TranscriptSchedule,
): TranscriptRead {
  const table: Partial<Record<FactType, ReadState>> = transcriptReadTransitions[read.state]
  const next = table[fact.type]
  if (next === undefined) return read
  switch (next) {
    case 'reading':
      return { state: 'reading', attempt: fact.type === 'due' ? triesOf(read) + 1 : 1 }
    case 'waiting': {
      const attempt = triesOf(read)
      if (attempt >= schedule.attempts) return { state: 'unavailable' }
      const wishedMs = fact.type === 'failed' ? (fact.retryAfterMs ?? 0) : 0
      return { state: 'waiting', attempt, waitMs: Math.max(schedule.waitMs * attempt, wishedMs) }
    }
    case 'refused':
      return {
        state: 'refused',
        code: fact.type === 'refused' ? fact.code : 'not-found',
        ...(fact.type === 'refused' && fact.missing !== undefined ? { missing: fact.missing } : {}),
      }
    case 'available':
    case 'rereading':
    case 'unavailable':
      return { state: next }
  }
}

function triesOf(read: TranscriptRead): number {
  return 'attempt' in read ? read.attempt : 0
}

/** Which schedule holds for a reader of this region. An unknown region is taken for the same. */
export function scheduleFor(readerRegion: string, conversationRegion: string): TranscriptSchedule {
  return isCrossRegion(readerRegion, conversationRegion) ? crossRegionSchedule : usualSchedule
}

export function isCrossRegion(readerRegion: string, conversationRegion: string): boolean {
  return readerRegion !== '' && conversationRegion !== '' && readerRegion !== conversationRegion
}
