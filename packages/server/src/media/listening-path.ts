// From the platform to one tab's ear. A panel that does not keep up hears the newest, never a growing delay.
import { encodeAudioFrame } from '@sotto/audio'
import type { Clock } from '@sotto/kernel'
import type { Counters } from '../live/counters.ts'

export interface ListeningPath {
  /** 20 ms: 640 samples, customer left, agent right. Copied. */
  push(stereo: Int16Array): void
}

export interface ListeningPathOptions {
  readonly clock: Clock
  readonly counters: Counters
  /** Bytes handed over and not yet on the wire. */
  readonly bufferedBytes: () => number
  readonly send: (frame: Uint8Array) => void
}

/** 100 ms may lie in the socket, and 200 ms more here. */
const socketBytesAtMost = 5 * 1_296
const waitingFramesAtMost = 10

export function createListeningPath(options: ListeningPathOptions): ListeningPath {
  const { clock, counters } = options
  const waiting: Uint8Array[] = []
  let sequence = 0

  return {
    push(stereo) {
      const encoded = encodeAudioFrame({
        kind: 'listen',
        sequence,
        captureTimeMs: clock.monotonicNow(),
        samples: stereo,
      })
      sequence = (sequence + 1) >>> 0
      if (!encoded.ok) {
        counters.count('listening-frames-dropped')
        return
      }
      waiting.push(encoded.value)
      if (waiting.length > waitingFramesAtMost) {
        waiting.shift()
        counters.count('listening-frames-dropped')
      }
      while (waiting.length > 0 && options.bufferedBytes() <= socketBytesAtMost) {
        const frame = waiting.shift()
        if (frame === undefined) return
        options.send(frame)
        counters.count('listening-frames-sent')
      }
    },
  }
}
