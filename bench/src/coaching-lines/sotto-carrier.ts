/**
 * The server under test: its whole live part as it runs in the product, gates, leases and all, with the door for panels' sound on
 * a socket and the guide adapter's lines to the platform. Only signing in and the database are left out.
 */
import { silentLogger, systemClock, systemRandom } from '@sotto/kernel'
import { createCoaching, createCounters, createMemoryStores, serveAudioSocket } from '@sotto/server'
import { WebSocketServer } from 'ws'
import { answerAsked } from '../processes/asking.ts'
import { type CarrierCounts, createCarrierMeter } from './carrier-report.ts'
import { createCoachedLine, createOpenPlatform } from './open-platform.ts'
import { portOf } from './port-of.ts'

const tabId = 'tab-of-the-bench'

export function beSotto(platformPort: number, mostLines: number): void {
  const lines = Array.from({ length: mostLines }, (_, line) => createCoachedLine(line))
  const { engines, metrics } = createCoaching({
    clock: systemClock,
    random: systemRandom,
    logger: silentLogger,
    platform: createOpenPlatform(lines, platformPort),
    stores: createMemoryStores(systemClock),
    sessions: { onEnded: () => () => {} },
    // A machine so busy that heartbeats come late would take lines away, and there is no other server here to have them.
    settings: { leaseTtlMs: 60_000 },
  })
  const sessions = lines.map(({ person, credentials }) => {
    return { id: `session-of-${person.id}`, person, credentials }
  })
  const coached = new Set<number>()

  async function coach(line: number): Promise<void> {
    const session = sessions[line]
    if (session === undefined || coached.has(line)) return
    coached.add(line)
    const deaf = { bufferedBytes: 0, send() {}, close() {} }
    engines.gateway.connect(session, tabId, deaf, undefined)
    const supervisor = engines.supervisors.of(session)
    await engines.commands.changeMode(supervisor, `conversation-${line}`, { mode: 'coach', tabId })
  }

  function read(): CarrierCounts {
    const counts = new Map(metrics.counters().map(({ name, value }) => [name, value]))
    return {
      frames: counts.get('audio-frames-forwarded') ?? 0,
      lateFrames: counts.get('audio-frames-behind') ?? 0,
    }
  }

  // As the product's own door has it.
  const server = new WebSocketServer({
    port: 0,
    host: '127.0.0.1',
    maxPayload: 16 * 1024,
    perMessageDeflate: false,
  })
  server.on('connection', (socket, request) => {
    const line = Number(new URL(request.url ?? '', 'ws://bench').searchParams.get('line'))
    serveAudioSocket(
      socket,
      {
        clock: systemClock,
        logger: silentLogger,
        counters: createCounters(),
        desk: engines.audio,
      },
      { sessionId: `session-of-supervisor-${line}`, tabId },
    )
    void coach(line)
  })
  const meter = createCarrierMeter(read)
  answerAsked({ port: () => portOf(server), begin: meter.begin, end: meter.end })
}
