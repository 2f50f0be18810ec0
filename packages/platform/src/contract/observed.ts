/** An event stream and a media line with everything they told. */
import { repeat, systemClock } from '@sotto/kernel'
import type { EventStream, PlatformFact, StreamState, Subscription } from '../facts.ts'
import type { MediaLine, MediaLineState, MediaPosition } from '../media-line.ts'
import type { PersonalPlatform, StartControlRequest } from '../platform.ts'
import { createRecorder, type Recorder } from './recorder.ts'

export interface ObservedStream {
  readonly stream: EventStream
  readonly facts: Recorder<PlatformFact>
  readonly states: Recorder<StreamState>
}

/** Resolves when it is open. */
export async function observeStream(
  person: PersonalPlatform,
  subscriptions: readonly Subscription[],
): Promise<ObservedStream> {
  const facts = createRecorder<PlatformFact>()
  const states = createRecorder<StreamState>()
  const stream = person.openEventStream({
    subscriptions,
    onFact: facts.record,
    onState: states.record,
  })
  await states.waitFor((state) => state.state === 'open', 'open stream')
  return { stream, facts, states }
}

export interface ObservedLine {
  readonly line: MediaLine
  readonly states: Recorder<MediaLineState>
  readonly positions: Recorder<MediaPosition>
  /** The length of each frame heard. */
  readonly frames: Recorder<number>
}

export function observeLine(
  person: PersonalPlatform,
  input: Omit<Parameters<PersonalPlatform['openMediaLine']>[0], 'listener'>,
): ObservedLine {
  const states = createRecorder<MediaLineState>()
  const positions = createRecorder<MediaPosition>()
  const frames = createRecorder<number>()
  const line = person.openMediaLine({
    ...input,
    listener: {
      onState: states.record,
      onPosition: positions.record,
      onFrame: (stereo) => frames.record(stereo.length),
    },
  })
  return { line, states, positions, frames }
}

/** Speaks a soft tone in real time until stopped. */
export function speak(line: MediaLine): () => void {
  const frame = Int16Array.from({ length: 320 }, (_, index) =>
    Math.round(2_000 * Math.sin(index / 4)),
  )
  return repeat(systemClock, 20, () => {
    line.send(frame)
  })
}

let requestCount = 0

/** A request that is well-formed; a rule changes what it is about. */
export function controlRequest(
  change: Pick<StartControlRequest, 'conversationId' | 'kind' | 'targetUserId' | 'supervisorId'> &
    Partial<StartControlRequest>,
): StartControlRequest {
  requestCount += 1
  return {
    coachingSessionId: 'coaching-of-the-contract',
    requestKey: `contract-${requestCount}-${Math.round(systemClock.monotonicNow())}`,
    ...(change.kind === 'whisper-text' ? { text: 'Offer the refund.' } : {}),
    ...(change.kind === 'whisper-audio' ? { mixLevel: 0.65 } : {}),
    ...change,
  }
}
