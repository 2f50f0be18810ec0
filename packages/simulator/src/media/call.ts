/** One voice call: mixes the frames it owes while somebody listens, coaches or sits at it, and can render all others. */
import { frameSamples } from '@sotto/audio'
import type { Clock } from '@sotto/kernel'
import type { ControlType, Conversation } from '../world/shapes.ts'
import {
  type CallMoment,
  type ChannelReader,
  type Channels,
  createCallHistory,
  framesElapsed,
  framesOwed,
} from './call-history.ts'
import { createSeatAudio, type SeatAudio } from './line/desk-seat.ts'
import { createLine, type Line, type SpokenFrame } from './line/line.ts'
import type { FaultsInForce } from './line/line-faults.ts'
import { contributions, isHeard, isSameAgent, leakGain, saidBy } from './line/spoken.ts'
import { type LineOpening, parties, type RecordingLeg, type SeatListener } from './media-engine.ts'
import { coachApart } from './mix/coach-apart.ts'
import { type FrameInputs, type MixedFrame, mixFrame, sumSaturating } from './mix/mix-frame.ts'
import { mixMonitorFrame } from './mix/monitor-frame.ts'
import { createQualityMeter, type QualityMeter } from './quality-meter.ts'
import { createCallRecording } from './recording/call-recording.ts'
import type { RecordingFile } from './recording/recording-storage.ts'

/** Frames of one call mixed in one go, however many are owed: one second, under a millisecond of work. */
export const mostFramesPerTick = 50

export interface Call {
  readonly isLive: boolean
  readonly isOver: boolean
  /** Whole frames that a recording of the call has now. */
  readonly recordedFrames: number
  change(moment: CallMoment): void
  openLine(opening: LineOpening): Line
  closeLine(line: Line): void
  seat(hear: SeatListener): SeatAudio
  unseat(seat: SeatAudio): void
  mixOwed(): void
  end(): void
  hasLeg(leg: RecordingLeg): boolean
  read(leg: RecordingLeg, fromSample: number, toSample: number): Promise<Int16Array>
  audioQuality(): Conversation['audioQuality'] | undefined
  remove(): Promise<void>
}

export interface CallOptions {
  readonly first: CallMoment
  readonly clock: Clock
  readonly faults: FaultsInForce
  readonly createFile: () => RecordingFile
  readonly readChannels: ChannelReader
  /** Runs what a listener might throw out of. */
  readonly guard: (run: () => void) => void
  /** Told of every frame in which lines sounded in the agent's ear, and of which. */
  readonly onHeard?: ((lines: readonly Line[]) => void) | undefined
}

export function createCall({
  first,
  clock,
  faults,
  createFile,
  readChannels,
  guard,
  onHeard,
}: CallOptions): Call {
  const startedAt = clock.monotonicNow()
  const history = createCallHistory(first)
  const recording = createCallRecording(createFile, render)
  const lines = new Set<Line>()
  const seats = new Set<SeatAudio>()
  const supervisorLegs = new Set<RecordingLeg>()
  let quality: QualityMeter | undefined
  let doneFrames = 0
  let endFrame: number | undefined

  function elapsedFrames(): number {
    return endFrame ?? framesElapsed(startedAt, clock.monotonicNow())
  }

  function updateLive(): void {
    const needed = endFrame === undefined && lines.size + seats.size > 0
    if (needed === (quality !== undefined)) return
    if (needed) {
      doneFrames = elapsedFrames()
      quality = createQualityMeter()
      recording.goLive(doneFrames)
    } else {
      quality = undefined
      recording.goQuiet(doneFrames)
    }
  }

  /** A frame of a leg as it was where nobody took part: out of the script alone. */
  function render(leg: RecordingLeg, frame: number, target: Int16Array): void {
    const moment = history.at(frame)
    const channels = readChannels(moment, frame)
    target.fill(0)
    for (const party of parties) {
      if (leg === `${party}-ear`) {
        const mixed = mixFrame({
          state: moment.state,
          channels,
          whispers: [],
          barges: [],
          leakGain: 0,
        })
        copyInto(target, mixed[party]?.frame)
      } else if (leg === `${party}-channel` && !moment.recordingPaused) {
        copyInto(target, channels[party])
      }
    }
  }

  function mixOne(frame: number): void {
    const moment = history.at(frame)
    const channels = readChannels(moment, frame)
    speakFromSeats(moment, channels)
    const spoken = pullSpoken(frame)
    const forThisAgent = spoken.filter(({ line }) => isSameAgent(line.agentUserId, moment))
    const inputs: FrameInputs = {
      state: moment.state,
      channels,
      whispers: contributions(forThisAgent, 'WHISPER'),
      barges: contributions(forThisAgent, 'BARGE'),
      leakGain: leakGain(faults),
    }
    const mixed = mixFrame(inputs)
    // No ear, nothing mixed: a call may be without an agent for a moment.
    const heard = forThisAgent.filter(({ line }) => isHeard(line, moment))
    countMixed(mixed.agent === undefined ? [] : heard, mixed)
    if (mixed.agent !== undefined && heard.length > 0) onHeard?.(heard.map(({ line }) => line))
    handToSeats(moment, mixed, inputs)
    recordChannels(frame, moment, channels, spoken)
    for (const party of parties) record(`${party}-ear`, frame, mixed[party]?.frame)
    handToMonitors(frame, moment, channels)
  }

  function speakFromSeats(moment: CallMoment, channels: Channels): void {
    if (channels.agent === undefined) return
    const now = clock.monotonicNow()
    const speaking: Int16Array[] = []
    let hasSpoken = false
    for (const seat of seats) {
      const frame = seat.pull(now)
      if (!isSameAgent(seat.agentUserId, moment)) continue
      hasSpoken ||= seat.hasSpoken
      if (frame !== undefined) speaking.push(frame)
    }
    if (hasSpoken)
      channels.agent = sumSaturating(speaking.map((frame) => ({ frame, gain: 1 }))).frame
  }

  function pullSpoken(frame: number): SpokenFrame[] {
    const now = clock.monotonicNow()
    const spoken: SpokenFrame[] = []
    for (const line of lines) {
      if (line.openedFrame > frame || line.opening.controlType === 'MONITOR') continue
      const said = line.pull(now)
      if (said !== undefined) spoken.push(said)
    }
    return spoken
  }

  /** A sample counts as clipped for every line that was sounding when the agent's ear was too small for the sum. */
  function countMixed(audible: readonly SpokenFrame[], mixed: MixedFrame): void {
    const inAgentEar = mixed.agent?.saturatedSamples ?? 0
    let distorted = 0
    for (const { line, distortedSamples } of audible) {
      line.countMixed(Math.min(frameSamples, inAgentEar + distortedSamples))
      distorted += distortedSamples
    }
    quality?.frameMixed({
      agentClippedSamples: Math.min(frameSamples, inAgentEar + distorted),
      customerClippedSamples: mixed.customer?.saturatedSamples ?? 0,
      lines: [...lines].map((line) => line.totals),
    })
  }

  function handToSeats(moment: CallMoment, mixed: MixedFrame, inputs: FrameInputs): void {
    const ear = mixed.agent?.frame
    if (ear === undefined || seats.size === 0) return
    const apart = coachApart(inputs)
    for (const seat of seats)
      if (isSameAgent(seat.agentUserId, moment)) guard(() => seat.hear(ear.slice(), apart))
  }

  function handToMonitors(frame: number, moment: CallMoment, channels: Channels): void {
    const monitors = [...lines].filter(
      (line) =>
        line.opening.controlType === 'MONITOR' &&
        line.openedFrame <= frame &&
        isSameAgent(line.agentUserId, moment),
    )
    if (monitors.length === 0) return
    const { bytes, mono } = mixMonitorFrame(channels)
    const now = clock.monotonicNow()
    let handed = false
    for (const line of monitors) handed = line.hand(bytes, now) || handed
    if (handed) record('supervisor-ear', frame, mono)
  }

  function recordChannels(
    frame: number,
    moment: CallMoment,
    channels: Channels,
    spoken: readonly SpokenFrame[],
  ): void {
    if (moment.recordingPaused) return
    record('agent-channel', frame, channels.agent)
    record('customer-channel', frame, channels.customer)
    record('external-channel', frame, channels.external)
    record('whisper-channel', frame, saidBy(spoken, 'WHISPER'))
    record('supervisor-channel', frame, saidBy(spoken, 'BARGE'))
  }

  function record(leg: RecordingLeg, frame: number, samples: Int16Array | undefined): void {
    if (samples !== undefined) recording.write(leg, frame, samples)
  }

  function mixOwed(): void {
    if (quality === undefined) return
    const owed = framesOwed(elapsedFrames(), doneFrames, mostFramesPerTick)
    // A listener may leave in the middle, and the call with it.
    for (let left = owed; left > 0 && quality !== undefined; left -= 1) {
      const frame = doneFrames
      // The position moves on whatever happens inside: a frame may fail, time may not.
      doneFrames += 1
      guard(() => mixOne(frame))
      recording.finishFrame(frame)
    }
    const now = clock.monotonicNow()
    for (const line of lines) line.settle(now, doneFrames)
  }

  return {
    get isLive() {
      return quality !== undefined
    },
    get isOver() {
      return endFrame !== undefined
    },
    get recordedFrames() {
      return quality === undefined ? elapsedFrames() : doneFrames
    },
    change(moment) {
      if (endFrame === undefined) history.append(elapsedFrames(), moment)
    },
    openLine(opening) {
      const line = createLine({
        opening,
        openedFrame: elapsedFrames(),
        agentUserId: history.now.agentUserId,
        faults,
        guard,
      })
      supervisorLegs.add(legOf[opening.controlType])
      lines.add(line)
      updateLive()
      return line
    },
    closeLine(line) {
      lines.delete(line)
      updateLive()
    },
    seat(hear) {
      const seat = createSeatAudio(history.now.agentUserId, hear)
      seats.add(seat)
      updateLive()
      return seat
    },
    unseat(seat) {
      seats.delete(seat)
      updateLive()
    },
    mixOwed,
    end() {
      if (endFrame !== undefined) return
      mixOwed()
      endFrame = elapsedFrames()
      lines.clear()
      seats.clear()
      updateLive()
      recording.seal()
    },
    hasLeg(leg) {
      if (supervisorLegs.has(leg)) return true
      return parties.some(
        (party) =>
          history.wasPresent(party) && (leg === `${party}-ear` || leg === `${party}-channel`),
      )
    },
    read: (leg, fromSample, toSample) => recording.read(leg, fromSample, toSample),
    audioQuality: () => quality?.read(),
    remove: () => recording.remove(),
  }
}

const legOf = {
  MONITOR: 'supervisor-ear',
  WHISPER: 'whisper-channel',
  BARGE: 'supervisor-channel',
} as const satisfies Record<ControlType, RecordingLeg>

function copyInto(target: Int16Array, samples: Int16Array | undefined): void {
  if (samples !== undefined) target.set(samples)
}
