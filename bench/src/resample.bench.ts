/**
 * What our resampler costs and how clean it is, beside speex and libsamplerate (both WASM, from npm) and the two ways that
 * suggest themselves: taking every third sample, and the same kind of filter written plainly. All in one run and by turns,
 * 48 kHz in 20 ms blocks to 16 kHz, so that the ratios hold on any machine. Speex takes and gives 16 bit, and is spared the
 * conversion that a browser's floating-point samples would need.
 *
 *   npx tsx bench/src/resample.bench.ts [--json]
 */
import { createRequire } from 'node:module'
import type * as Libsamplerate from '@alexanderolsen/libsamplerate-js'
import { createResampler, toInt16 } from '@sotto/audio'
import { systemClock } from '@sotto/kernel'
import type * as Speex from 'speex-resampler'

// Both are CommonJS whose types promise names that an import cannot see.
const load = createRequire(import.meta.url)
const speex = loadModule('speex-resampler', isSpeex)
const { create: createLibsamplerate } = loadModule(
  '@alexanderolsen/libsamplerate-js',
  isLibsamplerate,
)

function loadModule<Module>(name: string, isIt: (module: unknown) => module is Module): Module {
  const module: unknown = load(name)
  if (!isIt(module)) throw new Error(`${name} is not what its types say`)
  return module
}

function isSpeex(module: unknown): module is typeof Speex {
  return typeof module === 'object' && module !== null && 'default' in module
}

function isLibsamplerate(module: unknown): module is typeof Libsamplerate {
  return typeof module === 'object' && module !== null && 'create' in module
}

const outputRateHz = 16_000
const inputRateHz = 48_000
const toneSeconds = 0.5

/** Takes one block and answers how many samples it wrote. */
type Convert = (input: Float32Array, output: Float32Array) => number

interface Candidate {
  readonly name: string
  readonly rateHz: number
  readonly create: () => Convert
  /** What is timed, where that is less than what is heard: without the conversions around it. */
  readonly createCore?: () => () => void
}

interface Quality {
  readonly alias8400Db: number
  readonly worstAlias9To23KilohertzDb: number
  readonly gain7000Db: number
  readonly signalToNoise16BitDb: number
}

const ours = (rateHz: number): Candidate => ({
  name: `ours, ${rateHz / 1000} kHz`,
  rateHz,
  create: () => createResampler({ inputRateHz: rateHz, outputRateHz }).process,
})

/** In 16 bit, as the package takes it. */
const speexOf = (quality: number, rateHz = inputRateHz): Candidate => ({
  name: `speex ${quality}, ${rateHz / 1000} kHz`,
  rateHz,
  create() {
    const resampler = new speex.default(1, rateHz, outputRateHz, quality)
    return (input, output) => {
      const bytes = resampler.processChunk(Buffer.from(Int16Array.from(input, toInt16).buffer))
      for (let index = 0; index < bytes.length / 2; index += 1)
        output[index] = bytes.readInt16LE(index * 2) / 32_768
      return bytes.length / 2
    }
  },
  createCore() {
    const resampler = new speex.default(1, rateHz, outputRateHz, quality)
    const block = Buffer.from(Int16Array.from(testBlock(rateHz), toInt16).buffer)
    return () => resampler.processChunk(block)
  },
})

await speex.default.initPromise

/** Its own state lives in the module: one at a time. */
const libsamplerate = await createLibsamplerate(1, inputRateHz, outputRateHz, {
  converterType: 2,
})

const libsamplerateOf = (name: string, converterType: 0 | 1 | 2): Candidate => ({
  name: `libsamplerate, ${name}`,
  rateHz: inputRateHz,
  create() {
    // Setting the rate begins anew.
    libsamplerate.converterType = converterType
    libsamplerate.inputSampleRate = inputRateHz
    const written = { frames: 0 }
    return (input, output) => {
      libsamplerate.full(input, output, written)
      return written.frames
    }
  },
})

const candidates: readonly Candidate[] = [
  { name: 'every third sample', rateHz: inputRateHz, create: () => everyThird },
  plainFilter(145, 7_450),
  plainFilter(241, 7_600),
  speexOf(5),
  speexOf(7),
  speexOf(7, 44_100),
  speexOf(10),
  libsamplerateOf('fastest', 2),
  libsamplerateOf('medium', 1),
  libsamplerateOf('best', 0),
  ours(inputRateHz),
  ours(44_100),
  ours(96_000),
]

function testBlock(rateHz: number): Float32Array {
  return tone(1_000, rateHz).slice(0, rateHz / 50)
}

function everyThird(input: Float32Array, output: Float32Array): number {
  const count = input.length / 3
  for (let index = 0; index < count; index += 1) output[index] = input[index * 3] ?? 0
  return count
}

/** A windowed sinc (Kaiser, beta 9) as a textbook has it: one loop over a ring of the last inputs. */
function plainFilter(taps: number, cutoffHz: number): Candidate {
  const weights = Float64Array.from({ length: taps }, (_, tap) => {
    const time = tap - (taps - 1) / 2
    const x = (2 * cutoffHz * time) / inputRateHz
    const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)
    const place = time / (taps / 2)
    return sinc * besselI0(9 * Math.sqrt(1 - place * place))
  })
  const sum = weights.reduce((total, weight) => total + weight, 0)
  const filter = weights.map((weight) => weight / sum)
  return {
    name: `plain filter, ${taps} taps`,
    rateHz: inputRateHz,
    create() {
      const ring = new Float64Array(taps)
      let cursor = 0
      return (input, output) => {
        let written = 0
        for (let index = 0; index < input.length; index += 1) {
          ring[cursor] = input[index] ?? 0
          cursor = (cursor + 1) % taps
          if (index % 3 !== 2) continue
          let value = 0
          for (let tap = 0; tap < taps; tap += 1)
            value += (filter[tap] ?? 0) * (ring[(cursor + tap) % taps] ?? 0)
          output[written] = value
          written += 1
        }
        return written
      }
    },
  }
}

function besselI0(x: number): number {
  let term = 1
  let sum = 1
  for (let k = 1; term > sum * 1e-17; k += 1) {
    term *= (x / (2 * k)) ** 2
    sum += term
  }
  return sum
}

function tone(frequencyHz: number, rateHz: number): Float32Array {
  const step = (2 * Math.PI * frequencyHz) / rateHz
  return Float32Array.from({ length: rateHz * toneSeconds }, (_, index) => Math.sin(step * index))
}

/** The output for a full-scale tone, without the 50 ms in which filters fill. */
function outputFor(candidate: Candidate, frequencyHz: number): Float32Array {
  const convert = candidate.create()
  const input = tone(frequencyHz, candidate.rateHz)
  const block = candidate.rateHz / 50
  const room = new Float32Array(1_024)
  const heard: number[] = []
  for (let start = 0; start + block <= input.length; start += block) {
    const count = convert(input.subarray(start, start + block), room)
    heard.push(...room.subarray(0, count))
  }
  return Float32Array.from(heard.slice(outputRateHz / 20))
}

function rms(samples: ArrayLike<number>): number {
  let energy = 0
  for (let index = 0; index < samples.length; index += 1) energy += (samples[index] ?? 0) ** 2
  return Math.sqrt(energy / samples.length)
}

const decibels = (ratio: number) => 20 * Math.log10(Math.max(1e-10, ratio))
const levelDb = (samples: Float32Array) => decibels(rms(samples) * Math.SQRT2)

/** What is beside the tone once the output is 16 bit: sine and cosine are fitted over whole periods and taken away. */
function signalToNoiseDb(samples: Float32Array, frequencyHz: number): number {
  const coded = samples.map((value) => toInt16(value) / 32_768)
  const step = (2 * Math.PI * frequencyHz) / outputRateHz
  let sine = 0
  let cosine = 0
  for (let index = 0; index < coded.length; index += 1) {
    sine += (2 * (coded[index] ?? 0) * Math.sin(step * index)) / coded.length
    cosine += (2 * (coded[index] ?? 0) * Math.cos(step * index)) / coded.length
  }
  const rest = coded.map(
    (value, index) => value - sine * Math.sin(step * index) - cosine * Math.cos(step * index),
  )
  return decibels(Math.hypot(sine, cosine) / Math.SQRT2 / rms(rest))
}

function judge(candidate: Candidate): Quality {
  let worst = Number.NEGATIVE_INFINITY
  const highestHz = Math.min(23_000, candidate.rateHz / 2 - 100)
  for (let frequencyHz = 9_000; frequencyHz <= highestHz; frequencyHz += 350)
    worst = Math.max(worst, levelDb(outputFor(candidate, frequencyHz)))
  return {
    alias8400Db: levelDb(outputFor(candidate, 8_400)),
    worstAlias9To23KilohertzDb: worst,
    gain7000Db: levelDb(outputFor(candidate, 7_000)),
    // 1,040 Hz: whole periods in the 450 ms that are heard, but not in a few samples.
    signalToNoise16BitDb: signalToNoiseDb(outputFor(candidate, 1_040), 1_040),
  }
}

/** Runs one candidate's 20 ms again and again. */
interface Runner {
  readonly run: () => void
  bestMs: number
}

const framesPerTurn = 20
const turns = 200

function startRunner(candidate: Candidate): Runner {
  const convert = candidate.create()
  const input = testBlock(candidate.rateHz)
  const output = new Float32Array(1_024)
  const run = candidate.createCore?.() ?? (() => void convert(input, output))
  return { run, bestMs: Number.POSITIVE_INFINITY }
}

function takeTurn(runner: Runner): void {
  const startMs = systemClock.monotonicNow()
  for (let frame = 0; frame < framesPerTurn; frame += 1) runner.run()
  runner.bestMs = Math.min(runner.bestMs, systemClock.monotonicNow() - startMs)
}

/** By turns, the best of many short ones, since anything else on the machine can only slow them. */
function timeAll(): readonly number[] {
  const runners = candidates.filter((one) => !one.name.startsWith('libsam')).map(startRunner)
  for (let turn = 0; turn < turns; turn += 1) for (const runner of runners) takeTurn(runner)
  // One converter at a time is all that the module can hold.
  const shared = candidates
    .filter((one) => one.name.startsWith('libsam'))
    .map((candidate) => {
      const runner = startRunner(candidate)
      for (let turn = 0; turn < turns; turn += 1) takeTurn(runner)
      return runner
    })
  let next = 0
  let nextShared = 0
  return candidates.map(({ name }) => {
    const isShared = name.startsWith('libsam')
    const runner = isShared ? shared[nextShared] : runners[next]
    if (isShared) nextShared += 1
    else next += 1
    return (framesPerTurn * 20) / (runner?.bestMs ?? Number.NaN)
  })
}

const speeds = timeAll()
const results = candidates.map((candidate, index) => ({
  name: candidate.name,
  rateHz: candidate.rateHz,
  ...judge(candidate),
  timesRealTime: speeds[index] ?? Number.NaN,
}))

function row(cells: readonly string[]): string {
  return `${(cells[0] ?? '').padEnd(24)}${cells
    .slice(1)
    .map((cell) => cell.padStart(13))
    .join('')}\n`
}

if (process.argv.includes('--json')) {
  process.stdout.write(`${JSON.stringify({ outputRateHz, results }, undefined, 2)}\n`)
} else {
  process.stdout.write(
    row(['to 16 kHz', '8.4 kHz dB', '9-23 kHz dB', '7 kHz dB', 'SNR 16 bit', 'x real time']) +
      row(['', '<= -90', '<= -96', '+-0.1', '>= 96', '']).trimEnd(),
  )
  process.stdout.write('\n')
  for (const result of results)
    process.stdout.write(
      row([
        result.name,
        result.alias8400Db.toFixed(1),
        result.worstAlias9To23KilohertzDb.toFixed(1),
        result.gain7000Db.toFixed(2),
        result.signalToNoise16BitDb.toFixed(1),
        result.timesRealTime.toFixed(0),
      ]),
    )
  const speedOf = (name: string) =>
    results.find((result) => result.name === name)?.timesRealTime ?? Number.NaN
  const own = ours(inputRateHz).name
  process.stdout.write('\n')
  for (const [mine, other, atMost] of [
    [own, speexOf(7).name, ' (at most 0.60, aim 0.40)'],
    [ours(44_100).name, speexOf(7, 44_100).name, ' (at most 0.60, aim 0.40)'],
    [own, speexOf(10).name, ''],
    [own, 'libsamplerate, fastest', ''],
    [own, 'plain filter, 145 taps', ''],
  ] as const) {
    const ratio = speedOf(other) / speedOf(mine)
    process.stdout.write(`${mine}: ${ratio.toFixed(2)} x the time of ${other}${atMost}\n`)
  }
}
