import type { Call } from './start-call.ts'
import type { SimulatedPlatform } from './start-simulator.ts'
import { pause } from './until.ts'

const samplesPerMs = 16

/** Where a call stands now, in milliseconds of its recording. */
const recordedNowMs = (call: Call): number =>
  Math.floor((Date.now() - Date.parse(call.startTime)) / 20) * 20

interface Range {
  readonly fromMs: number
  readonly toMs: number
}

/** The stretch of the recording during which something went on, and half a second more. */
export async function during(call: Call, goOn: () => Promise<unknown>): Promise<Range> {
  const fromMs = recordedNowMs(call)
  await goOn()
  await pause(600)
  const toMs = recordedNowMs(call) - 100
  await pause(300)
  return { fromMs, toMs }
}

/** That stretch of several legs at once; throws when one is not there. */
export async function legsOf<Leg extends string>(
  platform: SimulatedPlatform,
  call: Call,
  range: Range,
  ...legs: readonly Leg[]
): Promise<Record<Leg, Int16Array>> {
  const found = await Promise.all(
    legs.map(async (leg) => {
      const samples = await platform.doors.recording(call.id, leg, range)
      if (samples === undefined) throw new Error(`there is no leg ${leg}`)
      if (samples.length !== (range.toMs - range.fromMs) * samplesPerMs)
        throw new Error(`leg ${leg} is cut short: ${samples.length} samples`)
      return [leg, samples] as const
    }),
  )
  const byLeg: Partial<Record<Leg, Int16Array>> = {}
  for (const [leg, samples] of found) byLeg[leg] = samples
  return byLeg as Record<Leg, Int16Array>
}

/** A plain saturating sum, as the platform's mixer does it. */
export function saturatingSum(...parts: readonly { samples: Int16Array; level?: number }[]) {
  const length = Math.min(...parts.map(({ samples }) => samples.length))
  return Int16Array.from({ length }, (_, index) => {
    const sum = parts.reduce(
      (total, { samples, level }) => total + (samples[index] ?? 0) * (level ?? 1),
      0,
    )
    return Math.max(-32_768, Math.min(32_767, Math.round(sum)))
  })
}

export function largestDifference(one: Int16Array, other: Int16Array): number {
  if (one.length !== other.length) throw new Error(`${one.length} and ${other.length} samples`)
  return one.reduce(
    (most, sample, index) => Math.max(most, Math.abs(sample - (other[index] ?? 0))),
    0,
  )
}

/** A sine of that length, for a party that is told from the others by its pitch. */
export function tone(frequencyHz: number, durationMs: number, amplitude = 4_000): Int16Array {
  return Int16Array.from({ length: durationMs * samplesPerMs }, (_, index) =>
    Math.round(amplitude * Math.sin((2 * Math.PI * frequencyHz * index) / 16_000)),
  )
}

/** How much of that pitch is in it: the amplitude of the sine. */
export function amplitudeOf(samples: Int16Array, frequencyHz: number): number {
  let real = 0
  let imaginary = 0
  for (const [index, sample] of samples.entries()) {
    const angle = (2 * Math.PI * frequencyHz * index) / 16_000
    real += sample * Math.cos(angle)
    imaginary += sample * Math.sin(angle)
  }
  return (2 * Math.hypot(real, imaginary)) / samples.length
}
