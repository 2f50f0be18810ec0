/**
 * Everybody around the carrier under test, in a process of their own: every line's panel, which speaks, and its platform, which
 * takes what is whispered and says every 500 ms how it fares. Panels speak one after the other, evenly over the 20 ms.
 */
import { audioFrameBytes, frameMs, frameSamples, writeAudioFrame } from '@sotto/audio'
import { synthesizeSpeech } from '@sotto/audio/testing'
import { repeat, seededRandom, sleep, systemClock } from '@sotto/kernel'
import { WebSocket, WebSocketServer } from 'ws'
import { answerAsked } from '../processes/asking.ts'
import { type Arrivals, createArrivals } from './arrivals.ts'
import { portOf } from './port-of.ts'

/** What was seen from here since `begin`. */
export interface LoadReport {
  readonly sentFrames: number
  /** Frames that this process itself sent more than 20 ms after their turn: no carrier's fault. */
  readonly lateSentShare: number
  readonly arrivedFrames: number
  /** Frames that came in the place of the one after them, or later (`arrivals.ts`). */
  readonly lateArrivedShare: number
}

interface Talker {
  readonly socket: WebSocket
  readonly conversationId: string
  isTalking: boolean
  sequence: number
}

const positionEveryMs = 500
const openedAtOnce = 10
/** Keys go down at all places of the 20 ms alike, as people press them. */
const keysApartMs = 3
const openWithinMs = 60_000

export async function beTheLoad(): Promise<void> {
  const talkers: Talker[] = []
  const arrivals = new Set<Arrivals>()
  const sent = { frames: 0, late: 0 }
  const platform = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
  platform.on('connection', (socket) => takeWhispers(socket, arrivals))
  startTalking(talkers, sent)

  answerAsked({
    port: () => portOf(platform),
    /** Resolves when every panel speaks. */
    async open({ port, lines }: { port: number; lines: number }) {
      for (let line = 0; line < lines; line += openedAtOnce) {
        const group = Array.from({ length: Math.min(openedAtOnce, lines - line) })
        talkers.push(...(await Promise.all(group.map((_, index) => openPanel(port, line + index)))))
      }
      for (const talker of talkers) {
        pressKey(talker)
        await sleep(systemClock, keysApartMs)
      }
    },
    begin() {
      Object.assign(sent, { frames: 0, late: 0 })
      for (const line of arrivals) line.begin()
    },
    end(): LoadReport {
      const seen = [...arrivals].map((line) => line.read())
      const frames = seen.reduce((sum, line) => sum + line.frames, 0)
      const late = seen.reduce((sum, line) => sum + line.late, 0)
      return {
        sentFrames: sent.frames,
        lateSentShare: sent.late / sent.frames,
        arrivedFrames: frames,
        lateArrivedShare: late / frames,
      }
    },
    close() {
      for (const { socket } of talkers.splice(0)) socket.terminate()
    },
  })
}

/** Resolves when the carrier has said that the gate is open. */
async function openPanel(port: number, line: number): Promise<Talker> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/?line=${line}`, { perMessageDeflate: false })
  const talker = { socket, conversationId: `conversation-${line}`, isTalking: false, sequence: 0 }
  await new Promise<void>((resolve, reject) => {
    systemClock.schedule(openWithinMs, () => reject(new Error(`line ${line} does not open`)))
    socket.on('error', reject)
    socket.on('message', (data, isBinary) => {
      const message: { type?: string; open?: boolean } = isBinary ? {} : JSON.parse(String(data))

      if (message.type === 'gate' && message.open === true) resolve()
    })
  })
  return talker
}

function pressKey(talker: Talker): void {
  const { conversationId, socket } = talker
  socket.send(JSON.stringify({ type: 'talk', conversationId, talking: true }))
  talker.isTalking = true
}

/** A whisper's socket says so by its kind of message: only it carries sound. */
function takeWhispers(socket: WebSocket, all: Set<Arrivals>): void {
  const arrivals = createArrivals(systemClock)
  let frames = 0
  const stop = repeat(systemClock, positionEveryMs, () => {
    if (frames === 0) return
    const samples = frames * frameSamples
    socket.send(
      JSON.stringify({
        type: 'position',
        receivedSamples: samples,
        mixedSamples: samples,
        underrunSamples: 0,
        clippedSamples: 0,
      }),
    )
  })
  socket.on('message', (data, isBinary) => {
    if (!isBinary) {
      const { type }: { type: string } = JSON.parse(String(data))
      if (type === 'open') socket.send('{"type":"opened"}')
      else if (type === 'ping') socket.send('{"type":"pong"}')
      return
    }
    if (frames === 0) all.add(arrivals)
    frames += 1
    arrivals.arrive()
  })
  socket.on('error', () => {})
  socket.on('close', () => {
    stop()
    all.delete(arrivals)
  })
}

/** Each millisecond speak those whose turn has come. A frame carries the time of its turn, as a microphone would give it. */
function startTalking(talkers: readonly Talker[], sent: { frames: number; late: number }): void {
  const speech = synthesizeSpeech({ random: seededRandom(3), durationMs: 10_000 })
  const available = Math.floor(speech.length / frameSamples)
  const startedMs = systemClock.monotonicNow()
  const view = new DataView(new ArrayBuffer(audioFrameBytes('talk')))

  function speak(talker: Talker, line: number, turn: number): void {
    const start = ((turn + line * 7) % available) * frameSamples
    writeAudioFrame(
      {
        kind: 'talk',
        sequence: talker.sequence,
        captureTimeMs: turn * frameMs,
        samples: speech.subarray(start, start + frameSamples),
      },
      view,
    )
    talker.sequence += 1
    talker.socket.send(new Uint8Array(view.buffer.slice(0)))
  }

  const turns = new Map<Talker, number>()
  repeat(systemClock, 1, () => {
    const elapsedMs = systemClock.monotonicNow() - startedMs
    talkers.forEach((talker, line) => {
      if (!talker.isTalking || talker.socket.readyState !== WebSocket.OPEN) return
      const phaseMs = (line / talkers.length) * frameMs
      const due = Math.floor((elapsedMs - phaseMs) / frameMs)
      for (let turn = turns.get(talker) ?? due; turn <= due; turn += 1) {
        if (elapsedMs - phaseMs - turn * frameMs > frameMs) sent.late += 1
        sent.frames += 1
        speak(talker, line, turn)
      }
      turns.set(talker, Math.max(due + 1, turns.get(talker) ?? 0))
    })
  })
}
