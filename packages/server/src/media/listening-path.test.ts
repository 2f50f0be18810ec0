import { decodeAudioFrame } from '@sotto/audio'
import { createFakeClock } from '@sotto/testkit'
import { describe, expect, it } from 'vitest'
import { createCounters } from '../live/counters.ts'
import { createListeningPath } from './listening-path.ts'

function startListening() {
  const counters = createCounters()
  const sent: Uint8Array[] = []
  const socket = { bufferedBytes: 0 }
  const clock = createFakeClock()
  const path = createListeningPath({
    clock,
    counters,
    bufferedBytes: () => socket.bufferedBytes,
    send: (frame) => void sent.push(frame),
  })
  const sequences = () =>
    sent.map((bytes) => {
      const frame = decodeAudioFrame(bytes)
      return frame.ok ? frame.value.sequence : -1
    })
  return {
    clock,
    path,
    sent,
    socket,
    sequences,
    dropped: () =>
      counters.read().find((counter) => counter.name === 'listening-frames-dropped')?.value,
  }
}

describe('the way to the ear', () => {
  it('[MD9] hands on stereo frames, numbered, and keeps nothing of the giver’s array', () => {
    const { path, sent } = startListening()
    const stereo = new Int16Array(640)
    for (let index = 0; index < 640; index += 1) stereo[index] = index % 2 === 0 ? 111 : -222
    path.push(stereo)
    stereo.fill(0)
    path.push(stereo)
    const first = decodeAudioFrame(sent[0]!)
    expect(first).toMatchObject({ ok: true, value: { kind: 'listen', sequence: 0 } })
    expect(first.ok && [...first.value.samples.slice(0, 4)]).toEqual([111, -222, 111, -222])
    expect(decodeAudioFrame(sent[1]!)).toMatchObject({ value: { sequence: 1 } })
  })

  it('[MD9] a panel that does not keep up loses the oldest and hears the newest', () => {
    const { path, socket, sequences, dropped } = startListening()
    socket.bufferedBytes = 100_000
    for (let index = 0; index < 100; index += 1) path.push(new Int16Array(640))
    expect(sequences()).toEqual([])
    socket.bufferedBytes = 0
    path.push(new Int16Array(640))
    expect(sequences()).toEqual([91, 92, 93, 94, 95, 96, 97, 98, 99, 100])
    expect(dropped()).toBe(91)
  })

  it('[MD19] number and time are of the moment a frame is taken in, also of one that waits or is left out', async () => {
    const { clock, path, sent, socket } = startListening()
    const beganAt = clock.monotonicNow()
    socket.bufferedBytes = 100_000
    for (let index = 0; index < 12; index += 1) {
      path.push(new Int16Array(640))
      await clock.advance(20)
    }
    socket.bufferedBytes = 0
    path.push(new Int16Array(640))
    const frames = sent.map((bytes) => decodeAudioFrame(bytes))
    expect(frames).toHaveLength(10)
    for (const [index, frame] of frames.entries())
      expect(frame).toMatchObject({
        value: { sequence: index + 3, captureTimeMs: beganAt + (index + 3) * 20 },
      })
  })

  it('[MD9] what is not a frame is dropped', () => {
    const { path, sent, dropped } = startListening()
    path.push(new Int16Array(320))
    expect(sent).toEqual([])
    expect(dropped()).toBe(1)
  })
})
