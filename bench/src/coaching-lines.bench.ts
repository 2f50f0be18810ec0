/**
 * How many coaching lines one core of the server carries in real time, and how many of their 20 ms frames leave late.
 *
 *   load ──► panel sockets ──► carrier ──► platform sockets ──► load        carrier: the server, and in turns with it a bare
 *   (a process)                (a process)                   (the same)              relay, as the control
 *
 * A frame is late by the carrier when it leaves more than 20 ms after its turn, by the carrier's own clock: what the load brings
 * late or takes late does not count. How much of that the machine does to anybody is told by the relay, which has the same
 * sockets, load and timers, and no code of ours; only what is above it is the server's.
 *
 *   npx tsx bench/src/coaching-lines.bench.ts [--lines 300 | --lines 200,300,400] [--seconds 10] [--turns 2] [--json]
 */
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { sleep, systemClock } from '@sotto/kernel'
import { type Asked, startAsked } from './coaching-lines/asking.ts'
import type { CarrierReport } from './coaching-lines/carrier-report.ts'
import type { LoadReport } from './coaching-lines/talking-load.ts'

const { values } = parseArgs({
  strict: false,
  options: {
    lines: { type: 'string', default: '200,300,400' },
    seconds: { type: 'string', default: '10' },
    turns: { type: 'string', default: '2' },
    json: { type: 'boolean', default: false },
    as: { type: 'string' },
    platform: { type: 'string' },
  },
})
const lineCounts = String(values.lines).split(',').map(Number)
const mostLines = Math.max(...lineCounts)
const settleMs = 3_000
const framesPerSecond = 50

/** One carrier under one load, as both saw it; of several turns the sums. */
interface Run extends CarrierReport, LoadReport {}

async function runTurn(carrier: Asked, load: Asked, lines: number): Promise<Run> {
  await load.ask('open', { port: await carrier.ask<number>('port'), lines })
  await sleep(systemClock, settleMs)
  await Promise.all([carrier.ask('begin'), load.ask('begin')])
  await sleep(systemClock, Number(values.seconds) * 1_000)
  const [carried, loaded] = await Promise.all([
    carrier.ask<CarrierReport>('end'),
    load.ask<LoadReport>('end'),
  ])
  await load.ask('close')
  await sleep(systemClock, 500)
  return { ...carried, ...loaded }
}

const sum = (runs: readonly Run[], of: (run: Run) => number) =>
  runs.reduce((total, run) => total + of(run), 0)

function summarize(lines: number, runs: readonly Run[]) {
  const frames = sum(runs, (run) => run.frames)
  const seconds = sum(runs, (run) => run.seconds)
  const userMs = sum(runs, (run) => run.userMs)
  const systemMs = sum(runs, (run) => run.systemMs)
  const coreShare = (userMs + systemMs) / 1_000 / seconds
  return {
    framesPerLineAndSecond: frames / lines / seconds,
    coreShare,
    microsecondsPerFrame: { user: (userMs * 1_000) / frames, system: (systemMs * 1_000) / frames },
    // Of those owed: what a stall has cost was never sent.
    lateShare: sum(runs, (run) => run.lateFrames) / (lines * seconds * framesPerSecond),
    lateArrivedShare: sum(runs, (run) => run.lateArrivedShare) / runs.length,
    lateSentShare: sum(runs, (run) => run.lateSentShare) / runs.length,
    heldUpMs: {
      most: Math.max(...runs.map((run) => run.heldUpMs.most)),
      p99: Math.max(...runs.map((run) => run.heldUpMs.p99)),
    },
    linesPerCore: lines / coreShare,
  }
}

type Summary = ReturnType<typeof summarize>

async function measure(lines: number, sotto: Asked, relay: Asked, load: Asked) {
  const runs: { sotto: Run[]; relay: Run[] } = { sotto: [], relay: [] }
  for (let turn = 0; turn < Number(values.turns); turn += 1) {
    runs.sotto.push(await runTurn(sotto, load, lines))
    runs.relay.push(await runTurn(relay, load, lines))
  }
  const server = summarize(lines, runs.sotto)
  const control = summarize(lines, runs.relay)
  return {
    lines,
    server,
    control,
    ownLateShare: Math.max(0, server.lateShare - control.lateShare),
  }
}

type Measured = Awaited<ReturnType<typeof measure>>

const percent = (share: number, digits = 3) => `${(share * 100).toFixed(digits)} %`
const microseconds = ({ microsecondsPerFrame: { user, system } }: Summary) =>
  `${(user + system).toFixed(1)} (${user.toFixed(1)} + ${system.toFixed(1)})`

function row(cells: readonly string[]): string {
  return cells.map((cell, index) => cell.padStart(index === 0 ? 6 : 20)).join('')
}

function show(all: readonly Measured[]): string {
  const fitting = all.filter(({ ownLateShare }) => ownLateShare <= 0.001).map(({ lines }) => lines)
  return [
    row([
      'lines',
      'of a core',
      'frames/line/s',
      'µs/frame (us + sys)',
      'late by the server',
      'late far end',
      'loop held p99/max',
    ]),
    ...all.flatMap(({ lines, server, control, ownLateShare }) => [
      ...(['server', 'control'] as const).map((name) => {
        const one = name === 'server' ? server : control
        return row([
          name === 'server' ? String(lines) : 'relay',
          percent(one.coreShare, 1),
          one.framesPerLineAndSecond.toFixed(1),
          microseconds(one),
          percent(one.lateShare),
          `${percent(one.lateArrivedShare)}`,
          `${one.heldUpMs.p99.toFixed(0)}/${one.heldUpMs.most.toFixed(0)} ms`,
        ])
      }),
      `        the server's own late share ${percent(ownLateShare)} (aim: 0.1 % at most); of its processor time ${(
        server.coreShare / control.coreShare
      ).toFixed(2)} × the relay's; the load sent ${percent(server.lateSentShare)} late`,
    ]),
    `by processor time one core carries ${Math.min(...all.map(({ server }) => server.linesPerCore)).toFixed(0)} lines; ` +
      `with at most 0.1 % of frames late by the server it carried ${fitting.length === 0 ? 'none of these' : Math.max(...fitting)}`,
  ].join('\n')
}

async function compare(): Promise<void> {
  const file = fileURLToPath(import.meta.url)
  const load = startAsked(file, ['--as', 'load'])
  const platform = String(await load.ask<number>('port'))
  const others = ['--platform', platform, '--lines', String(mostLines)]
  const sotto = startAsked(file, ['--as', 'sotto', ...others])
  const relay = startAsked(file, ['--as', 'relay', ...others])
  const all: Measured[] = []
  for (const lines of lineCounts) all.push(await measure(lines, sotto, relay, load))
  for (const one of [load, sotto, relay]) one.stop()
  process.stdout.write(`${values.json ? JSON.stringify(all, undefined, 2) : show(all)}\n`)
}

switch (values.as) {
  case 'load':
    await (await import('./coaching-lines/talking-load.ts')).beTheLoad()
    break
  case 'sotto':
    ;(await import('./coaching-lines/sotto-carrier.ts')).beSotto(Number(values.platform), mostLines)
    break
  case 'relay':
    ;(await import('./coaching-lines/relay-carrier.ts')).beTheRelay(Number(values.platform))
    break
  default:
    await compare()
}
