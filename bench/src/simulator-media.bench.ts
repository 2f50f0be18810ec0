/**
 * How much of one core the simulator's sound costs. A contact centre under test must not be slowed by the sound around it:
 * 50 live calls have to be easy. Each call has two scripted voices in room tone, a monitor, and a whisper that always speaks; its
 * recording goes to disk. Virtual time, as fast as it goes; then the same 50 calls in real time.
 *
 *   npx tsx bench/src/simulator-media.bench.ts [virtual seconds, default 30] [real seconds, default 5]
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Clock, repeat, silentLogger, sleep, systemClock } from '@sotto/kernel'
import {
  createMediaEngine,
  createRoomTone,
  createScriptedVoice,
  createVoiceSum,
  noFaults,
} from '@sotto/simulator'
import { createFakeClock } from '@sotto/testkit'

const liveCalls = 50
const frameMs = 20
const virtualSeconds = Number(process.argv[2] ?? 30)
const realSeconds = Number(process.argv[3] ?? 5)

const spoken = new Int16Array(16_000 * 60)
for (let index = 0; index < spoken.length; index += 1)
  spoken[index] = 8_000 * Math.sin(index / 9) * Math.max(0, Math.sin(index / 20_000))
const whispered = new Uint8Array(640).fill(3)

function voice(seed: number) {
  return createVoiceSum([
    createScriptedVoice({ samples: spoken, loop: true, startOffsetMs: seed * 700 }),
    createRoomTone({ seed, levelDbfs: -65 }),
  ])
}

async function withCalls<Answer>(
  clock: Clock,
  lineCount: number,
  run: (trial: Trial) => Promise<Answer>,
): Promise<Answer> {
  const directory = await mkdtemp(join(tmpdir(), 'sotto-bench-'))
  const engine = createMediaEngine({
    clock,
    faults: { current: noFaults },
    directory: join(directory, 'recordings'),
    logger: silentLogger,
    onFailure: (failure) => {
      throw failure
    },
  })
  const whispers: ((frame: Uint8Array) => void)[] = []
  const handed = { frames: 0 }
  const sink = {
    opened() {},
    ready: () => true,
    deliver() {
      handed.frames += 1
    },
    position() {},
    closed() {},
    replaced() {},
  }
  for (let index = 0; index < liveCalls; index += 1) {
    const conversationId = `call-${index}`
    const voices = { agent: voice(index * 2), customer: voice(index * 2 + 1) }
    engine.startCall({ conversationId, state: 'ACTIVE', voices, recordingPaused: false })
    if (index >= lineCount) continue
    for (const controlType of ['MONITOR', 'WHISPER'] as const) {
      const controlId = `${controlType}-${index}`
      engine.openLine({ controlId, conversationId, controlType, mixLevel: 0.65 })
      const attachment = engine.attach(controlId, sink)
      if (attachment !== undefined && controlType === 'WHISPER')
        whispers.push((frame) => attachment.receive(frame))
    }
  }
  function speak(): void {
    for (const say of whispers) say(whispered)
  }
  try {
    return await run({ engine, handed, speak })
  } finally {
    await engine.close()
    await rm(directory, { recursive: true, force: true })
  }
}

interface Trial {
  readonly engine: ReturnType<typeof createMediaEngine>
  readonly handed: { readonly frames: number }
  speak(): void
}

function cpuSeconds(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1_000_000
}

const clock = createFakeClock()
await withCalls(clock, liveCalls, async ({ speak, engine }) => {
  const before = process.cpuUsage()
  for (let at = 0; at < virtualSeconds * 1_000; at += frameMs) {
    speak()
    clock.advanceSync(frameMs)
    // Virtual time runs many times faster than the disk was built for: let it follow, as it would between two seconds.
    if (at % 1_000 === 0) await engine.recording('call-0', 'agent-ear', at - 20, at)
    if (at % 1_000 === 0) await sleep(systemClock, 60)
  }
  const mixing = cpuSeconds(before)
  const callSeconds = liveCalls * virtualSeconds
  console.log(
    `mixed live: ${callSeconds} call-seconds in ${mixing.toFixed(2)} CPU-s = ` +
      `${(callSeconds / mixing).toFixed(0)} live calls per core (claim: 50 are easy, at least 150)`,
  )
  const beforeReading = process.cpuUsage()
  for (let index = 0; index < 10; index += 1)
    await engine.recording(`call-${index}`, 'agent-ear', 0, undefined)
  const reading = cpuSeconds(beforeReading)
  console.log(
    `read from disk: ${((10 * virtualSeconds) / reading).toFixed(0)} recorded seconds per CPU-s`,
  )
})

await withCalls(clock, 0, async ({ engine }) => {
  clock.advanceSync(600_000)
  const before = process.cpuUsage()
  await engine.recording('call-0', 'customer-ear', 0, undefined)
  console.log(
    `rendered when asked: ${(600 / cpuSeconds(before)).toFixed(0)} recorded seconds per CPU-s`,
  )
})

await withCalls(systemClock, liveCalls, async ({ speak, handed }) => {
  const startedAt = systemClock.monotonicNow()
  const before = process.cpuUsage()
  const stop = repeat(systemClock, frameMs, speak)
  await sleep(systemClock, realSeconds * 1_000)
  stop()
  const elapsedMs = systemClock.monotonicNow() - startedAt
  const owed = Math.floor(elapsedMs / frameMs) * liveCalls
  const share = cpuSeconds(before) / (elapsedMs / 1_000)
  console.log(
    `${liveCalls} live calls in real time: ${(share * 100).toFixed(0)} % of one core, ` +
      `${((100 * handed.frames) / owed).toFixed(2)} % of the frames owed were handed at the end`,
  )
})
