/**
 * W3: what becomes of changes while a connection drops for two seconds again and again, through our panel socket (the whole
 * program: platform, server, gateway, and the panel's own model) and through Socket.IO as it comes. Both in one run, over one
 * kind of relay, cut at the same moments, with the same changes. Judged once a drop is over, both are connected and nothing
 * moves any more: a change was applied (delivered), or the panel shows a newer one of the same conversation (superseded), or
 * it shows something older (lost). Claim: of ours none is lost and none is applied twice. Exit code 1 when that does not hold.
 *
 *   npx tsx bench/src/panel-socket.bench.ts [drops, default 6]
 */
import { createServer } from 'node:http'
import {
  type SimulatorClient,
  signInByHttp,
  startRelay,
  startSplitCentre,
  supervisorOf,
} from '@sotto/e2e'
import { err, seededRandom, sleep, systemClock, systemRandom } from '@sotto/kernel'
import { createMemoryStorage, createPanelModel, type OpenSocket, type Player } from '@sotto/panel'
import { Server } from 'socket.io'
import { io } from 'socket.io-client'
import { WebSocket } from 'ws'

const drops = Number(process.argv[2] ?? 6)
const dropMs = 2_000
const upMs = 2_000
const changeEveryMs = 40
const conversationCount = 6

/** One conversation's change, named by the moment it happened at on the platform. */
interface Change {
  readonly id: string
  readonly at: number
}

interface Tally {
  delivered: number
  superseded: number
  lost: number
  twice: number
  /** Sum over all drops, from the relay's return to being connected. */
  awayMs: number
}

interface Side {
  readonly name: string
  readonly tally: Tally
  isConnected(): boolean
  /** Everything since the last judgement has had its chance. */
  judge(changes: readonly Change[]): void
  cut(): void
  restore(): void
  close(): Promise<void>
}

/** What a screen applied, in the order in which it did. */
function createLedger() {
  const tally: Tally = { delivered: 0, superseded: 0, lost: 0, twice: 0, awayMs: 0 }
  const applied = new Set<string>()
  const shown = new Map<string, number>()
  const nameOf = ({ id, at }: Change) => `${id} ${at}`
  return {
    tally,
    apply(change: Change): void {
      // Going back to something older is the same mistake.
      if (applied.has(nameOf(change)) || change.at < (shown.get(change.id) ?? 0)) tally.twice += 1
      applied.add(nameOf(change))
      shown.set(change.id, change.at)
    },
    judge(changes: readonly Change[]): void {
      for (const change of changes) {
        const shownAt = shown.get(change.id) ?? 0
        if (shownAt < change.at) tally.lost += 1
        else if (applied.has(nameOf(change))) tally.delivered += 1
        else tally.superseded += 1
      }
    },
  }
}

const noPlayer: Player = {
  sound: () => 'off',
  subscribe: () => () => {},
  start() {},
  push() {},
  stop() {},
}

/** A browser's socket, with the cookie that a browser would send along. */
function nodeSockets(panelUrl: string, cookie: string): OpenSocket {
  return (path, listener) => {
    const socket = new WebSocket(`${panelUrl.replace('http', 'ws')}${path}`, {
      headers: { cookie, origin: panelUrl },
    })
    socket.on('open', listener.onOpen)
    socket.on('message', (data) => listener.onText(String(data)))
    socket.on('close', listener.onClose)
    // `close` follows.
    socket.on('error', () => {})
    return {
      send: (data) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(data)
      },
      close: () => socket.close(),
      get bufferedBytes() {
        return socket.bufferedAmount
      },
    }
  }
}

async function ourPanelSocket(
  centre: Awaited<ReturnType<typeof startSplitCentre>>,
  personName: string,
  ids: readonly string[],
): Promise<Side> {
  const { panelUrl, relay } = centre
  const { cookie } = await signInByHttp(panelUrl, personName)
  const model = createPanelModel({
    clock: systemClock,
    random: systemRandom,
    openSocket: nodeSockets(panelUrl, cookie),
    fetch: (path, request) =>
      fetch(new URL(path, panelUrl), {
        ...request,
        headers: { ...request.headers, cookie, origin: panelUrl },
      }),
    tabStorage: createMemoryStorage(),
    browserStorage: createMemoryStorage(),
    player: noPlayer,
    startMicrophone: () => Promise.resolve(err('not-found')),
    microphones: { list: async () => [], subscribe: () => () => {} },
    playClip: async () => ({ ended: Promise.resolve(), stop() {} }),
    onFailure: (failure) => {
      throw failure
    },
  })
  const { tally, apply, judge } = createLedger()
  model.start()
  await until('our panel to know the conversations', () =>
    ids.every((id) => model.store.conversation(id) !== undefined),
  )
  for (const id of ids)
    model.store.subscribe(`conversation:${id}`, () => {
      const at = model.store.conversation(id)?.phaseSince
      if (at !== undefined) apply({ id, at })
    })
  return {
    name: 'our panel socket',
    tally,
    judge,
    isConnected: () => model.live.link().state === 'live',
    cut: relay.cut,
    restore: relay.restore,
    close: () => model.close(),
  }
}

/** With every setting as it comes, on both ends. */
async function socketIo(): Promise<Side & { emit(change: Change): void }> {
  const server = createServer()
  const rooms = new Server(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const relay = await startRelay(address.port)
  const client = io(`http://127.0.0.1:${relay.port}`)
  const { tally, apply, judge } = createLedger()
  client.on('change', apply)
  await until('Socket.IO to connect', () => client.connected)
  return {
    name: 'Socket.IO 4.8, default',
    tally,
    judge,
    isConnected: () => client.connected,
    cut: relay.cut,
    restore: relay.restore,
    emit: (change) => void rooms.emit('change', change),
    async close() {
      client.close()
      await rooms.close()
      await relay.close()
    },
  }
}

async function until(what: string, holds: () => boolean): Promise<void> {
  const giveUpAt = systemClock.monotonicNow() + 30_000
  while (!holds()) {
    if (systemClock.monotonicNow() > giveUpAt) throw new Error(`waited in vain for ${what}`)
    await sleep(systemClock, 10)
  }
}

/** Puts conversations on hold and back, one after the other in an order by chance, and tells of each change once. */
function createChanger(simulator: SimulatorClient, ids: readonly string[]) {
  const random = seededRandom(1)
  const held = new Set<string>()
  return async (): Promise<Change> => {
    const id = ids[Math.floor(random.next() * ids.length)] ?? ''
    const action = held.delete(id) ? 'retrieve' : 'hold'
    if (action === 'hold') held.add(id)
    return { id, at: Date.parse((await simulator.act(id, action)).stateSince) }
  }
}

async function waitFor(side: Side): Promise<void> {
  const restoredAt = systemClock.monotonicNow()
  await until(`${side.name} to come back`, side.isConnected)
  side.tally.awayMs += systemClock.monotonicNow() - restoredAt
}

const centre = await startSplitCentre({ SIM_CALLS_PER_MINUTE: '0' })
try {
  const { simulator } = centre
  const first = await simulator.startConversation({ scenario: 'steady' })
  const { queueId } = first
  const ids = [first.id]
  while (ids.length < conversationCount)
    ids.push((await simulator.startConversation({ scenario: 'steady', queueId })).id)
  const ours = await ourPanelSocket(
    centre,
    supervisorOf(await simulator.state(), queueId).name,
    ids,
  )
  const theirs = await socketIo()
  const sides = [ours, theirs]
  const change = createChanger(simulator, ids)
  let sent = 0

  async function changesFor(durationMs: number): Promise<readonly Change[]> {
    const changes: Change[] = []
    const endsAt = systemClock.monotonicNow() + durationMs
    while (systemClock.monotonicNow() < endsAt) {
      const made = await change()
      theirs.emit(made)
      changes.push(made)
      await sleep(systemClock, changeEveryMs)
    }
    return changes
  }

  for (let drop = 0; drop < drops; drop += 1) {
    const before = await changesFor(upMs)
    for (const side of sides) side.cut()
    const meanwhile = await changesFor(dropMs)
    for (const side of sides) side.restore()
    await Promise.all(sides.map(waitFor))
    await sleep(systemClock, 1_000)
    sent += before.length + meanwhile.length
    for (const side of sides) side.judge([...before, ...meanwhile])
  }

  const cell = (value: string | number) => String(value).padStart(12)
  const head = ['changes', 'delivered', 'superseded', 'lost', 'twice', 'back after']
  console.log(
    `${drops} drops of ${dropMs / 1_000} s, ${conversationCount} conversations, a change about every ${changeEveryMs} ms`,
  )
  console.log(`${''.padEnd(24)}${head.map(cell).join('')}`)
  for (const { name, tally } of sides) {
    const { delivered, superseded, lost, twice } = tally
    const back = `${Math.round(tally.awayMs / drops)} ms`
    console.log(
      `${name.padEnd(24)}${[sent, delivered, superseded, lost, twice, back].map(cell).join('')}`,
    )
  }
  const holds = ours.tally.lost === 0 && ours.tally.twice === 0
  console.log(`claim (ours: none lost, none applied twice): ${holds ? 'holds' : 'DOES NOT HOLD'}`)
  process.exitCode = holds ? 0 : 1
  for (const side of sides) await side.close()
} finally {
  await centre.stop()
}
