/** What a monitoring supervisor is sent: the customer's side left, the agent's side right, and never a supervisor's line. */
import { frameSamples } from '@sotto/audio'
import type { Party } from '../media-engine.ts'
import { type Contribution, sumSaturating } from './mix-frame.ts'

export const monitorFrameBytes = frameSamples * 4

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
  const bytes = new Uint8Array(monitorFrameBytes)
  const view = new DataView(bytes.buffer)
  for (let index = 0; index < frameSamples; index += 1) {
    view.setInt16(index * 4, left[index] ?? 0, true)
    view.setInt16(index * 4 + 2, right[index] ?? 0, true)
  }
  return { bytes, mono: together(left, right) }
}

const silence = new Int16Array(frameSamples)

function together(one: Int16Array | undefined, other: Int16Array | undefined): Int16Array {
  if (one === undefined || other === undefined) return one ?? other ?? silence
  const parts = [one, other].map((frame): Contribution => ({ frame, gain: 1 }))
  return sumSaturating(parts).frame
}
