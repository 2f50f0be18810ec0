/**
 * Memory taken per 20 ms frame in steady state, on the way from the microphone and on the way to the platform: 0 bytes,
 * or the collector would stop the sound now and then. By the heap's own counter, read so often that a collection in between
 * is seen: it would hide what was taken before it.
 *
 *   npx tsx bench/src/allocation.bench.ts [frames, default 20000] [--json]
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import {
  type AudioFrame,
  audioFrameBytes,
  createAudioFrameSlot,
  createFrame,
  createFrameLimiter,
  createFramer,
  createLevelMeter,
  createLimiter,
  createPlayoutBuffer,
  createResampler,
  createTalkBalance,
  createVoiceActivity,
  floatToInt16,
  frameMs,
  frameSamples,
  readAudioFrame,
  writeAudioFrame,
} from '@sotto/audio'
import { synthesizeSpeech } from '@sotto/audio/testing'
import { seededRandom } from '@sotto/kernel'

const frames = Number(process.argv[2]) || 20_000
const loudest = 32_767

setFlagsFromString('--expose-gc')
const collectGarbage: unknown = runInNewContext('gc')

function heapBytes(): number {
  return process.memoryUsage().heapUsed
}

function collect(): void {
  if (typeof collectGarbage === 'function') collectGarbage()
}

interface Path {
  readonly name: string
  /** Runs one more frame. */
  readonly step: () => void
}

/** A worklet's 128-sample quanta to frames as they are sent. */
function capturePath(inputRateHz: number): Path {
  const quantum = Float32Array.from({ length: 128 }, (_, index) => 0.8 * Math.sin(index / 7))
  const resampler = createResampler({ inputRateHz, outputRateHz: 16_000 })
  const resampled = new Float32Array(resampler.outputCapacity(quantum.length))
  const limiter = createLimiter({ sampleRateHz: 16_000 })
  const meter = createLevelMeter()
  const limited = [new Float32Array(frameSamples)] as const
  const samples = createFrame()
  const wire = new DataView(new ArrayBuffer(audioFrameBytes('talk')))
  const frame: { -readonly [Key in keyof AudioFrame]: AudioFrame[Key] } = {
    kind: 'talk',
    sequence: 0,
    captureTimeMs: 0.5,
    samples,
  }
  let handed = 0
  const framer = createFramer({
    frame: limited[0],
    onFrame() {
      limiter.process(limited)
      floatToInt16(limited[0], samples)
      frame.sequence = handed
      writeAudioFrame(frame, wire)
      handed += 1
    },
  })
  return {
    name: `${inputRateHz / 1000} kHz → resample → frame → limiter → wire`,
    step() {
      const wanted = handed + 1
      while (handed < wanted) {
        meter.pushFloat(quantum)
        framer.push(resampled, resampler.process(quantum, resampled))
      }
    },
  }
}

/** What comes from a socket to what is handed to the platform, over a network with unrest. */
function forwardPath(): Path {
  const random = seededRandom(7)
  const speech = synthesizeSpeech({ random, durationMs: 20_000 })
  const count = Math.floor(speech.length / frameSamples)
  const wires = Array.from({ length: count }, (_, index) => {
    const wire = new DataView(new ArrayBuffer(audioFrameBytes('talk')))
    const samples = speech.slice(index * frameSamples, (index + 1) * frameSamples)
    writeAudioFrame({ kind: 'talk', sequence: 0, captureTimeMs: 0, samples }, wire)
    return { wire, bytes: new Uint8Array(wire.buffer) }
  })
  const unrestMs = Float64Array.from({ length: 997 }, (_, index) =>
    index % 211 === 0 ? 60 : Math.floor(random.next() * 12),
  )
  const slot = createAudioFrameSlot()
  const mono = slot.samples.subarray(0, frameSamples)
  const buffer = createPlayoutBuffer()
  const limiter = createFrameLimiter()
  const voice = createVoiceActivity()
  const balance = createTalkBalance()
  const output = createFrame()
  const nowMs = new Float64Array(1)
  const arrivalMs = new Float64Array(1)
  let sequence = 0
  function take(): void {
    const next = wires[sequence % count]
    if (next === undefined) return
    const { bytes, wire } = next
    wire.setUint32(4, sequence, true)
    // Half a percent fast, as the worst of sound cards. In whole milliseconds: a fraction handed to a function is boxed.
    wire.setFloat64(8, Math.round(sequence * frameMs * 1.005), true)
    readAudioFrame(bytes, slot)
    buffer.push(mono, slot.sequence, slot.captureTimeMs, arrivalMs[0] ?? 0)
    sequence += 1
  }
  return {
    name: 'socket → playout buffer → frame limiter → forward',
    step() {
      const now = (nowMs[0] ?? 0) + frameMs
      nowMs[0] = now
      for (;;) {
        const dueMs = sequence * frameMs + (unrestMs[sequence % unrestMs.length] ?? 0)
        arrivalMs[0] = Math.max(arrivalMs[0] ?? 0, dueMs)
        if ((arrivalMs[0] ?? 0) > now) break
        take()
      }
      if (buffer.pull(now, output) === 'silence') return
      // Every fifth is what only a foreign panel sends.
      if (sequence % 5 === 0) output.fill(loudest, 0, frameSamples / 2)
      limiter.limit(output)
      balance.push(false, voice.push(output))
    },
  }
}

/** A collection also throws compiled code away: so many frames go by before the counter is read. */
const settlingFrames = 2_000
/** Even a path that takes a kilobyte per frame is not collected in each piece. */
const pieceFrames = 500

/** How much the heap grows in one piece, on average of those in which nothing was collected. NaN when there was none. */
function growthOfPiece(pieces: number, runPiece: () => void): number {
  let grown = 0
  let counted = 0
  for (let piece = 0; piece < pieces; piece += 1) {
    const before = heapBytes()
    runPiece()
    const growth = heapBytes() - before
    if (growth < 0) continue
    grown += growth
    counted += 1
  }
  return grown / counted
}

/** Of several rounds the least: others on the same heap can only add to it. */
function leastGrowth(settle: () => void, runPiece: () => void): number {
  let least = Number.POSITIVE_INFINITY
  for (let round = 0; round < 5; round += 1) {
    collect()
    settle()
    least = Math.min(least, growthOfPiece(Math.ceil(frames / pieceFrames), runPiece))
  }
  return least
}

/** Warm first, so that the engine has compiled what it will run. What the measuring itself leaves in the heap is taken off. */
function bytesPerFrame({ step }: Path): number {
  const run = (count: number) => {
    for (let frame = 0; frame < count; frame += 1) step()
  }
  run(2 * frames)
  const settle = () => run(settlingFrames)
  const grown = leastGrowth(settle, () => run(pieceFrames))
  return Math.max(0, grown - leastGrowth(settle, () => {})) / pieceFrames
}

/** A check that can fail: a path that takes a few bytes per frame is seen. */
function wastefulPath(): Path {
  const kept: { value: number }[] = [{ value: 0 }]
  return {
    name: '(one small object per frame, for comparison)',
    step() {
      kept[0] = { value: kept.length }
    },
  }
}

/** So much that the young generation is collected many times over while it is measured. */
function viewPath(): Path {
  const samples = createFrame()
  const kept = [samples]
  return {
    name: '(one view of a frame per frame, for comparison)',
    step() {
      kept[0] = samples.subarray(0, frameSamples)
    },
  }
}

const results = [
  capturePath(48_000),
  capturePath(44_100),
  capturePath(16_000),
  forwardPath(),
  wastefulPath(),
  viewPath(),
].map((path) => ({ name: path.name, bytesPerFrame: bytesPerFrame(path) }))

if (process.argv.includes('--json'))
  process.stdout.write(`${JSON.stringify({ frames, results }, undefined, 2)}\n`)
else
  for (const { name, bytesPerFrame: bytes } of results)
    process.stdout.write(`${name.padEnd(56)}${bytes.toFixed(2).padStart(8)} bytes per frame\n`)
