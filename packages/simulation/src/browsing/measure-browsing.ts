/**
 * What it costs the platform that many supervisors look at the same agents, counted by the platform itself on the simulation's
 * clock: by our server and its panels, or by the polling that the guides warn of.
 */
import { seededRandom, silentLogger } from '@sotto/kernel'
import { forkRandom } from '../chance.ts'
import { askInProcess, parseJson } from '../network/in-process-request.ts'
import { startPlatform } from '../platform/start-platform.ts'
import { digestHere } from '../time/digest-here.ts'
import { createWorldClock } from '../time/world-clock.ts'
import { type Centre, everyQueue } from './centre.ts'
import { pollConversations, pollRouting } from './pollers.ts'
import { type Trueness, watchWithSotto } from './watch-with-sotto.ts'

/**
 * `sotto`: a server with a panel for each. `conversation-polling`: the guide's trap, `GET /conversations` every 5 s.
 * `routing-polling`: the cheap rival, members of each queue and the active interactions of the busy every 5 s.
 */
export type BrowsingWay = 'sotto' | 'conversation-polling' | 'routing-polling'

export interface BrowsingOptions {
  readonly way: BrowsingWay
  readonly seed: number
  readonly supervisors: number
  readonly agents: number
  readonly callsPerMinute: number
  readonly minutes: number
  /** How often each supervisor opens a conversation; 0: never. Only with `sotto`, since polling brings everything anyway. */
  readonly openEveryMs?: number
  /** Requests a second that the platform bears; 100 unless told. */
  readonly rateLimit?: number
}

export interface BrowsingResult {
  readonly requests: number
  /** Of the answers' bodies. */
  readonly bytes: number
  readonly tooMany: number
  readonly eventBytes: number
  readonly byRoute: ReadonlyMap<string, number>
  /** What stood on the screens at the end beside what was; undefined for those without screens. */
  readonly trueness: Trueness | undefined
}

export async function measureBrowsing(options: BrowsingOptions): Promise<BrowsingResult> {
  digestHere()
  const random = seededRandom(options.seed)
  const clock = createWorldClock()
  const platform = await startPlatform({
    clock,
    random: forkRandom(random),
    logger: silentLogger,
    seed: options.seed,
    accessTokenSeconds: 1_800,
    onHeard: () => {},
    centre: { ...options, callMs: 240_000 },
  })
  if (options.rateLimit !== undefined)
    platform.simulator.faults.merge({ rateLimit: options.rateLimit })
  const people = [...platform.simulator.world.people.values()]
    .filter(({ role }) => role === 'supervisor')
    .slice(0, options.supervisors)
  for (const { id } of people)
    platform.simulator.world.changePerson(id, { queueIds: everyQueue(platform.simulator) })
  const centre: Centre = { clock, random: forkRandom(random), platform, people }
  const trueness = await run(centre, options)
  const answer = await askInProcess(clock, platform.simulator.app, {
    method: 'GET',
    url: '/_simulator/requests',
    headers: { host: '127.0.0.1' },
  })
  return { ...readTraffic(parseJson(answer.body)), trueness }
}

async function run(centre: Centre, options: BrowsingOptions): Promise<Trueness | undefined> {
  const { minutes, openEveryMs = 0, way } = options
  switch (way) {
    case 'sotto':
      return watchWithSotto(centre, { minutes, openEveryMs })
    case 'conversation-polling':
      await pollConversations(centre, minutes)
      return undefined
    case 'routing-polling':
      await pollRouting(centre, minutes)
      return undefined
  }
}

interface RouteTraffic {
  readonly method: string
  readonly route: string
  readonly status: number
  readonly count: number
  readonly bytes: number
}

function readTraffic(report: unknown): Omit<BrowsingResult, 'trueness'> {
  const rest = listOf(Reflect.get(Object(report), 'rest'))
  const byRoute = new Map<string, number>()
  for (const { method, route, count } of rest) {
    const name = `${method} ${route.replace('/api/v2', '')}`
    byRoute.set(name, (byRoute.get(name) ?? 0) + count)
  }
  const sumOf = (value: (row: RouteTraffic) => number) =>
    rest.reduce((sum, row) => sum + value(row), 0)
  const streams: unknown = Reflect.get(Object(report), 'eventStreams')
  return {
    requests: sumOf(({ count }) => count),
    bytes: sumOf(({ bytes }) => bytes),
    tooMany: sumOf(({ status, count }) => (status === 429 ? count : 0)),
    eventBytes: Number(Reflect.get(Object(streams), 'bytes')),
    byRoute,
  }
}

function listOf(rows: unknown): readonly RouteTraffic[] {
  if (!Array.isArray(rows)) throw new Error('the platform did not tell its traffic')
  return rows.map((row: unknown) => ({
    method: String(Reflect.get(Object(row), 'method')),
    route: String(Reflect.get(Object(row), 'route')),
    status: Number(Reflect.get(Object(row), 'status')),
    count: Number(Reflect.get(Object(row), 'count')),
    bytes: Number(Reflect.get(Object(row), 'bytes')),
  }))
}
