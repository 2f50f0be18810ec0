// The platform's plain saturating sum, fed as we feed it and as a careless client would: what its own counter says.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLimiter, floatToInt16, frameMs, frameSamples, fromDbfs } from '@sotto/audio'
import { synthesizeSpeech } from '@sotto/audio/testing'
import { seededRandom, silentLogger } from '@sotto/kernel'
import { createMediaEngine, createScriptedVoice, noFaults } from '@sotto/simulator'
import { createFakeClock } from '@sotto/testkit'
import { afterEach, describe, expect, it } from 'vitest'
import { defaultCoachingSettings } from '../../src/live/coaching-settings.ts'

const durationMs = 8_000
const undo: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const run of undo.splice(0)) await run()
})

function voice(seed: number, peakDbfs: number) {
  const samples = synthesizeSpeech({
    random: seededRandom(seed),
    durationMs,
    peakDbfs,
    pauseShare: 0.1,
  })
  return createScriptedVoice({ samples, loop: true })
}

/** A microphone turned up until it overshoots: speech with peaks of twice full scale. */
function shout(): Float32Array {
  const speech = synthesizeSpeech({ random: seededRandom(9), durationMs, peakDbfs: 0 })
  return Float32Array.from(speech, (value) => (2 * value) / 32_768)
}

/** Whispers into a call for eight seconds and answers how many samples the agent's ear lost. */
async function clippedSamples(options: {
  readonly mixLevel: number
  readonly isLimited: boolean
  readonly customerPeakDbfs: number
}): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), 'sotto-level-'))
  const clock = createFakeClock()
  const engine = createMediaEngine({
    clock,
    faults: { current: noFaults },
    directory,
    logger: silentLogger,
    onFailure: (failure) => {
      throw failure
    },
  })
  undo.push(async () => {
    await engine.close()
    await rm(directory, { recursive: true, force: true })
  })
  const voices = { agent: voice(1, -9), customer: voice(2, options.customerPeakDbfs) }
  const conversationId = 'call'
  engine.startCall({ conversationId, state: 'ACTIVE', voices, recordingPaused: false })
  engine.openLine({
    controlId: 'whisper',
    conversationId,
    controlType: 'WHISPER',
    mixLevel: options.mixLevel,
  })
  const attachment = engine.attach('whisper', {
    opened() {},
    ready: () => true,
    deliver() {},
    position() {},
    closed() {},
    replaced() {},
  })
  const limiter = createLimiter({ sampleRateHz: 16_000 })
  const said = shout()
  const frame = new Int16Array(frameSamples)
  for (let start = 0; start < said.length; start += frameSamples) {
    const block = said.slice(start, start + frameSamples)
    if (options.isLimited) limiter.process([block])
    floatToInt16(block, frame)
    attachment?.receive(new Uint8Array(frame.slice().buffer))
    clock.advanceSync(frameMs)
  }
  clock.advanceSync(500)
  const position = attachment?.position()
  expect(position?.mixedSamples).toBeGreaterThan(100_000)
  return position?.clippedSamples ?? Number.NaN
}

describe('the level in the agent’s ear', () => {
  it('[AU54] behind our limiter, at our levels, the platform’s sum clips no sample beside a customer at ordinary levels', async () => {
    for (const mixLevel of [0.5, 0.65])
      for (const customerPeakDbfs of [-12, -6, -4])
        expect(await clippedSamples({ mixLevel, isLimited: true, customerPeakDbfs })).toBe(0)
    expect(defaultCoachingSettings.defaultMixLevel).toBe(0.65)
    expect(fromDbfs(-6) * 0.65 + fromDbfs(-4)).toBeLessThan(1)
  })

  it('[AU54] without them the guide’s trap is heard', async () => {
    const customerPeakDbfs = -6
    const careless = await clippedSamples({ mixLevel: 1, isLimited: false, customerPeakDbfs })
    expect(careless).toBeGreaterThan(1_000)
    const limitedOnly = await clippedSamples({ mixLevel: 1, isLimited: true, customerPeakDbfs: -1 })
    expect(limitedOnly).toBeGreaterThan(0)
  })
})
