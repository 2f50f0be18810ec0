/** The media engine: all voice calls of the platform, one clock that owes samples, and the recordings they leave. */
import { encodeWav, frameMs, sampleRateHz } from '@sotto/audio'
import { type Cancel, type Clock, type Logger, repeat } from '@sotto/kernel'
import { type Call, createCall } from './call.ts'
import { type CallMoment, createChannelReader } from './call-history.ts'
import type { Line } from './line/line.ts'
import type { FaultsInForce } from './line/line-faults.ts'
import type {
  CallChange,
  LineAttachment,
  LineOpening,
  LineSink,
  MediaEngineWithLines,
  RecordingLeg,
} from './media-engine.ts'
import { isOver } from './mix/ears.ts'
import { createDiskStorage } from './recording/disk-storage.ts'
import { createMemoryStorage } from './recording/recording-storage.ts'

/** A recording stays readable this long after its call. */
export const keptAfterEndMs = 10 * 60_000

export interface MediaEngineOptions {
  readonly clock: Clock
  readonly faults: FaultsInForce
  /** Where recordings lie, held by one engine at a time and emptied when it starts and closes. Null keeps them in memory, for simulations. */
  readonly directory: string | null
  readonly logger: Logger
  /** Told of what must not stop the sound: a listener, a voice or a disk that fails. */
  readonly onFailure: (failure: unknown) => void
  /** For a witness: told of every mixed frame in which supervisors' lines sounded in an agent's ear. */
  readonly onAgentHeard?: ((heard: HeardLines) => void) | undefined
}

export interface HeardLines {
  readonly conversationId: string
  /** The target of the lines; undefined for lines that were opened while nobody was there. */
  readonly agentUserId: string | undefined
  readonly controlIds: readonly string[]
}

interface OpenLine {
  readonly call: Call
  readonly line: Line
}

export function createMediaEngine({
  clock,
  faults,
  directory,
  logger,
  onFailure,
  onAgentHeard,
}: MediaEngineOptions): MediaEngineWithLines {
  const storage =
    directory === null ? createMemoryStorage() : createDiskStorage({ directory, onFailure })
  const readChannels = createChannelReader(onFailure)
  const calls = new Map<string, Call>()
  const lines = new Map<string, OpenLine>()
  const sinks = new Map<string, LineSink>()
  const forgetting = new Map<string, Cancel>()
  /** The few calls that tick, of the many that are remembered. */
  const live = new Set<Call>()
  let stopTicking: Cancel | undefined
  let closing: Promise<void> | undefined

  function guard(run: () => void): void {
    try {
      run()
    } catch (failure) {
      onFailure(failure)
    }
  }

  /** After anything that may wake a call or put it to rest. The clock runs only while some call is live. */
  function settle(call: Call): void {
    if (call.isLive) live.add(call)
    else live.delete(call)
    if (live.size > 0) stopTicking ??= repeat(clock, frameMs, tick)
    else {
      stopTicking?.()
      stopTicking = undefined
    }
  }

  function tick(): void {
    for (const call of [...live]) call.mixOwed()
  }

  function endCall(conversationId: string): void {
    const call = calls.get(conversationId)
    if (call === undefined || call.isOver) return
    call.end()
    for (const [controlId, open] of [...lines]) if (open.call === call) closeLine(controlId)
    settle(call)
    forgetting.set(
      conversationId,
      clock.schedule(keptAfterEndMs, () => forget(conversationId, call)),
    )
    logger.debug('media-call-ended', { conversationId, frames: call.recordedFrames })
  }

  function forget(conversationId: string, call: Call): void {
    forgetting.delete(conversationId)
    calls.delete(conversationId)
    call.remove().catch(onFailure)
  }

  function closeLine(controlId: string): void {
    const open = lines.get(controlId)
    const sink = sinks.get(controlId)
    lines.delete(controlId)
    sinks.delete(controlId)
    if (open !== undefined) {
      open.call.closeLine(open.line)
      settle(open.call)
    }
    if (sink === undefined) return
    open?.line.unbind()
    guard(() => {
      if (open !== undefined) sink.position(open.line.position())
      sink.closed()
    })
  }

  function attach(controlId: string, sink: LineSink): LineAttachment {
    const older = sinks.get(controlId)
    sinks.set(controlId, sink)
    const isMine = () => sinks.get(controlId) === sink
    lines.get(controlId)?.line.unbind()
    if (older !== undefined) guard(() => older.replaced())
    lines.get(controlId)?.line.bind(sink)
    return {
      receive(frame) {
        const open = isMine() ? lines.get(controlId) : undefined
        return open?.line.receive(frame, clock.monotonicNow()) ?? 'not-open'
      },
      position: () => (isMine() ? lines.get(controlId)?.line.position() : undefined),
      detach() {
        if (!isMine()) return
        sinks.delete(controlId)
        lines.get(controlId)?.line.unbind()
      },
    }
  }

  async function closeAll(): Promise<void> {
    for (const controlId of [...lines.keys(), ...sinks.keys()]) closeLine(controlId)
    for (const [conversationId, call] of calls) {
      call.end()
      settle(call)
      forgetting.get(conversationId)?.()
    }
    calls.clear()
    forgetting.clear()
    await storage.close()
  }

  return {
    startCall(change) {
      if (closing !== undefined) return
      const { conversationId } = change
      if (calls.has(conversationId))
        throw new Error(`conversation ${conversationId} has a call already`)
      const call = createCall({
        first: momentOf(change),
        clock,
        faults,
        createFile: storage.create,
        readChannels,
        guard,
        onHeard:
          onAgentHeard && ((lines) => guard(() => onAgentHeard(heardIn(conversationId, lines)))),
      })
      calls.set(conversationId, call)
      if (isOver(change.state)) endCall(conversationId)
    },
    changeCall(change) {
      const call = calls.get(change.conversationId)
      if (call === undefined || call.isOver) return
      call.change(momentOf(change))
      if (isOver(change.state)) endCall(change.conversationId)
    },
    endCall,
    openLine(opening) {
      if (closing !== undefined) return
      const call = calls.get(opening.conversationId)
      if (call === undefined || call.isOver)
        throw new Error(`conversation ${opening.conversationId} has no call to open a line to`)
      if (lines.has(opening.controlId))
        throw new Error(`control ${opening.controlId} has a line already`)
      requireLevel(opening)
      const line = call.openLine(opening)
      lines.set(opening.controlId, { call, line })
      settle(call)
      const sink = sinks.get(opening.controlId)
      if (sink !== undefined) line.bind(sink)
    },
    closeLine,
    sitAtDesk(conversationId, hear) {
      const call = calls.get(conversationId)
      if (call === undefined) throw new Error(`conversation ${conversationId} has no call`)
      const seat = call.seat(hear)
      settle(call)
      let warned = false
      return {
        speak(frame) {
          if (seat.speak(frame, clock.monotonicNow()) || warned) return
          warned = true
          logger.warn('desk-frame-of-wrong-size', { conversationId, samples: frame.length })
        },
        leave() {
          call.unseat(seat)
          settle(call)
        },
      }
    },
    async recording(conversationId, leg, fromMs, toMs) {
      const call = calls.get(conversationId)
      if (call === undefined || !call.hasLeg(leg)) return undefined
      call.mixOwed()
      const samples = await readSpan(call, leg, fromMs, toMs)
      const wav = encodeWav({ sampleRateHz, channels: 1, samples })
      return Buffer.from(wav.buffer, wav.byteOffset, wav.byteLength)
    },
    attach,
    audioQuality: (conversationId) => calls.get(conversationId)?.audioQuality(),
    close() {
      closing ??= closeAll()
      return closing
    },
  }
}

function heardIn(conversationId: string, lines: readonly Line[]): HeardLines {
  return {
    conversationId,
    agentUserId: lines[0]?.agentUserId,
    controlIds: lines.map((line) => line.opening.controlId),
  }
}

function momentOf({ conversationId: _, ...moment }: CallChange): CallMoment {
  return moment
}

function requireLevel({ controlType, mixLevel }: LineOpening): void {
  if (controlType === 'WHISPER' && !(mixLevel >= 0 && mixLevel <= 1))
    throw new RangeError(`a mix level lies between 0 and 1, not at ${mixLevel}`)
}

function readSpan(
  call: Call,
  leg: RecordingLeg,
  fromMs: number,
  toMs: number | undefined,
): Promise<Int16Array> {
  if (Number.isNaN(fromMs) || Number.isNaN(toMs))
    throw new RangeError('fromMs and toMs are numbers')
  const end = call.recordedFrames * (sampleRateHz / 1_000) * frameMs
  const inside = (ms: number) => Math.min(end, Math.max(0, Math.round((ms * sampleRateHz) / 1_000)))
  return call.read(leg, inside(fromMs), toMs === undefined ? end : inside(toMs))
}
