/**
 * What one spoken frame costs the server's own code, with no network around it: processor and memory. The whole live part
 * runs by a clock that is moved as fast as it goes, so neither a busy machine's sleep nor its sockets are in the figures. In
 * turns with it runs a bare copy through as much memory: the ratio of the two says more than either on a busy machine.
 *
 *   npx tsx bench/src/coaching-line-cost.bench.ts [--lines 300] [--seconds 20] [--json] [--profile <folder>]
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { frameMs, frameSamples } from '@sotto/audio'
import { synthesizeSpeech } from '@sotto/audio/testing'
import { seededRandom } from '@sotto/kernel'
import { createBareRings } from './coaching-lines/bare-rings.ts'
import { openSockets, PanelWithoutNetwork } from './coaching-lines/line-without-network.ts'
import { createLivePart } from './coaching-lines/live-part.ts'
import { createCoachedLine, createOpenPlatform } from './coaching-lines/open-platform.ts'
import { createProfile } from './coaching-lines/profile.ts'
import { createVirtualClock } from './coaching-lines/virtual-clock.ts'

const { values } = parseArgs({
  options: {
    lines: { type: 'string', default: '300' },
    seconds: { type: 'string', default: '20' },
    json: { type: 'boolean', default: false },
    profile: { type: 'string' },
  },
})
const lineCount = Number(values.lines)
const measuredMs = Number(values.seconds) * 1_000
const warmUpMs = 10_000
/** So little that the young generation need not be collected meanwhile. */
const memoryMs = 400

setFlagsFromString('--expose-gc')
setFlagsFromString('--max-semi-space-size=256')
setFlagsFromString('--min-semi-space-size=256')
const collectGarbage: unknown = runInNewContext('gc')

const clock = createVirtualClock()
let sentFrames = 0
const lines = Array.from({ length: lineCount }, (_, line) => createCoachedLine(line))
const live = createLivePart(
  clock,
  lines,
  createOpenPlatform(lines, {
    clock,
    mediaPort: 1,
    openSocket: openSockets(clock, () => {
      sentFrames += 1
    }),
  }),
)
const panels = lines.map(() => new PanelWithoutNetwork())
const speech = synthesizeSpeech({ random: seededRandom(3), durationMs: 10_000 })
const available = Math.floor(speech.length / frameSamples)
const pieces = Array.from({ length: available }, (_, piece) =>
  speech.subarray(piece * frameSamples, (piece + 1) * frameSamples),
)
let elapsedMs = 0

/** One millisecond, in which the panels speak whose turn it is. */
function step(): void {
  const turn = Math.floor(elapsedMs / frameMs)
  for (let line = elapsedMs % frameMs; line < lineCount; line += frameMs) {
    const piece = pieces[(turn + line * 7) % available]
    if (piece !== undefined) panels[line]?.speak(piece)
  }
  clock.step()
  elapsedMs += 1
}

async function open(): Promise<number> {
  const before = process.cpuUsage()
  for (const [line, panel] of panels.entries()) {
    const coached = live.serve(panel, line)
    while (!panel.isGateOpen) {
      await new Promise((resolve) => setImmediate(resolve))
      clock.step()
    }
    await coached
    panel.pressKey(`conversation-${line}`)
  }
  return cpuMsSince(before)
}

function cpuMsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

/** Promises settle between, as they do in life. */
async function run(durationMs: number): Promise<void> {
  for (let done = 0; done < durationMs; done += 1) {
    step()
    if (done % 20 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
}

const bare = createBareRings(lineCount)

/** A second's frames through nothing but memory. */
function copyBarely(): number {
  const before = process.cpuUsage()
  for (let turn = 0; turn < 1_000 / frameMs; turn += 1)
    for (let line = 0; line < lineCount; line += 1) {
      const piece = pieces[(turn + line * 7) % available]
      if (piece !== undefined) bare(line, piece)
    }
  return cpuMsSince(before)
}

const openingMs = await open()
await run(warmUpMs)

const profile = createProfile(values.profile && join(values.profile, 'cost.cpuprofile'))
profile.begin()
const framesBefore = sentFrames
let cpuMs = 0
let bareCpuMs = 0
// In turns: a machine that is busy with something else is so with both.
for (let measured = 0; measured < measuredMs; measured += 1_000) {
  const cpuBefore = process.cpuUsage()
  await run(1_000)
  cpuMs += cpuMsSince(cpuBefore)
  bareCpuMs += copyBarely()
}
const frames = sentFrames - framesBefore
profile.end()

if (typeof collectGarbage === 'function') collectGarbage()
const heapBefore = process.memoryUsage().heapUsed
const memoryFramesBefore = sentFrames
for (let done = 0; done < memoryMs; done += 1) step()
const bytes = process.memoryUsage().heapUsed - heapBefore

const report = {
  lines: lineCount,
  frames,
  framesPerLineAndSecond: frames / lineCount / (measuredMs / 1_000),
  microsecondsPerFrame: (cpuMs * 1_000) / frames,
  bareMicrosecondsPerFrame: (bareCpuMs * 1_000) / frames,
  ratio: cpuMs / bareCpuMs,
  bytesPerFrame: bytes / (sentFrames - memoryFramesBefore),
  openingMsPerLine: openingMs / lineCount,
}
process.stdout.write(
  values.json
    ? `${JSON.stringify(report, undefined, 2)}\n`
    : `${Object.entries(report)
        .map(([name, value]) => `${name.padEnd(28)}${Number(value.toFixed(2))}`)
        .join('\n')}\n`,
)
process.exit(0)
