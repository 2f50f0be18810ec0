/**
 * How many coaching lines one core of the server carries in real time. Panels and platform are a process of their own: each
 * line is a WebSocket from a panel, on which spoken frames come in, and one to the platform, on which whispered ones go out.
 * Between the two stands what stands there in the product: reading the frame, the gate's decision, the playout buffer, the
 * watch for silence, the gate again, the limiter, the send.
 *
 *   npx tsx bench/src/coaching-lines.bench.ts [lines, default 300] [seconds, default 10] [--json]
 */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import {
  audioFrameBytes,
  createAudioFrameSlot,
  frameMs,
  frameSamples,
  readAudioFrame,
  writeAudioFrame,
} from '@sotto/audio'
import { synthesizeSpeech } from '@sotto/audio/testing'
import { type Clock, repeat, seededRandom, sleep, systemClock } from '@sotto/kernel'
import { createCounters, createTalkPath, decideGate, type GateInput } from '@sotto/server'
import { createFakeClock } from '@sotto/testkit'
import { WebSocket, WebSocketServer } from 'ws'

const numbers = process.argv.slice(2).map(Number).filter(Number.isFinite)
const lines = numbers[0] ?? 300
const seconds = numbers[1] ?? 10
const settleMs = 2_000
/** Later than its turn by more than one frame: what the next buffer must be deeper for. */
const lateMs = frameMs

/** All that the gate looks at, as it is while somebody coaches. */
const coaching: GateInput = {
  panelPresent: true,
  agentIsThere: true,
  holdsLine: true,
  leaseHolds: true,
  modeIsSettled: true,
  lineIsLive: true,
  mediaIsOpen: true,
  phase: 'active',
  recordingPaused: false,
  truth: {
    agent: { hearsYou: true, certainty: 'confirmed', at: 0 },
    customer: { hearsYou: false, certainty: 'confirmed', at: 0 },
  },
  customerMustHear: false,
}

interface LineCounts {
  frames: number
  lateFrames: number
  worstMs: number
}

/** The system's clock, telling how late the run in hand is against the moment it was planned for. */
function createTellingClock(): Clock & { latenessMs: number } {
  const telling = {
    ...systemClock,
    latenessMs: 0,
    schedule(delayMs: number, run: () => void) {
      const dueMs = systemClock.monotonicNow() + delayMs
      return systemClock.schedule(delayMs, () => {
        telling.latenessMs = systemClock.monotonicNow() - dueMs
        run()
      })
    },
  }
  return telling
}

/** What the machine alone does to a timer of 20 ms, with nothing else in this process. */
async function idleLateShare(): Promise<number> {
  let ticks = 0
  let late = 0
  let dueMs = systemClock.monotonicNow() + frameMs
  while (ticks < 100) {
    await sleep(systemClock, Math.max(0, dueMs - systemClock.monotonicNow()))
    const nowMs = systemClock.monotonicNow()
    ticks += 1
    if (nowMs - dueMs > lateMs) late += 1
    dueMs = Math.max(dueMs + frameMs, nowMs)
  }
  return late / ticks
}

/** The server's side of one line. */
function carry(socket: WebSocket, platform: WebSocket, counts: LineCounts): void {
  const slot = createAudioFrameSlot()
  const counters = createCounters()
  const clock = createTellingClock()
  const talk = createTalkPath({
    clock,
    counters,
    preRollMs: 200,
    oldestSpeechMs: 1_000,
    silentMicrophoneMs: 60_000,
    onSilence: () => {},
    isGateOpen: () => decideGate(coaching).open,
    send(frame) {
      platform.send(new Uint8Array(frame.slice().buffer))
      counts.frames += 1
      if (clock.latenessMs > lateMs) counts.lateFrames += 1
      counts.worstMs = Math.max(counts.worstMs, clock.latenessMs)
      // What a late tick makes up for was due one frame after the other.
      clock.latenessMs = Math.max(0, clock.latenessMs - frameMs)
      return true
    },
  })
  talk.talk(true)
  socket.on('message', (data, isBinary) => {
    if (!isBinary || !(data instanceof Buffer)) return
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
    if (readAudioFrame(view, slot) === undefined) talk.push(slot)
  })
  socket.on('close', () => talk.reset())
}

/** The same way without sockets, in virtual time as fast as it goes: what the sound itself costs, whoever else is on the machine. */
function linesPerCoreWithoutSockets(): number {
  const clock = createFakeClock()
  const counters = createCounters()
  const count = 50
  const virtualSeconds = 20
  const speech = synthesizeSpeech({ random: seededRandom(4), durationMs: 10_000 })
  const available = Math.floor(speech.length / frameSamples)
  const bytes = new Uint8Array(audioFrameBytes('talk'))
  const view = new DataView(bytes.buffer)
  const slot = createAudioFrameSlot()
  let forwarded = 0
  const talks = Array.from({ length: count }, () =>
    createTalkPath({
      clock,
      counters,
      preRollMs: 200,
      oldestSpeechMs: 1_000,
      silentMicrophoneMs: 60_000,
      onSilence: () => {},
      isGateOpen: () => decideGate(coaching).open,
      send(frame) {
        forwarded += new Uint8Array(frame.slice().buffer).length
        return true
      },
    }),
  )
  for (const talk of talks) talk.talk(true)
  const before = process.cpuUsage()
  for (let sequence = 1; sequence <= virtualSeconds * 50; sequence += 1) {
    talks.forEach((talk, index) => {
      const start = ((sequence + index * 7) % available) * frameSamples
      const samples = speech.subarray(start, start + frameSamples)
      writeAudioFrame({ kind: 'talk', sequence, captureTimeMs: sequence * frameMs, samples }, view)
      if (readAudioFrame(view, slot) === undefined) talk.push(slot)
    })
    clock.advanceSync(frameMs)
  }
  const { user, system } = process.cpuUsage(before)
  for (const talk of talks) talk.reset()
  return forwarded === 0 ? 0 : (count * virtualSeconds) / ((user + system) / 1e6)
}

async function portOf(server: WebSocketServer): Promise<number> {
  await new Promise((resolve) => server.on('listening', resolve))
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** The other process: every line's panel, which speaks, and its platform, which only takes. */
async function beAllPanels(port: number, count: number): Promise<void> {
  process.send?.(await portOf(new WebSocketServer({ port: 0, host: '127.0.0.1' })))
  const speech = synthesizeSpeech({ random: seededRandom(3), durationMs: 10_000 })
  const available = Math.floor(speech.length / frameSamples)
  const sockets = Array.from({ length: count }, () => new WebSocket(`ws://127.0.0.1:${port}`))
  const sequences = new Uint32Array(count)
  const startMs = systemClock.monotonicNow()
  const bytes = new Uint8Array(audioFrameBytes('talk'))
  const view = new DataView(bytes.buffer)
  repeat(systemClock, 5, () => {
    const nowMs = systemClock.monotonicNow() - startMs
    sockets.forEach((socket, index) => {
      if (socket.readyState !== WebSocket.OPEN) return
      // Lines are spread over the 20 ms, as people are.
      const dueFrames = Math.floor((nowMs - (index % 20)) / frameMs)
      if ((sequences[index] ?? 0) === 0) sequences[index] = Math.max(1, dueFrames - 1)
      for (let sequence = sequences[index] ?? 1; sequence < dueFrames; sequence += 1) {
        const start = ((sequence + index * 7) % available) * frameSamples
        const samples = speech.subarray(start, start + frameSamples)
        const captureTimeMs = sequence * frameMs
        writeAudioFrame({ kind: 'talk', sequence, captureTimeMs, samples }, view)
        socket.send(bytes.slice())
        sequences[index] = sequence + 1
      }
    })
  })
  process.on('disconnect', () => process.exit(0))
}

/** The process of panels and platform, and the port on which its platform takes lines. */
async function startTheOthers(port: number): Promise<{ stop(): void; platformPort: number }> {
  const others = fork(fileURLToPath(import.meta.url), ['--panels', String(port), String(lines)])
  const platformPort = await new Promise<number>((resolve) =>
    others.once('message', (told) => resolve(Number(told))),
  )
  return { platformPort, stop: () => others.disconnect() }
}

async function beTheServer(): Promise<void> {
  const machineLateShare = await idleLateShare()
  const withoutSockets = linesPerCoreWithoutSockets()
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  const counts: LineCounts = { frames: 0, lateFrames: 0, worstMs: 0 }
  const platforms: WebSocket[] = []
  let connected = 0
  const others = await startTheOthers(await portOf(server))
  server.on('connection', (socket) => {
    const platform = new WebSocket(`ws://127.0.0.1:${others.platformPort}`, {
      perMessageDeflate: false,
    })
    platforms.push(platform)
    platform.on('open', () => {
      connected += 1
      carry(socket, platform, counts)
    })
  })
  while (connected < lines) await sleep(systemClock, 50)
  await sleep(systemClock, settleMs)
  Object.assign(counts, { frames: 0, lateFrames: 0, worstMs: 0 })
  const beganMs = systemClock.monotonicNow()
  const before = process.cpuUsage()
  await sleep(systemClock, seconds * 1_000)
  const { user, system } = process.cpuUsage(before)
  const elapsedMs = systemClock.monotonicNow() - beganMs
  const coreShare = (user + system) / 1_000 / elapsedMs
  const result = {
    lines,
    seconds,
    framesPerLineAndSecond: counts.frames / lines / (elapsedMs / 1_000),
    machineLateShare,
    lateShare: counts.lateFrames / counts.frames,
    worstMs: counts.worstMs,
    coreShare,
    linesPerCore: lines / coreShare,
    linesPerCoreWithoutSockets: withoutSockets,
  }
  others.stop()
  for (const socket of [...server.clients, ...platforms]) socket.terminate()
  server.close()
  if (process.argv.includes('--json')) {
    process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`)
    return
  }
  process.stdout.write(
    `${lines} coaching lines for ${seconds} s: ${result.framesPerLineAndSecond.toFixed(1)} frames per line and second (50 owed)\n` +
      `frames more than ${lateMs} ms late: ${(result.lateShare * 100).toFixed(3)} % (at most 0.1), the worst ${result.worstMs.toFixed(0)} ms; ` +
      `of a bare timer before, in an empty process: ${(machineLateShare * 100).toFixed(1)} %\n` +
      `${(coreShare * 100).toFixed(0)} % of one core: one core carries ${result.linesPerCore.toFixed(0)} lines (at least 300)\n` +
      `without the sockets, in virtual time: ${withoutSockets.toFixed(0)} lines per core\n`,
  )
}

if (process.argv[2] === '--panels')
  await beAllPanels(Number(process.argv[3]), Number(process.argv[4]))
else await beTheServer()
