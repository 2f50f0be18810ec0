/**
 * What one panel is told of the transcript it has open: changes are remembered by id and looked up when they are sent, newest
 * lines first, a bounded piece at a time, and nothing while the panel does not keep up or the recording is paused.
 */
import { isDeepStrictEqual } from 'node:util'
import { type Clock, createScope } from '@sotto/kernel'
import { PlatformError } from '@sotto/platform'
import type { ServerMessage, TranscriptLine, TranscriptMessage } from '@sotto/protocol'
import type { Supervisor } from '../live/supervisors/supervisor.ts'
import { createTimers } from '../live/timers.ts'
import type { TranscriptViewer, TranscriptWatch } from './transcript-watch.ts'
import type { ClosedTranscript, Transcripts } from './transcripts.ts'

export interface TranscriptFeed {
  /** Undefined: none. */
  show(conversationId: string | undefined): void
  refresh(): void
  close(): void
}

export interface TranscriptFeedOptions {
  readonly clock: Clock
  readonly transcripts: Transcripts
  readonly supervisor: Supervisor
  readonly socket: { readonly bufferedBytes: number; send(message: string): void }
  readonly slowPanelBytes: number
  readonly onFailure: (failure: unknown) => void
}

interface Shown {
  readonly conversationId: string
  readonly viewer: TranscriptViewer
  watch: TranscriptWatch | undefined
  isRestarting: boolean
  isStatusDirty: boolean
  readonly dirty: Set<string>
  /** Lines this panel has been told of. */
  readonly told: Set<string>
  closed: ClosedTranscript | undefined
}

const gatherMs = 60
const nextPieceMs = 15
/** While the panel does not read. */
const heldLookMs = 250
/** Of one message, roughly. */
const pieceUnits = 48 * 1024
const openAgainMs = 2_000

export function createTranscriptFeed(options: TranscriptFeedOptions): TranscriptFeed {
  const { socket, supervisor, transcripts } = options
  // Of this one socket: nothing of it stays with the server.
  const scope = createScope()
  const timers = createTimers(options.clock, scope)
  let shown: Shown | undefined

  function plan(delayMs: number): void {
    if (!timers.has('flush')) timers.replace('flush', delayMs, flush)
  }

  function leave(): void {
    if (shown === undefined) return
    if (shown.watch !== undefined) transcripts.leave(shown.viewer, shown.conversationId)
    shown.dirty.clear()
    shown.told.clear()
    shown = undefined
    timers.cancel('flush')
    timers.cancel('open')
  }

  function begin(conversationId: string): void {
    const next: Shown = {
      conversationId,
      viewer: {
        supervisor,
        onLines(ids) {
          for (const id of ids) next.dirty.add(id)
          if (shown === next) plan(gatherMs)
        },
        onStatus() {
          next.isStatusDirty = true
          // A pause is told at once, whatever else was to be sent.
          if (shown === next) timers.replace('flush', 1, flush)
        },
      },
      watch: undefined,
      isRestarting: true,
      isStatusDirty: true,
      dirty: new Set(),
      told: new Set(),
      closed: undefined,
    }
    shown = next
    openAlone(next)
  }

  function openAlone(mine: Shown): void {
    open(mine).catch((failure: unknown) => {
      if (!(failure instanceof PlatformError)) options.onFailure(failure)
      if (shown === mine)
        timers.replace('open', openAgainMs, () => {
          if (shown === mine) openAlone(mine)
        })
    })
  }

  async function open(mine: Shown): Promise<void> {
    const opened = await transcripts.open(mine.viewer, mine.conversationId)
    const watch = 'viewers' in opened ? opened : undefined
    if (shown !== mine) {
      if (watch !== undefined) transcripts.leave(mine.viewer, mine.conversationId)
      return
    }
    mine.watch = watch
    mine.closed = 'state' in opened ? opened : undefined
    for (const id of watch?.lineIds() ?? []) mine.dirty.add(id)
    plan(1)
  }

  /** Rights and queues change while people look. */
  function expel(mine: Shown): void {
    if (mine.watch === undefined) return
    const closed = transcripts.refusal(supervisor, mine.conversationId)
    if (closed === undefined) return
    transcripts.leave(mine.viewer, mine.conversationId)
    mine.watch = undefined
    mine.closed = closed
    mine.isRestarting = true
    mine.isStatusDirty = true
    mine.dirty.clear()
    mine.told.clear()
  }

  /** Whoever was refused gets it by themselves when nothing stands in the way any more. */
  function askAgain(): void {
    const mine = shown
    if (mine?.closed === undefined) return
    const closed = transcripts.refusal(supervisor, mine.conversationId)
    if (closed === undefined) {
      mine.closed = undefined
      mine.isRestarting = true
      mine.isStatusDirty = true
      openAlone(mine)
    } else if (closed.state === 'refused' && !isDeepStrictEqual(closed, mine.closed)) {
      mine.closed = closed
      mine.isStatusDirty = true
      plan(gatherMs)
    }
  }
  scope.onClose(transcripts.onChange(askAgain))

  function flush(): void {
    const mine = shown
    if (mine === undefined) return
    expel(mine)
    const { watch } = mine
    if (watch === undefined && mine.closed === undefined) return
    if (socket.bufferedBytes > options.slowPanelBytes) {
      plan(heldLookMs)
      return
    }
    const { gone, lines } = watch === undefined || watch.isPaused ? nothing : takePiece(mine, watch)
    if (lines.length + gone.length > 0 || mine.isRestarting || mine.isStatusDirty)
      send({
        type: 'transcript',
        conversationId: mine.conversationId,
        restart: mine.isRestarting,
        ...(mine.isStatusDirty ? { status: statusOf(mine) } : {}),
        lines: [...lines],
        gone: [...gone],
      })
    mine.isRestarting = false
    mine.isStatusDirty = false
    if (mine.dirty.size > 0 && watch?.isPaused === false) plan(nextPieceMs)
  }

  function statusOf({ closed, conversationId, watch }: Shown) {
    const mayReveal =
      transcripts.refusal(supervisor, conversationId, 'reveal-sensitive') === undefined
    if (watch !== undefined) return { ...watch.status(), mayReveal }
    const read = closed ?? ({ state: 'gone' } as const)
    return { read, isCrossRegion: false, isPaused: false, pauses: [], mayReveal: false }
  }

  function takePiece({ dirty, told }: Shown, watch: TranscriptWatch) {
    const lines: TranscriptLine[] = []
    const gone: string[] = []
    let units = 0
    for (const id of dirty) {
      if (units > pieceUnits) break
      dirty.delete(id)
      const line = watch.line(id)?.line
      if (line === undefined) {
        if (told.delete(id)) gone.push(id)
        continue
      }
      told.add(id)
      lines.push(line)
      units += sizeOf(line)
    }
    return { lines, gone }
  }

  function send(message: TranscriptMessage): void {
    const told: ServerMessage = message
    socket.send(JSON.stringify(told))
  }

  return {
    show(conversationId) {
      leave()
      if (conversationId !== undefined) begin(conversationId)
    },
    refresh: () => shown?.watch?.refresh(),
    close() {
      leave()
      void scope.close().catch(options.onFailure)
    },
  }
}

const nothing: { readonly lines: readonly TranscriptLine[]; readonly gone: readonly string[] } = {
  lines: [],
  gone: [],
}

const lineUnits = 160

function sizeOf({ text }: TranscriptLine): number {
  return text.pieces.reduce(
    (sum, piece) => sum + 30 + (piece.type === 'text' ? piece.text.length : 0),
    lineUnits,
  )
}
