// The platform's media lines of our controls: opened as soon as a control is accepted, closed when it is to end.
import { type ControlRecord, isFinalState } from '@sotto/domain'
import { createListeners, type Scope, type Unsubscribe } from '@sotto/kernel'
import type { MediaLine, MediaLineState, MediaPosition, PersonalPlatform } from '@sotto/platform'
import type { Timers } from '../live/timers.ts'

export interface LineFrame {
  readonly controlId: string
  /** 640 samples, customer left, agent right. Reused by its giver: copy to keep. */
  readonly stereo: Int16Array
}

export interface MediaLines {
  isOpen(controlId: string): boolean
  position(controlId: string): MediaPosition | undefined
  /** 20 ms, mono. False when the line would not take it. */
  send(controlId: string, frame: Int16Array): boolean
  /**
   * Nothing more is sent, at once. A line that is stopped in order says goodbye, so that its control completes; one that is
   * taken back leaves the word to the cancellation, and says goodbye only when that has not ended it within a second.
   */
  end(controlId: string, record: ControlRecord | undefined): void
  onFrame(listener: (frame: LineFrame) => void): Unsubscribe
  /** A line's state changed, or it was ended. */
  onChange(listener: (controlId: string) => void): Unsubscribe
  /** The platform has told anew how a line fares: twice a second for each. */
  onPosition(listener: (controlId: string) => void): Unsubscribe
  /** Over, and not because we closed it. */
  onLost(listener: (controlId: string) => void): Unsubscribe
}

export interface MediaLinesOptions {
  readonly scope: Scope
  readonly timers: Timers
  /** Told of every change of a control. */
  readonly onControlChange: (listener: (record: ControlRecord) => void) => Unsubscribe
  /** Another server's control has its line there. */
  readonly isBegunHere: (controlId: string) => boolean
  readonly platformOf: (supervisorId: string) => PersonalPlatform | undefined
  readonly onFailure: (failure: unknown) => void
}

interface Entry {
  readonly line: MediaLine
  state: MediaLineState
  position: MediaPosition | undefined
  /** We ended it: nothing passes any more, and its going is no loss. */
  isEnded: boolean
}

const farewellMs = 1_000

export function createMediaLines(options: MediaLinesOptions): MediaLines {
  const entries = new Map<string, Entry>()
  const frames = createListeners<LineFrame>(options.onFailure)
  const changes = createListeners<string>(options.onFailure)
  const positions = createListeners<string>(options.onFailure)
  const losses = createListeners<string>(options.onFailure)

  function open(record: ControlRecord, platformControlId: string): void {
    const { conversationId, id, kind } = record
    if (kind === 'whisper-text') return
    const platform = options.platformOf(record.supervisorId)
    if (platform === undefined) return
    const line = platform.openMediaLine({
      conversationId,
      platformControlId,
      kind,
      listener: {
        onFrame: (stereo) => frames.emit({ controlId: id, stereo }),
        onPosition: (position) => {
          const entry = entries.get(id)
          if (entry !== undefined) entry.position = position
          positions.emit(id)
        },
        onState: (state) => takeState(id, state),
      },
    })
    entries.set(id, {
      line,
      state: { state: 'connecting' },
      position: undefined,
      isEnded: false,
    })
  }

  function takeState(controlId: string, state: MediaLineState): void {
    const entry = entries.get(controlId)
    if (entry === undefined) return
    entry.state = state
    changes.emit(controlId)
    if (state.state === 'closed' && !entry.isEnded) losses.emit(controlId)
  }

  function cut(controlId: string, entry: Entry): void {
    if (entry.isEnded) return
    entry.isEnded = true
    changes.emit(controlId)
  }

  function close(controlId: string): void {
    const entry = entries.get(controlId)
    if (entry === undefined) return
    cut(controlId, entry)
    entry.line.close()
  }

  function end(controlId: string, record: ControlRecord | undefined): void {
    const entry = entries.get(controlId)
    if (entry === undefined) return
    const saysGoodbye = entry.state.state === 'open' && !isTakenBack(record)
    cut(controlId, entry)
    if (saysGoodbye) entry.line.close()
    else options.timers.replace(`farewell ${controlId}`, farewellMs, () => close(controlId))
  }

  options.scope.onClose(() => {
    for (const controlId of entries.keys()) close(controlId)
  })

  options.onControlChange((record) => {
    if (isFinalState(record.state.name)) {
      options.timers.cancel(`farewell ${record.id}`)
      close(record.id)
      entries.delete(record.id)
      return
    }
    const { platformControlId } = record
    const mayOpen = record.state.name !== 'cancelling' && platformControlId !== undefined
    if (mayOpen && !entries.has(record.id) && options.isBegunHere(record.id))
      open(record, platformControlId)
  })

  return {
    isOpen(controlId) {
      const entry = entries.get(controlId)
      return entry?.state.state === 'open' && !entry.isEnded
    },
    position: (controlId) => entries.get(controlId)?.position,
    send(controlId, frame) {
      const entry = entries.get(controlId)
      return entry !== undefined && !entry.isEnded && entry.line.send(frame)
    },
    end,
    onFrame: (listener) => frames.subscribe(listener),
    onChange: (listener) => changes.subscribe(listener),
    onPosition: (listener) => positions.subscribe(listener),
    onLost: (listener) => losses.subscribe(listener),
  }
}

/** By somebody or something else than the supervisor's own Stop; after signing out the goodbye is all that is left. */
function isTakenBack(record: ControlRecord | undefined): boolean {
  if (record?.state.name !== 'cancelling') return false
  const { reason } = record.state
  return reason !== 'stopped-by-supervisor' && reason !== 'signed-out'
}
