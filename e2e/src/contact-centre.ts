import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, startProgram } from './program.ts'
import {
  createSimulatorClient,
  type SimulatedPerson,
  type SimulatorClient,
  type SimulatorState,
} from './simulator-client.ts'

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

/** In a data folder of its own, which goes with it, unless it is given one. */
export async function startContactCentre(
  environment: Readonly<Record<string, string>> = {},
): Promise<ContactCentre> {
  const { SOTTO_DATA_DIR: given } = environment
  const dataDirectory = given ?? (await mkdtemp(join(tmpdir(), 'sotto-e2e-')))
  const [panelPort, simulatorPort] = [await freePort(), await freePort()]
  const program = await startProgram('demo', {
    SOTTO_PORT: String(panelPort),
    SIM_PORT: String(simulatorPort),
    SOTTO_DATA_DIR: dataDirectory,
    ...environment,
  })
  return {
    panelUrl: program.address,
    simulator: createSimulatorClient(`http://127.0.0.1:${simulatorPort}`),
    dataDirectory,
    process: program.process,
    printed: program.printed,
    async stop() {
      await program.end('SIGTERM')
      if (given === undefined) await rm(dataDirectory, { recursive: true, force: true })
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
