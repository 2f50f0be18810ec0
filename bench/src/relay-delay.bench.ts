/**
 * What it costs that a supervisor's sound comes in at another server than the one that carries their lines, beside what any relay
 * costs. Three supervisors whose tabs sit at one server listen and speak: the sound of one comes in there, the second's by way of
 * the other server, the third's by a bare relay (the same library and nothing of ours, in a process of its own); after each block
 * they change places. Of every frame heard: from its leaving the first server to its arrival here; all by the same two clocks, so
 * that differences are the relays'. Of a word said to the sound's socket while all speak: there and back. All on one machine:
 * without the network between the servers, which comes on top, and which no relay can do without.
 *
 * Claim: to what is heard, one way, the other server adds at most twice what the bare relay adds, in the median of a block. No
 * milliseconds are claimed: they are the machine's. Nineteen of twenty resamplings of the blocks have to say so; exit code 1 when
 * they say that it is more, and with fewer than nine blocks or a bare relay that is not seen at all nothing is said.
 *
 *   npm run build && npx tsx bench/src/relay-delay.bench.ts [blocks, default 12] [seconds of each, default 10]
 */
import { type SeveralServers, signInByHttp, startSeveralServers, supervisorsOf } from '@sotto/e2e'
import { seededRandom, sleep, systemClock } from '@sotto/kernel'
import { startBareRelay } from './relay-delay/bare-relay.ts'
import { type Frames, openTalkingTab, type TalkingTab } from './relay-delay/talking-tab.ts'
import { estimate, median, quantile } from './slow-readers/paired.ts'

const blocks = Number(process.argv[2] ?? 12)
const seconds = Number(process.argv[3] ?? 10)
const timesBare = 2
const fewestBlocks = 9
const ways = ['direct', 'by the other server', 'by a bare relay'] as const

type Way = (typeof ways)[number]
type Block = Readonly<Record<Way, Frames>>

/** As many people as there are ways, each in a call of their own. */
async function openTabs(centre: SeveralServers): Promise<readonly TalkingTab[]> {
  const state = await centre.simulator.state()
  const places = new Map(
    state.queues.flatMap(({ id }) => supervisorsOf(state, id).map(({ name }) => [name, id])),
  )
  if (places.size < ways.length) throw new Error(`not ${ways.length} supervisors`)
  return Promise.all(
    [...places].slice(0, ways.length).map(async ([name, queueId]) => {
      const call = await centre.simulator.startConversation({ scenario: 'steady', queueId })
      return openTalkingTab({
        publicUrl: centre.publicUrl,
        cookie: (await signInByHttp(centre.publicUrl, name)).cookie,
        livePort: centre.server(0).port,
        conversationId: call.id,
      })
    }),
  )
}

async function measureBlock(
  tabs: readonly TalkingTab[],
  ports: readonly number[],
  turn: number,
): Promise<Block> {
  const seated = ways.map((_, place) => tabs[(place + turn) % tabs.length])
  await Promise.all(seated.map(async (tab, place) => await tab?.soundAt(ports[place] ?? 0)))
  const [direct, server, bare] = seated.map((tab) => tab?.measure() ?? none)
  await sleep(systemClock, seconds * 1_000)
  return {
    direct: direct ?? none,
    'by the other server': server ?? none,
    'by a bare relay': bare ?? none,
  }
}

const none: Frames = { heardMs: [], echoedMs: [] }

const addedBy = (block: Block, way: Way, kind: keyof Frames, share = 0.5) =>
  quantile(block[way][kind], share) - quantile(block.direct[kind], share)

const spread = (values: readonly number[]) =>
  `${median(values).toFixed(2)} (blocks ${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)})`

function report(all: readonly Block[]): void {
  for (const [kind, words] of [
    ['heardMs', 'to what is heard, one way'],
    ['echoedMs', 'there and back while all speak'],
  ] as const)
    for (const way of ways.slice(1)) {
      const middle = spread(all.map((block) => addedBy(block, way, kind)))
      const late = spread(all.map((block) => addedBy(block, way, kind, 0.99)))
      console.log(`added ${words}, ${way}, ms: median ${middle}; 99th of a hundred ${late}`)
    }
}

function judgeClaim(all: readonly Block[]): void {
  const ratios = all.map(
    (block) =>
      addedBy(block, 'by the other server', 'heardMs') /
      addedBy(block, 'by a bare relay', 'heardMs'),
  )
  const isSeen = all.every((block) => addedBy(block, 'by a bare relay', 'heardMs') > 0)
  if (!isSeen || all.length < fewestBlocks || ratios.some((ratio) => !(ratio > 0))) {
    console.log(`claim, at most ${timesBare} times a bare relay: cannot be told`)
    return
  }
  const { high, low, middle } = estimate(ratios, seededRandom(1))
  const verdict = high <= timesBare ? 'holds' : low > timesBare ? 'DOES NOT HOLD' : 'cannot be told'
  console.log(
    `claim, at most ${timesBare} times a bare relay: ${middle.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)}), ${verdict}`,
  )
  if (verdict === 'DOES NOT HOLD') process.exitCode = 1
}

const centre = await startSeveralServers(2)
const bareRelay = startBareRelay(centre.server(0).port)
const tabs: TalkingTab[] = []
try {
  const ports = [centre.server(0).port, centre.server(1).port, await bareRelay.ask<number>('port')]
  tabs.push(...(await openTabs(centre)))
  const measured: Block[] = []
  for (let turn = 0; turn < blocks; turn += 1) {
    const block = await measureBlock(tabs, ports, turn)
    measured.push(block)
    const told = ways.map(
      (way) =>
        `${way} ${block[way].heardMs.length} frames, ${median(block[way].echoedMs).toFixed(2)} ms there and back`,
    )
    const [server, bare] = ways.slice(1).map((way) => addedBy(block, way, 'heardMs').toFixed(2))
    console.log(`block ${turn + 1}: ${told.join('; ')}; heard later by ${server} and ${bare} ms`)
  }
  report(measured)
  judgeClaim(measured)
} finally {
  for (const tab of tabs) tab.close()
  bareRelay.stop()
  await centre.stop()
}
