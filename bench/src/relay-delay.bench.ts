/**
 * What it costs that a supervisor's sound comes in at another server than the one that carries their lines: two supervisors whose
 * tabs sit at one server listen and speak; the sound of one comes in there, the other's by way of the second server, and after
 * each block they change places. Of every frame heard: from its leaving the first server to its arrival here; both by the same
 * two clocks, so that their difference is the relay's. Of a word said to the sound's socket while both speak: there and back.
 * All on one machine: without the network between the servers, which comes on top.
 *
 * Bound: at most 5 ms in the median, one way, a quarter of a frame, on a machine with nothing else to do. Exit code 1 when it does not hold.
 *
 *   npm run build && npx tsx bench/src/relay-delay.bench.ts [blocks, default 8] [seconds of each, default 10]
 */
import { type SeveralServers, signInByHttp, startSeveralServers, supervisorsOf } from '@sotto/e2e'
import { sleep, systemClock } from '@sotto/kernel'
import { type Frames, openTalkingTab, type TalkingTab } from './relay-delay/talking-tab.ts'
import { median, quantile } from './slow-readers/paired.ts'

const blocks = Number(process.argv[2] ?? 8)
const seconds = Number(process.argv[3] ?? 10)
const boundMs = 5

interface Added {
  readonly medianMs: number
  readonly p99Ms: number
}

function addedBy(relayed: readonly number[], direct: readonly number[]): Added {
  return {
    medianMs: median(relayed) - median(direct),
    p99Ms: quantile(relayed, 0.99) - quantile(direct, 0.99),
  }
}

async function openTabs(centre: SeveralServers): Promise<readonly TalkingTab[]> {
  const state = await centre.simulator.state()
  const queueId = state.queues[0]?.id ?? ''
  return Promise.all(
    supervisorsOf(state, queueId)
      .slice(0, 2)
      .map(async ({ name }) => {
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
  centre: SeveralServers,
  direct: TalkingTab,
  relayed: TalkingTab,
): Promise<{ readonly direct: Frames; readonly relayed: Frames }> {
  await Promise.all([direct.soundAt(centre.server(0).port), relayed.soundAt(centre.server(1).port)])
  const frames = { direct: direct.measure(), relayed: relayed.measure() }
  await sleep(systemClock, seconds * 1_000)
  return frames
}

const spread = (values: readonly number[]) =>
  `${median(values).toFixed(2)} (blocks ${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)})`

const centre = await startSeveralServers(2)
const tabs: TalkingTab[] = []
try {
  tabs.push(...(await openTabs(centre)))
  const [one, other] = tabs
  if (one === undefined || other === undefined) throw new Error('no two supervisors')
  const heard: Added[] = []
  const echoed: Added[] = []
  for (let block = 0; block < blocks; block += 1) {
    const [direct, relayed] = block % 2 === 0 ? [one, other] : [other, one]
    const found = await measureBlock(centre, direct, relayed)
    heard.push(addedBy(found.relayed.heardMs, found.direct.heardMs))
    echoed.push(addedBy(found.relayed.echoedMs, found.direct.echoedMs))
    console.log(
      `block ${block + 1}: ${found.relayed.heardMs.length} frames relayed, ${found.direct.heardMs.length} direct; ` +
        `heard later by ${heard.at(-1)?.medianMs.toFixed(2)} ms (p99 ${heard.at(-1)?.p99Ms.toFixed(2)}); ` +
        `there and back ${median(found.relayed.echoedMs).toFixed(2)} against ${median(found.direct.echoedMs).toFixed(2)} ms`,
    )
  }
  const oneWay = heard.map(({ medianMs }) => medianMs)
  console.log(`added to what is heard, one way, ms: median ${spread(oneWay)}`)
  console.log(`  and at the 99th of a hundred: ${spread(heard.map(({ p99Ms }) => p99Ms))}`)
  console.log(
    `added there and back while both speak, ms: median ${spread(echoed.map(({ medianMs }) => medianMs))}`,
  )
  console.log(`  and at the 99th of a hundred: ${spread(echoed.map(({ p99Ms }) => p99Ms))}`)
  console.log(`bound: at most ${boundMs} ms in the median, one way`)
  if (!(median(oneWay) <= boundMs)) process.exitCode = 1
} finally {
  for (const tab of tabs) tab.close()
  await centre.stop()
}
