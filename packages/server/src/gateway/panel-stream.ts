// What one browser tab is told, in order: what changed is remembered by name only, and looked up when it is sent, so the
// latest value wins and a slow panel gets fewer, newer states. It outlives its socket for a while, to go on where it was.
//
//                    attach                      too much waiting in the socket
//   detached ◄─────────────────► attached ──────────────────────────► held ─► stuck: 4408
//   (names are gathered)         (a frame at most every 50 ms)        (names are gathered)
import type { Clock, MonotonicMs, Scope } from '@sotto/kernel'
import { type Change, closeCodes, type ServerMessage } from '@sotto/protocol'
import type { Counters } from '../live/counters.ts'
import { createTimers } from '../live/timers.ts'
import type { Observer } from '../observe/observer.ts'
import { createFrameWindow } from './frame-window.ts'

/** What the stream needs of a panel's live socket. */
export interface PanelSocket {
  /** Handed over and not yet on the wire. */
  readonly bufferedBytes: number
  send(message: string): void
  close(code: number, reason: string): void
}

/** One thing on the screen. */
export type PanelKey =
  | {
      readonly kind: 'conversation' | 'agent' | 'control' | 'coaching' | 'detail'
      readonly id: string
    }
  | { readonly kind: 'platform-link' | 'agent-strip' | 'queues' | 'policies' }

export interface PanelStream {
  readonly streamId: string
  readonly isAttached: boolean
  /** Goes on after the sequence named if it can, else tells everything anew. A socket attached before is closed as replaced. */
  attach(socket: PanelSocket, resume: ResumePoint | undefined): void
  /** True when it was this socket that was attached. */
  detach(socket: PanelSocket): boolean
  /** It may have changed. */
  mark(key: PanelKey): void
  /** Anything may have changed, also what is no longer there. */
  markEverything(): void
  /** It is no longer on this screen: nothing is told of it, not even that it is gone. */
  forget(key: PanelKey): void
  /** Whoever missed something of until now gets a snapshot: it may not be theirs any more. */
  forgetMissed(): void
  closeSocket(code: number, reason: string): void
}

export interface ResumePoint {
  readonly streamId: string
  readonly sequence: number
}

export interface PanelStreamOptions {
  readonly clock: Clock
  readonly scope: Scope
  readonly counters: Counters
  readonly witness: Pick<Observer, 'told'>
  readonly streamId: string
  readonly flushIntervalMs: number
  readonly slowPanelBytes: number
  readonly stuckPanelMs: number
  readonly resumeWindowMs: number
  readonly resumeWindowBytes: number
  /** As it is now; undefined when it is not there (any more), or not for this person. */
  readonly changeFor: (key: PanelKey) => Change | undefined
  /** Everything this panel shows now. */
  readonly everything: () => Iterable<PanelKey>
}

/** Changes of one moment travel together. */
const gatherMs = 5
/** A panel that has not read for so long is looked at more seldom. */
const patienceMs = 1_000
const heldLookMs = 250

export function createPanelStream(options: PanelStreamOptions): PanelStream {
  const { clock, counters, streamId, witness } = options
  const timers = createTimers(clock, options.scope)
  const frames = createFrameWindow(clock, {
    forMs: options.resumeWindowMs,
    bytes: options.resumeWindowBytes,
  })
  const dirty = new Map<string, PanelKey>()
  /** Since when each of them is, while somebody is there to be told. */
  const dirtySinceMono = new Map<string, MonotonicMs>()
  /** What the panel was last told of each thing. */
  const told = new Map<string, { readonly key: PanelKey; readonly text: string }>()
  let socket: PanelSocket | undefined
  let sequence = 0
  let flushedAtMono: MonotonicMs = Number.NEGATIVE_INFINITY
  let heldSinceMono: MonotonicMs | undefined

  function send(message: ServerMessage): void {
    socket?.send(JSON.stringify(message))
  }

  function sendFrame(changes: readonly Change[], snapshot: boolean): void {
    sequence += 1
    const frame: ServerMessage = {
      type: 'frame',
      sequence,
      snapshot,
      changes: [...changes],
      sentAt: clock.wallNow(),
    }
    const text = JSON.stringify(frame)
    frames.add(sequence, text)
    flushedAtMono = clock.monotonicNow()
    counters.count('panel-frames')
    socket?.send(text)
  }

  function planFlush(): void {
    if (socket === undefined || timers.has('flush')) return
    const dueInMs = flushedAtMono + options.flushIntervalMs - clock.monotonicNow()
    timers.replace('flush', Math.max(gatherMs, dueInMs), flush)
  }

  function flush(): void {
    if (socket === undefined || dirty.size === 0) return
    if (socket.bufferedBytes > options.slowPanelBytes) {
      hold()
      return
    }
    heldSinceMono = undefined
    const changes = takeDirty()
    if (changes.length > 0) sendFrame(changes, false)
  }

  function hold(): void {
    counters.count('panel-frames-held')
    heldSinceMono ??= clock.monotonicNow()
    const heldMs = clock.monotonicNow() - heldSinceMono
    if (heldMs < options.stuckPanelMs)
      timers.replace('flush', heldMs < patienceMs ? options.flushIntervalMs : heldLookMs, flush)
    else {
      counters.count('panels-slow')
      socket?.close(closeCodes.tooSlow, 'too-slow')
    }
  }

  function takeDirty(): readonly Change[] {
    const changes: Change[] = []
    for (const [name, key] of dirty) {
      const change = options.changeFor(key) ?? goneChange(key, told.has(name))
      if (change === undefined) continue
      const text = JSON.stringify(change)
      if (told.get(name)?.text === text) continue
      if (isGone(change)) told.delete(name)
      else told.set(name, { key, text })
      changes.push(change)
      noteTold(name)
    }
    dirty.clear()
    dirtySinceMono.clear()
    return changes
  }

  function noteTold(name: string): void {
    const sinceMono = dirtySinceMono.get(name)
    if (sinceMono !== undefined) witness.told(clock.monotonicNow() - sinceMono)
  }

  function sendSnapshot(): void {
    told.clear()
    dirty.clear()
    dirtySinceMono.clear()
    for (const key of options.everything()) dirty.set(nameOf(key), key)
    sendFrame(takeDirty(), true)
  }

  /** Undefined when they are no longer there, or more than a panel may have waiting. */
  function missedSince(last: number): readonly string[] | undefined {
    const missed = frames.after(last, sequence)
    const units = missed?.reduce((sum, frame) => sum + frame.length, 0) ?? 0
    return units > options.slowPanelBytes ? undefined : missed
  }

  function welcome(resumed: boolean, after: number): void {
    send({ type: 'welcome', streamId, resumed, sequence: after, serverTime: clock.wallNow() })
  }

  return {
    streamId,
    get isAttached() {
      return socket !== undefined
    },
    attach(next, resume) {
      const former = socket
      // Before the former one is closed, so that its going is not this stream's.
      socket = next
      if (former !== undefined) {
        counters.count('panels-replaced')
        former.close(closeCodes.replaced, 'replaced')
      }
      heldSinceMono = undefined
      const missed = resume?.streamId === streamId ? missedSince(resume.sequence) : undefined
      if (resume === undefined || missed === undefined) {
        welcome(false, sequence)
        sendSnapshot()
        return
      }
      counters.count('panels-resumed')
      welcome(true, resume.sequence)
      for (const frame of missed) next.send(frame)
      if (dirty.size > 0) planFlush()
    },
    detach(gone) {
      if (socket !== gone) return false
      socket = undefined
      timers.cancel('flush')
      dirtySinceMono.clear()
      return true
    },
    mark(key) {
      const name = nameOf(key)
      dirty.set(name, key)
      if (socket !== undefined && !dirtySinceMono.has(name))
        dirtySinceMono.set(name, clock.monotonicNow())
      planFlush()
    },
    markEverything() {
      for (const { key } of told.values()) dirty.set(nameOf(key), key)
      for (const key of options.everything()) dirty.set(nameOf(key), key)
      planFlush()
    },
    forget(key) {
      dirty.delete(nameOf(key))
      dirtySinceMono.delete(nameOf(key))
      told.delete(nameOf(key))
    },
    forgetMissed: frames.clear,
    closeSocket(code, reason) {
      socket?.close(code, reason)
    },
  }
}

function nameOf(key: PanelKey): string {
  return 'id' in key ? `${key.kind} ${key.id}` : key.kind
}

function isGone(change: Change): boolean {
  return (
    change.kind === 'conversation-gone' ||
    change.kind === 'agent-gone' ||
    change.kind === 'coaching-gone'
  )
}

/** What is said of a thing that is not there: nothing, unless it is on the screen. */
function goneChange(key: PanelKey, wasTold: boolean): Change | undefined {
  if (!wasTold) return undefined
  if (key.kind === 'conversation') return { kind: 'conversation-gone', id: key.id }
  if (key.kind === 'agent') return { kind: 'agent-gone', id: key.id }
  if (key.kind === 'coaching') return { kind: 'coaching-gone', id: key.id }
  return undefined
}
