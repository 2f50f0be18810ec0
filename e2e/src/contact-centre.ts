import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  createSimulatorClient,
  type SimulatedPerson,
  type SimulatorClient,
  type SimulatorState,
} from './simulator-client.ts'

const projectDirectory = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** A whole demo, started as a user would start it, on free ports with a data folder of its own. */
export interface ContactCentre {
  readonly panelUrl: string
  readonly simulator: SimulatorClient
  readonly dataDirectory: string
  readonly process: ChildProcess
  /** Everything the program has printed so far. */
  printed(): string
  stop(): Promise<void>
}

/** A port nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

function waitForLine(child: ChildProcess, printed: () => string, line: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const found = printed().match(line)
      if (found?.[1] !== undefined) resolve(found[1])
    }
    child.stdout?.on('data', look)
    child.once('exit', (code) => reject(new Error(`ended with ${code}:\n${printed()}`)))
  })
}

export async function startContactCentre(
  environment: Readonly<Record<string, string>> = {},
): Promise<ContactCentre> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'sotto-e2e-'))
  const [panelPort, simulatorPort] = [await freePort(), await freePort()]
  const child = spawn(
    process.execPath,
    [join(projectDirectory, 'packages', 'sotto', 'bin', 'sotto.mjs'), 'demo'],
    {
      cwd: projectDirectory,
      env: {
        ...process.env,
        SOTTO_PORT: String(panelPort),
        SIM_PORT: String(simulatorPort),
        SOTTO_DATA_DIR: dataDirectory,
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  // A hook that was given up on leaves nobody to call `stop`.
  const kill = () => void child.kill('SIGTERM')
  process.once('exit', kill)
  child.once('exit', () => process.off('exit', kill))
  let text = ''
  const keep = (chunk: Buffer) => {
    text += chunk.toString('utf8')
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const printed = () => text
  const panelUrl = await waitForLine(child, printed, /^ready (http:\S+)$/m)
  return {
    panelUrl,
    simulator: createSimulatorClient(`http://127.0.0.1:${simulatorPort}`),
    dataDirectory,
    process: child,
    printed,
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

/** The supervisors with every right who see that queue. */
export function supervisorsOf(state: SimulatorState, queueId: string): readonly SimulatedPerson[] {
  return state.people.filter(
    (person) =>
      person.role === 'supervisor' &&
      person.director !== true &&
      person.queueIds.includes(queueId) &&
      person.permissions.includes('Conversation:Control:Write') &&
      person.telephony &&
      person.licence !== 'CX1' &&
      person.region === 'us-east-1',
  )
}

export function supervisorOf(state: SimulatorState, queueId: string): SimulatedPerson {
  const [found] = supervisorsOf(state, queueId)
  if (found === undefined) throw new Error(`no supervisor sees queue ${queueId}`)
  return found
}

/** The agent who is in that conversation. */
export function agentOf(state: SimulatorState, conversationId: string): SimulatedPerson {
  const conversation = state.conversations.find((entry) => entry.id === conversationId)
  const found = state.people.find((person) => person.id === conversation?.agentUserId)
  if (found === undefined) throw new Error(`no agent in conversation ${conversationId}`)
  return found
}
