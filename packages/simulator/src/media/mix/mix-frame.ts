/** One frame of every ear, out of what everybody says: a plain saturating sum, as the guide warns of. */
import { frameSamples } from '@sotto/audio'
import type { ConversationState } from '../../world/shapes.ts'
import { type Party, parties } from '../media-engine.ts'
import { type EarSource, earSources } from './ears.ts'

/** A sound on its way into an ear. `gain` is linear. */
export interface Contribution {
  readonly frame: Int16Array
  readonly gain: number
}

export interface FrameInputs {
  readonly state: ConversationState
  /** What each party present says. Who is absent has no ear either. */
  readonly channels: Readonly<Partial<Record<Party, Int16Array>>>
  /** Whispers that sound in this frame, each at its level. */
  readonly whispers: readonly Contribution[]
  readonly barges: readonly Contribution[]
  /** The planted leak: every whisper, before its level, into the customer's ear at this gain. 0: no leak. */
  readonly leakGain: number
}

export interface MixedEar {
  readonly frame: Int16Array
  /** How many samples of the sum did not fit into 16 bits. */
  readonly saturatedSamples: number
}

export type MixedFrame = Readonly<Partial<Record<Party, MixedEar>>>

const largest = 32_767
const smallest = -32_768

/** What is handed to the ear of every party present. */
export function mixFrame(inputs: FrameInputs): MixedFrame {
  const mixed: Partial<Record<Party, MixedEar>> = {}
  for (const party of parties) {
    if (inputs.channels[party] === undefined) continue
    mixed[party] = sumSaturating(contributionsTo(party, inputs))
  }
  return mixed
}

/** A frame in which nothing sounds: told by being this one, so that it need not be added, copied or looked through. Never written. */
export const silentFrame = new Int16Array(frameSamples)

export function isSilent(samples: Int16Array): boolean {
  if (samples === silentFrame) return true
  for (let index = 0; index < samples.length; index += 1) if (samples[index] !== 0) return false
  return true
}

const silentEar: MixedEar = { frame: silentFrame, saturatedSamples: 0 }

/** Sums in full width between two calls of `sumSaturating`, which never waits in between. */
const wide = new Int32Array(frameSamples)

/** Adds up in full width and saturates once, at the end. A contribution × gain is rounded by itself, halves upwards. */
export function sumSaturating(all: readonly Contribution[]): MixedEar {
  const contributions = all.filter(({ frame }) => frame !== silentFrame)
  const [only] = contributions
  if (only === undefined) return silentEar
  const frame = new Int16Array(frameSamples)
  if (contributions.length === 1 && only.gain === 1) {
    frame.set(only.frame)
    return { frame, saturatedSamples: 0 }
  }
  wide.fill(0)
  for (const contribution of contributions) addTo(wide, contribution)
  return { frame, saturatedSamples: saturateInto(frame, wide) }
}

function addTo(sum: Int32Array, { frame, gain }: Contribution): void {
  if (gain === 1) {
    for (let index = 0; index < frameSamples; index += 1)
      sum[index] = (sum[index] ?? 0) + (frame[index] ?? 0)
    return
  }
  for (let index = 0; index < frameSamples; index += 1)
    sum[index] = (sum[index] ?? 0) + Math.floor((frame[index] ?? 0) * gain + 0.5)
}

function saturateInto(frame: Int16Array, sum: Int32Array): number {
  let saturatedSamples = 0
  for (let index = 0; index < frameSamples; index += 1) {
    const value = sum[index] ?? 0
    const kept = value > largest ? largest : value < smallest ? smallest : value
    if (kept !== value) saturatedSamples += 1
    frame[index] = kept
  }
  return saturatedSamples
}

function contributionsTo(party: Party, inputs: FrameInputs): Contribution[] {
  const contributions: Contribution[] = []
  for (const source of earSources(inputs.state)[party])
    contributions.push(...contributionsOf(source, inputs))
  if (party === 'customer' && inputs.leakGain !== 0)
    for (const { frame } of inputs.whispers) contributions.push({ frame, gain: inputs.leakGain })
  return contributions
}

function contributionsOf(source: EarSource, inputs: FrameInputs): readonly Contribution[] {
  if (source === 'whisper') return inputs.whispers
  if (source === 'barge') return inputs.barges
  const frame = inputs.channels[source]
  return frame === undefined ? [] : [{ frame, gain: 1 }]
}
