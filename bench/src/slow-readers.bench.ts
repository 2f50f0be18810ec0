/**
 * HT28, GW7: panels that never read and callers that send a byte now and then must not be felt by the others. The whole program
 * on real sockets: some good panels ask "ping" and count until "pong", beside 30 other panels. In turns these read, and
 * there is nobody else; or they do not read, and 200 slow callers hold connections. Claim: the good panels' p99 is within 10 %
 * (and half a millisecond, the grain of timers on a busy machine) of what it is when all behave. The median over the turns counts. Exit code 1 when that does not hold.
 *
 *   npx tsx bench/src/slow-readers.bench.ts [turns, default 5]
 */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { signInByHttp, startContactCentre, supervisorOf } from '@sotto/e2e'
import { sleep, systemClock, systemRandom } from '@sotto/kernel'
import { WebSocket } from 'ws'

const turns = Number(process.argv[2] ?? 5)
const turnMs = 4_000
const pingEveryMs = 20
const goodPanels = 8
const slowCallers = 200
const otherPanels = 30

async function openPanel(panelUrl: string, cookie: string): Promise<WebSocket> {
  const socket = new WebSocket(`${panelUrl.replace('http', 'ws')}/live`, {
    headers: { cookie, origin: panelUrl },
  })
  socket.on('error', () => {})
  await once(socket, 'open')
  socket.send(JSON.stringify({ type: 'hello', tabId: systemRandom.id() }))
  return socket
}

/** How long each ping of this panel took, for so long. */
async function askFor(socket: WebSocket, durationMs: number): Promise<readonly number[]> {
  const took: number[] = []
  const askedAt = new Map<number, number>()
  const hear = (data: unknown) => {
    const message: { type: string; id?: number } = JSON.parse(String(data))
    const at = message.type === 'pong' ? askedAt.get(message.id ?? -1) : undefined
    if (at !== undefined) took.push(systemClock.monotonicNow() - at)
  }
  socket.on('message', hear)
  const endsAt = systemClock.monotonicNow() + durationMs
  for (let id = 0; systemClock.monotonicNow() < endsAt; id += 1) {
    askedAt.set(id, systemClock.monotonicNow())
    socket.send(JSON.stringify({ type: 'ping', id }))
    await sleep(systemClock, pingEveryMs)
  }
  await sleep(systemClock, 200)
  socket.off('message', hear)
  return took
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** Opens as many again as were let go, and sends each a byte about once a second. */
function startSlowCallers(port: number): () => void {
  const callers = new Set<Socket>()
  let isOver = false
  function call(): void {
    const caller = connect(port, '127.0.0.1')
    callers.add(caller)
    caller.on('error', () => {})
    caller.on('close', () => {
      callers.delete(caller)
      if (!isOver) call()
    })
    caller.write('GET /healthz HTTP/1.1\r\nX-Slow: ')
  }
  for (let caller = 0; caller < slowCallers; caller += 1) call()
  void (async () => {
    while (!isOver) {
      // One after the other, as from many machines: all at once would be felt by this process, which also measures.
      for (const caller of [...callers]) {
        if (caller.writable) caller.write('x')
        await sleep(systemClock, 5)
      }
    }
  })()
  return () => {
    isOver = true
    for (const caller of callers) caller.destroy()
  }
}

async function startOthers(
  panelUrl: string,
  cookie: string,
  how: 'reading' | 'deaf',
): Promise<() => void> {
  const sockets = await Promise.all(
    Array.from({ length: otherPanels }, () => openPanel(panelUrl, cookie)),
  )
  for (const socket of sockets)
    if (how === 'deaf') socket.pause()
    else socket.on('message', () => {})
  return () => {
    for (const socket of sockets) socket.terminate()
  }
}

const centre = await startContactCentre({ SIM_CALLS_PER_MINUTE: '30' })
try {
  const { panelUrl, simulator } = centre
  const { queueId } = await simulator.startConversation({ scenario: 'steady' })
  const supervisor = supervisorOf(await simulator.state(), queueId)
  const { cookie } = await signInByHttp(panelUrl, supervisor.name)
  const otherCookie = (await signInByHttp(panelUrl, supervisor.name)).cookie
  const good = await Promise.all(
    Array.from({ length: goodPanels }, () => openPanel(panelUrl, cookie)),
  )
  const measure = async () =>
    (await Promise.all(good.map((socket) => askFor(socket, turnMs)))).flat()
  await measure()
  const calm: (readonly number[])[] = []
  const attacked: (readonly number[])[] = []
  for (let turn = 0; turn < turns; turn += 1) {
    const stopReaders = await startOthers(panelUrl, otherCookie, 'reading')
    calm.push(await measure())
    stopReaders()
    const stopCallers = startSlowCallers(Number(new URL(panelUrl).port))
    const stopDeaf = await startOthers(panelUrl, otherCookie, 'deaf')
    attacked.push(await measure())
    stopCallers()
    stopDeaf()
    await sleep(systemClock, 500)
  }
  const median = (from: readonly (readonly number[])[], share: number) =>
    quantile(
      from.map((values) => quantile(values, share)),
      0.5,
    )
  const show = (name: string, from: readonly (readonly number[])[]) =>
    console.log(
      `${name.padEnd(28)}${[0.5, 0.9, 0.99]
        .map((share) => `p${share * 100} ${median(from, share).toFixed(2)} ms`.padStart(16))
        .join('')}   (${from.flat().length} pings)`,
    )
  show('all behave', calm)
  show(`${slowCallers} slow, ${otherPanels} deaf`, attacked)
  const holds = median(attacked, 0.99) <= median(calm, 0.99) * 1.1 + 0.5
  console.log(`claim (p99 within 10 % and 0.5 ms): ${holds ? 'holds' : 'DOES NOT HOLD'}`)
  process.exitCode = holds ? 0 : 1
  for (const socket of good) socket.close()
} finally {
  await centre.stop()
}
