import { amplitudeOf } from '../outside/recordings.ts'
import type { SimulatedConversation, SimulatorClient } from '../simulator-client.ts'

const windowSamples = 640
/** A tenth of what is spoken, mixed at the default level. */
const audible = 250

export interface Voices {
  /** Windows of 40 ms in which the agent's ear was given more than one of the tones. */
  readonly bothWindows: number
  /** Of each tone, from when until when it was heard, in milliseconds of the recording; undefined: never. */
  readonly heard: readonly ({ readonly fromMs: number; readonly untilMs: number } | undefined)[]
  /** Samples of the customer's ear that are not what the agent's channel says. */
  readonly foreignToCustomer: number
}

/** What the recordings hold of supervisors who each spoke a tone of their own. */
export async function voicesIn(
  simulator: SimulatorClient,
  conversation: Pick<SimulatedConversation, 'id'>,
  tonesHz: readonly number[],
): Promise<Voices> {
  const leg = async (name: string) => {
    const samples = await simulator.recording(conversation.id, name)
    if (samples === undefined) throw new Error(`no leg ${name}`)
    return samples
  }
  const whispered = difference(await leg('agent-ear'), await leg('customer-channel'))
  const heard: ({ fromMs: number; untilMs: number } | undefined)[] = tonesHz.map(() => undefined)
  let bothWindows = 0
  for (let from = 0; from + windowSamples <= whispered.length; from += windowSamples) {
    const window = whispered.subarray(from, from + windowSamples)
    if (window.every((sample) => sample === 0)) continue
    const present = tonesHz.map((hertz) => amplitudeOf(window, hertz) > audible)
    if (present.filter(Boolean).length > 1) bothWindows += 1
    for (const [place, isThere] of present.entries()) {
      if (!isThere) continue
      const fromMs = heard[place]?.fromMs ?? from / 16
      heard[place] = { fromMs, untilMs: (from + windowSamples) / 16 }
    }
  }
  const foreign = difference(await leg('customer-ear'), await leg('agent-channel'))
  return {
    bothWindows,
    heard,
    foreignToCustomer: foreign.filter((sample) => sample !== 0).length,
  }
}

/** The newest samples of two legs are not written at the same moment. */
const unsettledSamples = 8_000

function difference(ear: Int16Array, voice: Int16Array): Int16Array {
  const length = Math.max(0, Math.min(ear.length, voice.length) - unsettledSamples)
  return Int16Array.from({ length }, (_, index) => (ear[index] ?? 0) - (voice[index] ?? 0))
}
