/** The server's whole live part as it runs in the product, gates, leases and all. Only signing in and the database are left out. */
import { type Clock, silentLogger, systemRandom } from '@sotto/kernel'
import type { Platform } from '@sotto/platform'
import { createCoaching, createCounters, createMemoryStores, serveAudioSocket } from '@sotto/server'
import type { CarrierCounts } from './carrier-report.ts'
import type { CoachedLine } from './open-platform.ts'

export interface LivePart {
  /** A panel's audio socket, whose tab coaches in that line's conversation from now on. */
  serve(socket: Parameters<typeof serveAudioSocket>[0], line: number): Promise<void>
  read(): CarrierCounts
}

const tabId = 'tab-of-the-bench'

export function createLivePart(
  clock: Clock,
  lines: readonly CoachedLine[],
  platform: Platform,
): LivePart {
  const { engines, metrics } = createCoaching({
    clock,
    random: systemRandom,
    logger: silentLogger,
    platform,
    stores: createMemoryStores(clock),
    sessions: { onEnded: () => () => {} },
    // A machine so busy that heartbeats come late would take lines away, and there is no other server here to have them.
    settings: { leaseTtlMs: 60_000 },
  })
  const sessions = lines.map(({ person, credentials }) => {
    return { id: `session-of-${person.id}`, person, credentials }
  })
  const coached = new Set<number>()
  const sound = { clock, logger: silentLogger, counters: createCounters(), desk: engines.audio }

  async function coach(line: number): Promise<void> {
    const session = sessions[line]
    if (session === undefined || coached.has(line)) return
    coached.add(line)
    const deaf = { bufferedBytes: 0, send() {}, close() {} }
    engines.gateway.connect(session, tabId, deaf, undefined)
    const supervisor = engines.supervisors.of(session)
    await engines.commands.changeMode(supervisor, `conversation-${line}`, { mode: 'coach', tabId })
  }

  return {
    serve(socket, line) {
      serveAudioSocket(socket, sound, { sessionId: `session-of-supervisor-${line}`, tabId })
      return coach(line)
    },
    read() {
      const counts = new Map(metrics.counters().map(({ name, value }) => [name, value]))
      return {
        frames: counts.get('audio-frames-forwarded') ?? 0,
        lateFrames: counts.get('audio-frames-behind') ?? 0,
      }
    },
  }
}
