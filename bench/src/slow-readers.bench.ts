/**
 * HT28, HT74, GW7: panels that hardly read and callers that send a byte now and then must not be felt by the others. The whole
 * program on real sockets, with many events a second; 24 good panels ask "ping" and count until "pong", in a process of their own; in
 * another are 50 other panels and 50 other callers, the same all the while. Slices of two seconds in blocks that begin and end calm:
 *
 *   calm ─► attack ─► attack ─► calm        each: a pause, then some thousand pings, of which the p99
 *
 * A block says by how much the p99 under attack is that of calm, and what the machine does slowly by itself falls out of it. Claim:
 * the middle of the blocks is 1.1 at most. It holds where the whole 95 % interval (bootstrap over the blocks) does, does not hold
 * where none of it does, and cannot be told otherwise: more blocks (eight at least), or a quieter machine. Beside it stands what calm
 * slices differ by from each other: where that is not 1, or not sure, nothing is said to hold. Exit code 1 when the claim does not.
 *
 *   npm run build && npx tsx bench/src/slow-readers.bench.ts [blocks, default 60: thirteen minutes] [--plant]
 *
 * `--plant` lets the attackers make whole requests besides, as fast as they are answered: then it has to say no.
 */
import { fileURLToPath } from 'node:url'
import { signInByHttp, startContactCentre, supervisorOf } from '@sotto/e2e'
import { seededRandom, sleep, systemClock } from '@sotto/kernel'
import { type Asked, startAsked } from './processes/asking.ts'
import type { Slice } from './slow-readers/asker.ts'
import {
  attackRatio,
  type Block,
  type Estimate,
  estimate,
  judge,
  median,
} from './slow-readers/paired.ts'

const isPlanted = process.argv.includes('--plant')
const blocks = Number(process.argv.slice(2).find((word) => !word.startsWith('--')) ?? 60)
const sliceMs = 2_000
/** What was held back is read, what was let go is gone, and who dribbles is known (HT74). */
const settleMs = 600
/** Of an attack more is left than that: calm slices right after one were a fifth above those before it. */
const afterAttackMs = 3_000
const allowed = 1.1

const goodFile = fileURLToPath(new URL('slow-readers/asker.ts', import.meta.url))
const othersFile = fileURLToPath(new URL('slow-readers/others.ts', import.meta.url))

/** What the server has worked so far, by its own word. */
async function serverSeconds(): Promise<number> {
  const told = await (await fetch(`${centre.panelUrl}/metrics`)).text()
  return Number(/^process_cpu_seconds_total (\S+)/m.exec(told)?.[1])
}

interface Measured extends Slice {
  /** Of the server, for each second of the slice. */
  readonly workedShare: number
}

async function measure(
  good: Asked,
  others: Asked,
  how: 'behave' | 'attack',
  restMs = settleMs,
): Promise<Measured> {
  await others.ask(how)
  await sleep(systemClock, restMs)
  const [before, beganAtMono] = [await serverSeconds(), systemClock.monotonicNow()]
  const slice = await good.ask<Slice>('measure', { durationMs: sliceMs })
  const worked = (await serverSeconds()) - before
  return { ...slice, workedShare: (worked * 1_000) / (systemClock.monotonicNow() - beganAtMono) }
}

async function measureBlock(good: Asked, others: Asked): Promise<Block<Measured>> {
  return {
    calm: await measure(good, others, 'behave'),
    attack: await measure(good, others, 'attack'),
    attackAgain: await measure(good, others, 'attack'),
    calmAgain: await measure(good, others, 'behave', afterAttackMs),
  }
}

function show(name: string, { high, low, middle }: Estimate): void {
  const [at, from, to] = [middle, low, high].map((ratio) => ratio.toFixed(3))
  console.log(`${name.padEnd(34)} ${at}   (95 %: ${from} to ${to})`)
}

const centre = await startContactCentre({ SIM_CALLS_PER_MINUTE: '60', SIM_EVENTS_PER_SECOND: '60' })
try {
  const { panelUrl, simulator } = centre
  const { queueId } = await simulator.startConversation({ scenario: 'steady' })
  const { name } = supervisorOf(await simulator.state(), queueId)
  const cookies: string[] = []
  // A session has 32 tabs at most (GW16).
  for (let session = 0; session < 3; session += 1)
    cookies.push((await signInByHttp(panelUrl, name)).cookie)
  const [goodCookie = '', ...otherCookies] = cookies
  const good = startAsked(goodFile, [panelUrl, goodCookie])
  const others = startAsked(othersFile, [panelUrl, ...otherCookies])
  // What is compiled, and connections that grow, are not what is measured.
  await measureBlock(good, others)
  if (isPlanted) await others.ask('plant')
  const all: Block<Measured>[] = []
  for (let turn = 0; turn < blocks; turn += 1) all.push(await measureBlock(good, others))
  const random = seededRandom(1)
  const p99Of = ({ p99Ms }: Measured) => p99Ms
  const ofCalm = estimate(
    all.map(({ calm, calmAgain }) => calmAgain.p99Ms / calm.p99Ms),
    random,
  )
  const ofAttack = estimate(
    all.map((block) => attackRatio(block, p99Of)),
    random,
  )
  const calm = all.flatMap((block) => [block.calm, block.calmAgain])
  const [samples, p99Ms, share] = [
    median(calm.map((slice) => slice.samples)),
    median(calm.map(p99Of)).toFixed(2),
    median(calm.map(({ workedShare }) => workedShare * 100)).toFixed(0),
  ]
  console.log(
    `${blocks} blocks; when calm ${samples} pings in a slice, p99 ${p99Ms} ms, the server works ${share} % of the time`,
  )
  show('p99, calm after to calm before', ofCalm)
  show(
    'server’s work, attack to calm',
    estimate(
      all.map((block) => attackRatio(block, ({ workedShare }) => workedShare)),
      random,
    ),
  )
  show('p99, attack to calm', ofAttack)
  const verdict = judge(blocks, { attack: ofAttack, calm: ofCalm }, allowed)
  console.log(`claim (p99 under attack within 10 % of calm): ${verdict}`)
  process.exitCode = verdict === 'DOES NOT HOLD' ? 1 : 0
  good.stop()
  others.stop()
} finally {
  await centre.stop()
}
