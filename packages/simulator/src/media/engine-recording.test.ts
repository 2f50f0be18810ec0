import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeWav, frameSamples } from '@sotto/audio'
import { afterEach, describe, expect, it } from 'vitest'
import { type Party, type RecordingLeg, recordingLegs } from './media-engine.ts'
import type { Trial } from './testing/engine-on-trial.ts'
import {
  call,
  createStallingClock,
  isSilent,
  noiseFrame,
  noiseVoice,
  startTrial,
  sumOf,
} from './testing/engine-on-trial.ts'

const everyone: readonly Party[] = ['agent', 'customer', 'external', 'second-agent']
const legsOfEveryone = recordingLegs.filter(
  (leg) => !['supervisor-ear', 'whisper-channel', 'supervisor-channel'].includes(leg),
)

const cleaners: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const clean of cleaners.splice(0)) await clean()
})

async function onDisk(): Promise<{ directory: string; trial: Trial }> {
  const directory = await mkdtemp(join(tmpdir(), 'sotto-media-'))
  const trial = startTrial({ directory })
  cleaners.push(
    () => trial.engine.close(),
    () => rm(directory, { recursive: true, force: true }),
  )
  return { directory, trial }
}

/** A life through every state, with changes inside frames. */
function live(trial: Trial): void {
  const { engine, clock } = trial
  clock.advanceSync(333)
  engine.changeCall(call('HOLD', ['agent', 'customer']))
  clock.advanceSync(218)
  engine.changeCall(call('IN_TRANSFER', ['agent', 'customer', 'second-agent']))
  clock.advanceSync(401)
  engine.changeCall(call('CONFERENCE', everyone))
  clock.advanceSync(1_250)
  engine.changeCall(call('ACTIVE', ['agent', 'customer']))
  clock.advanceSync(300)
}

describe('a recording', () => {
  it('[SM40] rendered when asked equals what is mixed live where nobody spoke, on every leg and in every state', async () => {
    const rendered = startTrial()
    rendered.engine.startCall(call('ACTIVE'))
    live(rendered)

    const mixed = startTrial()
    mixed.engine.startCall(call('ACTIVE'))
    mixed.engine.sitAtDesk('call', () => {})
    mixed.line('WHISPER')
    live(mixed)

    for (const leg of legsOfEveryone) {
      const samples = await rendered.leg(leg)
      expect(samples).toHaveLength(125 * frameSamples)
      expect(await mixed.leg(leg)).toEqual(samples)
    }
  })

  it('[SM40] goes from rendered to mixed and back without a seam', async () => {
    const plain = startTrial()
    plain.engine.startCall(call('ACTIVE'))
    plain.clock.advanceSync(5_000)

    const { engine, clock, leg } = startTrial()
    engine.startCall(call('ACTIVE'))
    for (const listenMs of [333, 20, 1, 1_777, 7]) {
      clock.advanceSync(401)
      const seat = engine.sitAtDesk('call', () => {})
      clock.advanceSync(listenMs)
      seat.leave()
    }
    clock.advanceSync(5_000 - clock.monotonicNow())
    for (const name of ['agent-ear', 'customer-ear', 'agent-channel', 'customer-channel'] as const)
      expect(await leg(name)).toEqual(await plain.leg(name))
  })

  it('[SM42] has a leg for whoever was ever in the call, and undefined for the others', async () => {
    const { engine, line, clock } = startTrial()
    const existing = async (): Promise<RecordingLeg[]> => {
      const found: RecordingLeg[] = []
      for (const leg of recordingLegs)
        if ((await engine.recording('call', leg, 0, undefined)) !== undefined) found.push(leg)
      return found
    }
    engine.startCall(call('ACTIVE'))
    const two = ['agent-ear', 'customer-ear', 'agent-channel', 'customer-channel']
    expect(await existing()).toEqual(two)
    clock.advanceSync(100)
    engine.changeCall(call('IN_TRANSFER', ['agent', 'customer', 'second-agent']))
    engine.changeCall(call('ACTIVE'))
    expect((await existing()).sort()).toEqual([...two, 'second-agent-ear'].sort())
    line('MONITOR')
    line('WHISPER')
    line('BARGE')
    engine.changeCall(call('CONFERENCE', ['agent', 'customer', 'external']))
    engine.endCall('call')
    expect(await existing()).toEqual([...recordingLegs])
    expect(await engine.recording('no', 'agent-ear', 0, undefined)).toBeUndefined()
  })

  it('[SM43] is 16 kHz, 16 bit, mono, from and to the millisecond, and ends now', async () => {
    const { engine, clock, leg } = startTrial()
    engine.startCall(call('ACTIVE'))
    clock.advanceSync(1_009)
    const wav = await engine.recording('call', 'agent-channel', 0, undefined)
    expect(wav).toBeInstanceOf(Buffer)
    const sound = decodeWav(wav ?? Buffer.alloc(0))
    expect(sound.ok && { ...sound.value, samples: sound.value.samples.length }).toEqual({
      sampleRateHz: 16_000,
      channels: 1,
      samples: 1_000 * 16,
    })
    const whole = await leg('agent-channel')
    for (const [from, to] of [
      [0, 1],
      [7, 333],
      [20, 40],
      [999, 1_000],
      [123.4375, 200],
    ] as const)
      expect(await leg('agent-channel', from, to)).toEqual(whole.subarray(from * 16, to * 16))
    expect(await leg('agent-channel', 900, 90_000)).toEqual(whole.subarray(900 * 16))
    expect(await leg('agent-channel', -50, 10)).toEqual(whole.subarray(0, 160))
    for (const [from, to] of [
      [500, 400],
      [5_000, 6_000],
      [Number.POSITIVE_INFINITY, undefined],
    ] as const)
      expect(await leg('agent-channel', from, to)).toHaveLength(0)
    await expect(engine.recording('call', 'agent-channel', Number.NaN, 1)).rejects.toThrow(
      RangeError,
    )
  })

  it('[SM46] reading pays what is owed first: a late tick does not shorten the recording', async () => {
    const clock = createStallingClock()
    const { engine, leg } = startTrial({ clock })
    engine.startCall(call('ACTIVE'))
    engine.sitAtDesk('call', () => {})
    clock.advanceSync(200)
    clock.stall(117)
    expect(await leg('agent-ear')).toHaveLength(300 * 16)
  })

  it('[SM44] while recording is paused channels are silent and ears are what was handed over', async () => {
    for (const isLive of [true, false]) {
      const { engine, clock, line, leg, speak } = startTrial()
      engine.startCall(call('ACTIVE'))
      const attachment = isLive ? line('WHISPER', 1).attachment : undefined
      clock.advanceSync(200)
      engine.changeCall(call('ACTIVE', ['agent', 'customer'], { recordingPaused: true }))
      if (attachment === undefined) clock.advanceSync(200)
      else speak(attachment, 10)
      engine.changeCall(call('ACTIVE'))
      clock.advanceSync(200)
      for (const name of ['agent-channel', 'customer-channel'] as const) {
        const channel = await leg(name)
        expect(isSilent(channel.subarray(0, 200 * 16))).toBe(false)
        expect(isSilent(channel.subarray(200 * 16, 400 * 16))).toBe(true)
        expect(isSilent(channel.subarray(400 * 16))).toBe(false)
      }
      const agent = new Int16Array(600 * 16)
      noiseVoice(1, 9_000).read(0, agent)
      expect(await leg('customer-ear')).toEqual(agent)
      if (isLive) expect(isSilent(await leg('whisper-channel', 200, 400))).toBe(true)
    }
  })

  it('[SM45] stays readable ten minutes after the end, and is gone then', async () => {
    const { directory, trial } = await onDisk()
    const { engine, clock, line, speak, leg } = trial
    engine.startCall(call('ACTIVE'))
    speak(line('WHISPER').attachment, 120)
    engine.changeCall(call('ENDED'))
    clock.advanceSync(9 * 60_000 + 59_999)
    const ear = await leg('agent-ear')
    expect(ear).toHaveLength(120 * frameSamples)
    expect(await readdir(directory)).toHaveLength(1)
    clock.advanceSync(1)
    expect(await engine.recording('call', 'agent-ear', 0, undefined)).toBeUndefined()
    await expect.poll(() => readdir(directory)).toEqual([])
  })

  it('[SM45] nothing is left when the engine closes', async () => {
    const { directory, trial } = await onDisk()
    const { engine, line, speak } = trial
    engine.startCall(call('ACTIVE'))
    const { attachment, sink } = line('WHISPER')
    speak(attachment, 120)
    await engine.close()
    await engine.close()
    expect(sink.closes).toBe(1)
    expect(trial.clock.pending).toBe(0)
    await expect(readdir(directory)).rejects.toThrow(/ENOENT/)
    engine.startCall(call('ACTIVE'))
    expect(await engine.recording('call', 'agent-ear', 0, undefined)).toBeUndefined()
  })

  it('[SM46] reads from disk the very frames that were mixed, in one file per call', async () => {
    const { directory, trial } = await onDisk()
    const { engine, line, speak, leg, clock } = trial
    engine.startCall(call('ACTIVE'))
    clock.advanceSync(700)
    const { attachment } = line('WHISPER', 0.65)
    const { sink } = line('MONITOR')
    speak(attachment, 230)
    expect(await leg('agent-ear')).toEqual(
      sumOf(
        { samples: await leg('customer-channel') },
        { samples: await leg('whisper-channel'), gain: 0.65 },
      ),
    )
    speak(attachment, 3)
    expect(await leg('supervisor-ear')).toHaveLength((700 / 20 + 233) * frameSamples)
    expect(sink.frames).toHaveLength(233)
    expect(await readdir(directory)).toHaveLength(1)
    expect(trial.failures).toEqual([])
  })

  it('[SM46] many readers at once all get the same', async () => {
    const { trial } = await onDisk()
    const { engine, line, speak, leg } = trial
    engine.startCall(call('ACTIVE'))
    speak(line('WHISPER').attachment, 170)
    const [first, ...others] = await Promise.all(
      Array.from({ length: 6 }, () => leg('agent-ear', 13, 3_111)),
    )
    for (const other of others) expect(other).toEqual(first)
    engine.endCall('call')
    expect(await leg('agent-ear', 13, 3_111)).toEqual(first)
    expect(trial.failures).toEqual([])
  })

  it('[SM46] a disk that fails is reported, stops no sound, and its recording is refused rather than silent', async () => {
    const { directory, trial } = await onDisk()
    const { engine, line, speak, leg } = trial
    await writeFile(join(directory, 'file'), '')
    const failing = startTrial({ directory: join(directory, 'file', 'below') })
    failing.engine.startCall(call('ACTIVE'))
    const { sink } = failing.line('MONITOR')
    speak(failing.line('WHISPER').attachment, 60)
    failing.clock.advanceSync(1_000)
    expect(sink.frames).toHaveLength(50)
    await expect(failing.leg('agent-ear')).rejects.toThrow(/could not be kept/)
    expect(failing.failures.length).toBeGreaterThan(0)
    await failing.engine.close()
    engine.startCall(call('ACTIVE'))
    line('MONITOR')
    expect(await leg('agent-ear')).toHaveLength(0)
  })

  it('[SM47] what an earlier engine left behind is removed, and nothing else', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'sotto-media-'))
    cleaners.push(() => rm(directory, { recursive: true, force: true }))
    await writeFile(join(directory, 'call-7.pcm'), 'speech')
    await writeFile(join(directory, 'notes.txt'), 'mine')
    const { engine, line, speak, leg } = startTrial({ directory })
    engine.startCall(call('ACTIVE'))
    speak(line('WHISPER').attachment, 60)
    await leg('agent-ear')
    expect((await readdir(directory)).sort()).toEqual(['call-1.pcm', 'notes.txt'])
    await engine.close()
    expect(await readdir(directory)).toEqual(['notes.txt'])
  })

  it('[SM46] a disk that cannot follow is given up, not fed without end', async () => {
    const { createDiskStorage } = await import('./recording/disk-storage.ts')
    const directory = await mkdtemp(join(tmpdir(), 'sotto-media-'))
    cleaners.push(() => rm(directory, { recursive: true, force: true }))
    const failures: unknown[] = []
    const storage = createDiskStorage({
      directory,
      onFailure: (failure) => failures.push(failure),
      mostBytesWaiting: 1_000,
    })
    const file = storage.create()
    expect(file.append([noiseFrame(1, 0, 9), noiseFrame(1, 1, 9)])).toBe(0)
    expect(file.append([noiseFrame(1, 0, 9)])).toBe(1_280)
    expect(failures).toHaveLength(1)
    await expect(file.read(0, new Uint8Array(10))).rejects.toThrow(/could not be kept/)
    await storage.close()
  })
})
