/**
 * The transcript of the conversation that is open: redacted lines, kept only while somebody looks at it, and what was revealed
 * of them, kept for seconds.
 *
 * ```
 *   closed ──watch──► opening ──first word of the server──► open
 *      ▲                 │                                   │
 *      └── stop, forget ─┴───────────────────────────────────┘   (every line and every revealed value is dropped)
 * ```
 */
import { compareSegments, placeOf } from '@sotto/domain'
import type { Cancel, Clock, MonotonicMs, Random, Result, Unsubscribe } from '@sotto/kernel'
import type { TranscriptLine, TranscriptMessage, TranscriptStatus } from '@sotto/protocol'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Commands } from '../commands/commands.ts'
import type { CallFailure } from '../commands/server-calls.ts'
import type { LiveClient } from '../live/live-client.ts'

export type TranscriptState =
  | { readonly state: 'closed' }
  | { readonly state: 'opening'; readonly conversationId: string }
  | {
      readonly state: 'open'
      readonly conversationId: string
      readonly status: TranscriptStatus
      /** In order; the same array until one of them changes. */
      readonly lines: readonly TranscriptLine[]
      /** By `revealKey`. */
      readonly revealed: ReadonlyMap<string, Revealed>
    }

/** What was behind a mask, until it is hidden again. */
export interface Revealed {
  readonly value: string
  readonly hiddenAtMono: MonotonicMs
}

export interface Transcript {
  readonly state: StoreApi<TranscriptState>
  /** Until the answer is called. One conversation at a time: the newest watcher counts. */
  watch(conversationId: string): Unsubscribe
  /** The platform is asked once more. */
  refresh(): void
  /** Shows what is behind one mask for a while. */
  reveal(line: TranscriptLine, span: number, reason: string): Promise<Result<true, CallFailure>>
  /** Before its time is over. */
  hide(lineId: string, span: number): void
  /** Drops everything at once. */
  forget(): void
  close(): void
}

export function revealKey(lineId: string, span: number): string {
  return `${span} ${lineId}`
}

const closed: TranscriptState = { state: 'closed' }

export function createTranscript(options: {
  readonly clock: Clock
  readonly random: Random
  readonly live: Pick<LiveClient, 'openTranscript' | 'refreshTranscript' | 'onTranscript'>
  readonly commands: Pick<Commands, 'reveal'>
}): Transcript {
  const { clock, commands, live, random } = options
  const state = createStore<TranscriptState>(() => closed)
  const hiding = new Map<string, Cancel>()
  let watched: { readonly conversationId: string } | undefined

  function take(message: TranscriptMessage): void {
    if (watched?.conversationId !== message.conversationId) return
    const shown = state.getState()
    const before = shown.state === 'open' ? shown : undefined
    const status = message.status ?? before?.status
    if (status === undefined) return
    const kept = before !== undefined && !message.restart ? before.lines : []
    const lines = mergeLines(kept, message)
    if (message.restart || status.isPaused) hideAll()
    else hideMoved(kept, lines)
    state.setState(
      {
        state: 'open',
        conversationId: message.conversationId,
        status,
        lines,
        revealed: revealedNow(),
      },
      true,
    )
  }

  function revealedNow(): ReadonlyMap<string, Revealed> {
    const shown = state.getState()
    const known = shown.state === 'open' ? shown.revealed : new Map<string, Revealed>()
    const left = [...known].filter(([key]) => hiding.has(key))
    return left.length === known.size ? known : new Map(left)
  }

  function showRevealed(): void {
    const shown = state.getState()
    if (shown.state === 'open') state.setState({ ...shown, revealed: revealedNow() }, true)
  }

  function hideKey(key: string): void {
    hiding.get(key)?.()
    hiding.delete(key)
  }

  function hideAll(): void {
    for (const key of [...hiding.keys()]) hideKey(key)
  }

  /** A line that has changed may have its masks elsewhere. */
  function hideMoved(before: readonly TranscriptLine[], after: readonly TranscriptLine[]): void {
    if (hiding.size === 0) return
    const versions = new Map(after.map(({ id, version }) => [id, version]))
    const changed = before.filter(({ id, version }) => versions.get(id) !== version)
    for (const { id } of changed)
      for (const key of [...hiding.keys()]) if (key.endsWith(` ${id}`)) hideKey(key)
  }

  function forget(): void {
    watched = undefined
    hideAll()
    live.openTranscript(null)
    state.setState(closed, true)
  }

  const stop = live.onTranscript(take)

  return {
    state,
    watch(conversationId) {
      const mine = { conversationId }
      if (watched !== undefined) forget()
      watched = mine
      state.setState({ state: 'opening', conversationId }, true)
      live.openTranscript(conversationId)
      return () => {
        if (watched === mine) forget()
      }
    },
    refresh: () => live.refreshTranscript(),
    async reveal(line, span, reason) {
      const mine = watched
      const shown = state.getState()
      if (mine === undefined || shown.state !== 'open') return { ok: true, value: true }
      const request = { lineId: line.id, version: line.version, span, reason }
      const answer = await commands.reveal(mine.conversationId, request, random.id())
      if (!answer.ok) return answer
      const now = state.getState()
      const isThere = now.state === 'open' && watched === mine && isUnchanged(now.lines, line)
      if (!isThere || now.status.isPaused) return { ok: true, value: true }
      const key = revealKey(line.id, span)
      const { forMs, value } = answer.value
      hideKey(key)
      hiding.set(
        key,
        clock.schedule(forMs, () => {
          hideKey(key)
          showRevealed()
        }),
      )
      const revealed = new Map(now.revealed).set(key, {
        value,
        hiddenAtMono: clock.monotonicNow() + forMs,
      })
      state.setState({ ...now, revealed }, true)
      return { ok: true, value: true }
    },
    hide(lineId, span) {
      hideKey(revealKey(lineId, span))
      showRevealed()
    },
    forget,
    close() {
      stop()
      forget()
    },
  }
}

function isUnchanged(lines: readonly TranscriptLine[], line: TranscriptLine): boolean {
  return lines.some(({ id, version }) => id === line.id && version === line.version)
}

/** A newer version takes the older one's place, so that a line that grows does not jump. */
function mergeLines(
  known: readonly TranscriptLine[],
  { gone, lines }: Pick<TranscriptMessage, 'lines' | 'gone'>,
): readonly TranscriptLine[] {
  if (lines.length === 0 && gone.length === 0) return known
  const leaving = new Set(gone)
  const byId = new Map(known.map((line) => [line.id, line]))
  const news = lines.filter(({ id, version }) => version > (byId.get(id)?.version ?? -1))
  for (const line of news) byId.set(line.id, line)
  const merged = known.flatMap(({ id }) => (leaving.has(id) ? [] : (byId.get(id) ?? [])))
  const places = new Set(known.map(({ id }) => id))
  const added = news.filter(({ id }) => !places.has(id) && !leaving.has(id))
  // A few are put where they belong; of many all are put in order.
  if (added.length > fewLines) return [...merged, ...added].sort(compareSegments)
  for (const line of added) merged.splice(placeOf(merged, line), 0, line)
  return merged
}

const fewLines = 20
