/** What no server could do without: each line's frame is copied in, and the one of 200 ms ago copied out. Memory is touched as widely. */
import { frameSamples } from '@sotto/audio'

const slots = 64
const behind = 10

export function createBareRings(lines: number): (line: number, frame: Int16Array) => void {
  const rings = Array.from({ length: lines }, () => ({
    samples: new Int16Array(slots * frameSamples),
    output: new Int16Array(frameSamples),
    next: 0,
  }))
  return (line, frame) => {
    const ring = rings[line]
    if (ring === undefined) return
    const { next, output, samples } = ring
    const start = (next % slots) * frameSamples
    const due = ((next + slots - behind) % slots) * frameSamples
    for (let index = 0; index < frameSamples; index += 1) {
      samples[start + index] = frame[index] ?? 0
      output[index] = samples[due + index] ?? 0
    }
    ring.next += 1
  }
}
