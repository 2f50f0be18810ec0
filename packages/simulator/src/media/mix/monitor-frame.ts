/** What a monitoring supervisor is sent: the customer's side left, the agent's side right, and never a supervisor's line. */
import { frameSamples } from '@sotto/audio'
import type { Party } from '../media-engine.ts'
import { type Contribution, silentFrame, sumSaturating } from './mix-frame.ts'

export const monitorFrameBytes = frameSamples * 4

/** Neither is ever written again. */
export interface MonitorFrame {
  /** 1,280 bytes, little-endian, interleaved. */
  readonly bytes: Uint8Array
  /** The saturating sum of both sides, as the leg `supervisor-ear` keeps it. */
  readonly mono: Int16Array
}

/** A third party sounds on the customer's side, a second agent on the agent's. */
export function mixMonitorFrame(
  channels: Readonly<Partial<Record<Party, Int16Array>>>,
): MonitorFrame {
  const left = together(channels.customer, channels.external)
  const right = together(channels.agent, channels['second-agent'])
  if (left === silentFrame && right === silentFrame) return silentMonitorFrame
  const bytes = new Uint8Array(monitorFrameBytes)
  for (let index = 0; index < frameSamples; index += 1) {
    const customer = left[index] ?? 0
    const agent = right[index] ?? 0
    const at = index * 4
    bytes[at] = customer
    bytes[at + 1] = customer >> 8
    bytes[at + 2] = agent
    bytes[at + 3] = agent >> 8
  }
  return { bytes, mono: together(left, right) }
}

const silentMonitorFrame: MonitorFrame = {
  bytes: new Uint8Array(monitorFrameBytes),
  mono: silentFrame,
}

function together(one: Int16Array | undefined, other: Int16Array | undefined): Int16Array {
  if (one === undefined || other === undefined) return one ?? other ?? silentFrame
  return sumSaturating([asItIs(one), asItIs(other)]).frame
}

function asItIs(frame: Int16Array): Contribution {
  return { frame, gain: 1 }
}
