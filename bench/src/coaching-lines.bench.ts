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
 *   npx tsx bench/src/coaching-lines.bench.ts [--lines 300 | --lines 200,300,400] [--seconds 10] [--turns 2] [--settle 10] [--json]
 *     [--search 800]: instead, the largest number of lines, up to that many, that each carries with 0.1 % late by itself
 *     [--own-core]: the carriers on core 0 and the load on core 1, before what else this machine does (as root)
 *     [--profile <folder>]: what each carrier's processor was busy with in its last turn, for Chromium's developer tools
 */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { sleep, systemClock } from '@sotto/kernel'
import type { CarrierReport } from './coaching-lines/carrier-report.ts'
import { type MostLines, searchMostLines } from './coaching-lines/most-lines.ts'
import { type Measured, type Run, summarize } from './coaching-lines/summary.ts'
import { lateAtMost, tableOf } from './coaching-lines/table.ts'
import type { LoadReport } from './coaching-lines/talking-load.ts'
import { type Asked, startAsked } from './processes/asking.ts'

const { values } = parseArgs({
  strict: false,
  options: {
    lines: { type: 'string', default: '200,300,400' },
    seconds: { type: 'string', default: '10' },
    turns: { type: 'string', default: '2' },
    settle: { type: 'string', default: '10' },
    search: { type: 'string' },
    json: { type: 'boolean', default: false },
    'own-core': { type: 'boolean', default: false },
    profile: { type: 'string' },
    as: { type: 'string' },
    platform: { type: 'string' },
  },
})
const lineCounts = String(values.lines).split(',').map(Number)
const mostLines = Number(values.search ?? Math.max(...lineCounts))
/** So long everything has been running before it is measured: a server with hundreds of lines has done so for hours. */
const settleMs = Number(values.settle) * 1_000
const profilePath =
  values.profile === undefined ? undefined : join(String(values.profile), `${values.as}.cpuprofile`)

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

async function measure(lines: number, sotto: Asked, relay: Asked, load: Asked): Promise<Measured> {
  const runs: { sotto: Run[]; relay: Run[] } = { sotto: [], relay: [] }
  for (let turn = 0; turn < Number(values.turns); turn += 1) {
    process.stderr.write(`${lines} lines, turn ${turn + 1} of ${values.turns}\n`)
    runs.sotto.push(await runTurn(sotto, load, lines))
    runs.relay.push(await runTurn(relay, load, lines))
  }
  return { lines, server: summarize(lines, runs.sotto), control: summarize(lines, runs.relay) }
}

async function compare(): Promise<void> {
  const file = fileURLToPath(import.meta.url)
  const load = startAsked(file, ['--as', 'load'])
  const platform = String(await load.ask<number>('port'))
  const folder = values.profile === undefined ? [] : ['--profile', String(values.profile)]
  const others = ['--platform', platform, '--lines', String(mostLines), ...folder]
  const sotto = startAsked(file, ['--as', 'sotto', ...others])
  const relay = startAsked(file, ['--as', 'relay', ...others])
  if (values['own-core']) {
    // Who answers is there, with all its threads.
    for (const carrier of [sotto, relay]) {
      await carrier.ask('port')
      carrier.runOn(0)
    }
    load.runOn(1)
  }
  if (values.search === undefined) await compareAll(sotto, relay, load)
  else await searchBoth(sotto, relay, load)
  for (const one of [load, sotto, relay]) one.stop()
}

async function compareAll(sotto: Asked, relay: Asked, load: Asked): Promise<void> {
  const all: Measured[] = []
  for (const lines of lineCounts) all.push(await measure(lines, sotto, relay, load))
  process.stdout.write(`${values.json ? JSON.stringify(all, undefined, 2) : tableOf(all)}\n`)
}

async function searchBoth(sotto: Asked, relay: Asked, load: Asked): Promise<void> {
  const found: Record<string, MostLines> = {}
  for (const [name, carrier] of Object.entries({ relay, server: sotto }))
    found[name] = await searchMostLines({
      atMost: mostLines,
      step: 20,
      lateAtMost,
      async measure(lines) {
        const { lateShare } = summarize(lines, [await runTurn(carrier, load, lines)])
        process.stderr.write(`${name}: ${lines} lines, late ${(lateShare * 100).toFixed(3)} %\n`)
        return lateShare
      },
    })
  const most = Object.entries(found).map(([name, { most }]) => `${name}: ${most} lines`)
  process.stdout.write(
    values.json
      ? `${JSON.stringify(found, undefined, 2)}\n`
      : `the most with at most ${lateAtMost * 100} % late: ${most.join(', ')} (aim: 300)\n`,
  )
}

switch (values.as) {
  case 'load':
    await (await import('./coaching-lines/talking-load.ts')).beTheLoad()
    break
  case 'sotto':
    ;(await import('./coaching-lines/sotto-carrier.ts')).beSotto(
      Number(values.platform),
      mostLines,
      profilePath,
    )
    break
  case 'relay':
    ;(await import('./coaching-lines/relay-carrier.ts')).beTheRelay(
      Number(values.platform),
      profilePath,
    )
    break
  default:
    await compare()
}
