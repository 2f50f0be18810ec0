import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createScope } from '@sotto/kernel'
import { until } from '../outside/until.ts'
import { freePort, type Program, startProgram } from '../program.ts'
import { createSimulatorClient, type SimulatorClient } from '../simulator-client.ts'
import { type Cable, startCable } from './cable.ts'
import { type SharedDatabase, startSharedDatabase } from './shared-database.ts'

/** One `sotto serve` among several. */
export interface OneServer {
  readonly port: number
  readonly program: Program
  isAlive(): boolean
  /** Resolves when it is gone, to its exit code (null: killed). */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>
  pause(): void
  wake(): void
}

/** A simulated platform, one database, and several servers behind a balancer without sticky sessions. */
export interface SeveralServers {
  readonly publicUrl: string
  readonly simulator: SimulatorClient
  readonly database: SharedDatabase
  readonly balancer: Cable
  server(index: number): OneServer
  /** The settings of that server, for one that is started beside the others. */
  settingsOf(index: number): Readonly<Record<string, string>>
  /** Anew, on the same port. */
  start(index: number): Promise<OneServer>
  /** Every server runs and is known to the others, the database is reached at once. */
  mend(): Promise<void>
  stop(): Promise<void>
}

const heartbeatsMs = 60_000
const anyKey = `shared:${Buffer.alloc(32, 5).toString('base64')}`

/** All at once, on an empty database. */
export async function startSeveralServers(
  count: number,
  environment: Readonly<Record<string, string>> = {},
): Promise<SeveralServers> {
  const scope = createScope()
  const dataDirectory = await mkdtemp(join(tmpdir(), 'sotto-servers-'))
  scope.onClose(() => rm(dataDirectory, { recursive: true, force: true }))
  try {
    const database = await startSharedDatabase(join(dataDirectory, 'shared'))
    scope.onClose(() => database.close())
    const ports: number[] = []
    for (let index = 0; index < count; index += 1) ports.push(await freePort())
    const balancer = await startCable(() => ports)
    scope.onClose(() => balancer.close())
    const publicUrl = `http://localhost:${balancer.port}`
    const simulatorPort = await freePort()
    const platformDirectory = join(dataDirectory, 'platform')
    const simulator = await startProgram('simulator', {
      SIM_PORT: String(simulatorPort),
      SOTTO_PUBLIC_URL: publicUrl,
      SOTTO_DATA_DIR: platformDirectory,
      SIM_CALLS_PER_MINUTE: '0',
      ...environment,
    })
    scope.onClose(() => simulator.end('SIGTERM'))
    const settingsOf = (index: number) => ({
      SOTTO_PORT: String(ports[index]),
      SOTTO_PUBLIC_URL: publicUrl,
      SOTTO_PLATFORM_URL: `http://127.0.0.1:${simulatorPort}`,
      SOTTO_PLATFORM_CLIENT_SECRET_FILE: join(platformDirectory, 'oauth-client-sotto.secret'),
      SOTTO_BACKGROUND_CLIENT_SECRET_FILE: join(
        platformDirectory,
        'oauth-client-sotto-background.secret',
      ),
      SOTTO_DATA_DIR: join(dataDirectory, `server-${index}`),
      SOTTO_KEYS: anyKey,
      DATABASE_URL: database.url,
      SOTTO_SIGN_INS_PER_MINUTE: '1000',
      ...environment,
    })
    const servers: OneServer[] = []
    async function start(index: number): Promise<OneServer> {
      const program = await startProgram('serve', settingsOf(index))
      const server = serverOf(program, ports[index] ?? 0)
      servers[index] = server
      return server
    }
    scope.onClose(async () => {
      await Promise.all(
        servers.map(async (server) => {
          server.wake()
          await server.end('SIGKILL')
        }),
      )
    })
    await Promise.all(ports.map((_, index) => start(index)))
    return {
      publicUrl,
      simulator: createSimulatorClient(`http://127.0.0.1:${simulatorPort}`),
      database,
      balancer,
      server(index) {
        const found = servers[index]
        if (found === undefined) throw new Error(`no server ${index}`)
        return found
      },
      settingsOf,
      start,
      async mend() {
        database.cable.slowDown(0)
        database.cable.restore()
        for (const [index, server] of servers.entries()) {
          server.wake()
          if (!server.isAlive()) await start(index)
        }
        await until('every heartbeat', heartbeatsMs, async () => {
          const [row] = await database.ask<{ alive: number }>(
            'select count(*)::int as alive from server_presence where alive_until > now()',
          )
          return row?.alive === servers.length || undefined
        })
      },
      stop: () => scope.close(),
    }
  } catch (failure) {
    await scope.close()
    throw failure
  }
}

function serverOf(program: Program, port: number): OneServer {
  const { process: child } = program
  const isAlive = () => child.exitCode === null && child.signalCode === null
  return {
    port,
    program,
    isAlive,
    async end(signal) {
      await program.end(signal)
      return child.exitCode
    },
    pause: () => void child.kill('SIGSTOP'),
    wake: () => {
      if (isAlive()) child.kill('SIGCONT')
    },
  }
}
