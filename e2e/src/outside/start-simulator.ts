import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createSimulatorClient, type SimulatorClient } from '../simulator-client.ts'
import { type Cast, createPeople, findCast, type People } from './people.ts'

const projectDirectory = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..')

/** A platform that runs, whoever started it. */
export interface SimulatedPlatform {
  /** Without a slash at the end. */
  readonly baseUrl: string
  readonly doors: SimulatorClient
  /** Signs people in, each once, and keeps their callers. */
  readonly people: People
  /** As it was at the start. */
  readonly cast: Cast
}

/** `sotto simulator` as an integrator would start it: the platform alone, without console and database. */
export interface OwnPlatform extends SimulatedPlatform {
  readonly dataDirectory: string
  isAlive(): boolean
  printed(): string
  /** As Ctrl-C does; answers the exit code. */
  interrupt(): Promise<number | null>
  stop(): Promise<void>
}

export async function joinPlatform(baseUrl: string): Promise<SimulatedPlatform> {
  const doors = createSimulatorClient(baseUrl)
  return { baseUrl, doors, people: createPeople(baseUrl), cast: findCast(await doors.state()) }
}

/** Takes a free port by itself. Ends by throwing what the program printed when it does not start. */
export async function startSimulator(
  environment: Readonly<Record<string, string>> = {},
): Promise<OwnPlatform> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'sotto-outside-'))
  const program = join(projectDirectory, 'packages', 'sotto', 'bin', 'sotto.mjs')
  const child = spawn(process.execPath, [program, 'simulator'], {
    cwd: projectDirectory,
    env: {
      ...process.env,
      SIM_SEED: '1',
      SIM_PORT: '0',
      SOTTO_DATA_DIR: dataDirectory,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  // A hook that was given up on leaves nobody to call `stop`.
  const kill = () => void child.kill('SIGKILL')
  process.once('exit', kill)
  child.once('exit', () => process.off('exit', kill))
  let text = ''
  const baseUrl = await new Promise<string>((resolve, reject) => {
    const look = (chunk: Buffer) => {
      text += chunk.toString('utf8')
      const found = text.match(/^ready (http:\S+)$/m)
      if (found?.[1] !== undefined) resolve(found[1])
    }
    child.stdout.on('data', look)
    child.stderr.on('data', look)
    child.once('exit', (code) => reject(new Error(`ended with ${code}:\n${text}`)))
  })
  return {
    ...(await joinPlatform(baseUrl)),
    dataDirectory,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    printed: () => text,
    async interrupt() {
      const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
      child.kill('SIGINT')
      return ended
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = new Promise((resolve) => child.once('exit', resolve))
        child.kill('SIGTERM')
        await ended
      }
      await rm(dataDirectory, { recursive: true, force: true })
    },
  }
}
