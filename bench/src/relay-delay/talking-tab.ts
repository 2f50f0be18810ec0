/** A supervisor who listens and speaks, whose live socket is at one server and whose sound comes in at any. */
import { decodeAudioFrame, encodeAudioFrame } from '@sotto/audio'
import { sleep, systemClock, systemRandom } from '@sotto/kernel'
import { WebSocket } from 'ws'
import { z } from 'zod'

export interface Frames {
  /** Of each frame heard: when it came by our clock, less when it left by its server's. Comparable within one server. */
  readonly heardMs: number[]
  /** Of a word said to the sound's socket, there and back. */
  readonly echoedMs: number[]
}

export interface TalkingTab {
  /** Its sound comes in at that server from now on, and it speaks. Resolves when it is heard. */
  soundAt(port: number): Promise<void>
  /** What is measured from now on. */
  measure(): Frames
  close(): void
}

export interface TalkingTabInput {
  readonly publicUrl: string
  readonly cookie: string
  /** Where its tab sits. */
  readonly livePort: number
  readonly conversationId: string
}

const frameMs = 20
const frameSamples = 320
const echoEveryMs = 100
const patienceMs = 100_000
const pauseMs = 100
/** A line that stands already says so by itself. */
const looksBefore = 10
const looksBetween = 120
const messageSchema = z.union([
  z.object({ type: z.literal('pong'), id: z.number() }),
  z.object({ type: z.literal('gate'), open: z.boolean() }),
  z.object({ type: z.string() }),
])

export async function openTalkingTab(input: TalkingTabInput): Promise<TalkingTab> {
  const { conversationId, cookie, livePort, publicUrl } = input
  const tabId = systemRandom.id()
  const headers = { cookie, origin: publicUrl, host: new URL(publicUrl).host }
  const open = (port: number, path: string) =>
    new Promise<WebSocket>((resolve, reject) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers })
      socket.once('open', () => resolve(socket))
      socket.on('error', reject)
    })

  const live = await open(livePort, '/live')
  const welcome = new Promise((resolve) => live.once('message', resolve))
  live.send(JSON.stringify({ type: 'hello', tabId }))
  await welcome
  live.send(JSON.stringify({ type: 'show', conversationId }))
  let pings = 0
  const stopPings = every(2_000, () => {
    pings += 1
    live.send(JSON.stringify({ type: 'ping', id: pings }))
  })

  let audio: WebSocket | undefined
  let frames: Frames = { heardMs: [], echoedMs: [] }
  let isGateOpen = false
  let sequence = 0
  const asked = new Map<number, number>()
  let lastAnswer = ''

  function hear(data: Buffer): void {
    const frame = decodeAudioFrame(data)
    if (frame.ok) frames.heardMs.push(systemClock.monotonicNow() - frame.value.captureTimeMs)
  }

  function read(text: string): void {
    const message = messageSchema.parse(JSON.parse(text))
    if ('open' in message) isGateOpen = message.open
    const askedAt = 'id' in message ? asked.get(message.id) : undefined
    if (askedAt !== undefined) frames.echoedMs.push(systemClock.monotonicNow() - askedAt)
  }

  function speak(): void {
    const encoded = encodeAudioFrame({
      kind: 'talk',
      sequence,
      captureTimeMs: systemClock.monotonicNow(),
      samples: tone(sequence),
    })
    sequence += 1
    if (encoded.ok && audio?.readyState === WebSocket.OPEN) audio.send(encoded.value)
  }

  function ask(): void {
    if (audio?.readyState !== WebSocket.OPEN) return
    const id = asked.size + 1
    asked.set(id, systemClock.monotonicNow())
    audio.send(JSON.stringify({ type: 'ping', id }))
  }

  async function pressCoach(): Promise<void> {
    const answer = await fetch(`${publicUrl}/api/conversations/${conversationId}/mode`, {
      method: 'POST',
      headers: {
        cookie,
        origin: publicUrl,
        'content-type': 'application/json',
        'idempotency-key': systemRandom.id(),
      },
      body: JSON.stringify({ mode: 'coach', tabId }),
    })
    lastAnswer = `${answer.status} ${await answer.text()}`
  }

  /** Pressed again where it was refused, or opened too late and was taken back. */
  async function openGate(): Promise<void> {
    let looks = 0
    await until(
      () => `an open gate: ${lastAnswer}`,
      async () => {
        if (!isGateOpen && looks % looksBetween === looksBefore) await pressCoach()
        looks += 1
        return isGateOpen
      },
    )
    audio?.send(JSON.stringify({ type: 'talk', conversationId, talking: true }))
  }

  const stopSpeaking = every(frameMs, speak)
  const stopAsking = every(echoEveryMs, ask)

  return {
    async soundAt(port) {
      audio?.removeAllListeners('message')
      audio?.close()
      isGateOpen = false
      frames = { heardMs: [], echoedMs: [] }
      audio = await open(port, `/audio?tabId=${tabId}`)
      audio.on('message', (data, isBinary) => {
        if (!Buffer.isBuffer(data)) return
        if (isBinary) hear(data)
        else read(data.toString('utf8'))
      })
      await openGate()
      await until(
        () => 'a second of sound',
        async () => frames.heardMs.length > 50,
      )
    },
    measure() {
      frames = { heardMs: [], echoedMs: [] }
      return frames
    },
    close() {
      for (const stop of [stopPings, stopSpeaking, stopAsking]) stop()
      audio?.close()
      live.close()
    },
  }
}

function tone(sequence: number): Int16Array {
  return Int16Array.from({ length: frameSamples }, (_, index) =>
    Math.round(4_000 * Math.sin((2 * Math.PI * 700 * (sequence * frameSamples + index)) / 16_000)),
  )
}

/** By when it was begun, so that no turn drifts. */
function every(periodMs: number, run: () => void): () => void {
  const beganAt = systemClock.monotonicNow()
  let turns = 0
  let cancel = () => {}
  const turn = () => {
    run()
    turns += 1
    cancel = systemClock.schedule(beganAt + turns * periodMs - systemClock.monotonicNow(), turn)
  }
  turn()
  return () => cancel()
}

async function until(what: () => string, isSo: () => Promise<boolean>): Promise<void> {
  const beganAt = systemClock.monotonicNow()
  while (!(await isSo())) {
    if (systemClock.monotonicNow() - beganAt > patienceMs) throw new Error(`not in time: ${what()}`)
    await sleep(systemClock, pauseMs)
  }
}
