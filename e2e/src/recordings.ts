import type { SimulatedConversation, SimulatorClient } from './simulator-client.ts'

const samplesPerMs = 16
/** The newest samples of two legs are not written at the same moment. */
const unsettledMs = 500

/** Where in its recordings a moment of this conversation stands: sample 0 is its beginning. */
export function positionMs(conversation: SimulatedConversation, atWallMs: number): number {
  return atWallMs - Date.parse(conversation.startTime)
}

async function legs(
  simulator: SimulatorClient,
  conversationId: string,
  names: readonly string[],
): Promise<readonly Int16Array[]> {
  const found: Int16Array[] = []
  for (const name of names) {
    const samples = await simulator.recording(conversationId, name)
    if (samples === undefined) throw new Error(`no leg ${name}`)
    found.push(samples)
  }
  const length = Math.min(...found.map((samples) => samples.length)) - unsettledMs * samplesPerMs
  return found.map((samples) => samples.subarray(0, Math.max(0, length)))
}

/** What an ear was given that is neither silence nor the one other voice it may hear: from when until when. */
export interface Intrusion {
  readonly fromMs: number
  readonly untilMs: number
  /** Within it, the longest time in which there was nothing of it. */
  readonly longestPauseMs: number
  /** The recording's own length, as far as it is settled. */
  readonly recordedMs: number
}

async function intrusion(
  simulator: SimulatorClient,
  conversationId: string,
  [ear, voice]: readonly [string, string],
): Promise<Intrusion | undefined> {
  const [heard = new Int16Array(0), said = new Int16Array(0)] = await legs(
    simulator,
    conversationId,
    [ear, voice],
  )
  const isForeign = (sample: number, index: number) => sample !== 0 && sample !== said[index]
  const first = heard.findIndex(isForeign)
  if (first < 0) return undefined
  let last = first
  let longestPause = 0
  for (let index = first; index < heard.length; index += 1) {
    if (!isForeign(heard[index] ?? 0, index)) continue
    longestPause = Math.max(longestPause, index - last - 1)
    last = index
  }
  return {
    fromMs: first / samplesPerMs,
    untilMs: (last + 1) / samplesPerMs,
    longestPauseMs: longestPause / samplesPerMs,
    recordedMs: heard.length / samplesPerMs,
  }
}

/** Sample for sample: what the agent's ear was given besides the customer's voice. Undefined when nothing. */
export function agentHeard(
  simulator: SimulatorClient,
  conversationId: string,
): Promise<Intrusion | undefined> {
  return intrusion(simulator, conversationId, ['agent-ear', 'customer-channel'])
}

/** The same of the customer's ear and the agent's voice. */
export function customerHeard(
  simulator: SimulatorClient,
  conversationId: string,
): Promise<Intrusion | undefined> {
  return intrusion(simulator, conversationId, ['customer-ear', 'agent-channel'])
}
