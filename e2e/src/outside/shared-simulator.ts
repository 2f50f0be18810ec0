/** One simulator for all files that neither set faults nor depend on settings: a start takes seconds of a whole core. */
import type { TestProject } from 'vitest/node'
import type { SimulatorState } from '../simulator-client.ts'
import { startSimulator } from './start-simulator.ts'

declare module 'vitest' {
  interface ProvidedContext {
    readonly sharedSimulatorUrl: string
    /** Before anybody did anything there. */
    readonly stateAtReady: SimulatorState
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const platform = await startSimulator({ SIM_CALLS_PER_MINUTE: '0', SIM_AGENTS: '200' })
  project.provide('stateAtReady', await platform.doors.state())
  // Many ask at once; the limit itself is judged elsewhere.
  await platform.doors.setFaults({ rateLimit: 10_000 })
  project.provide('sharedSimulatorUrl', platform.baseUrl)
  return () => platform.stop()
}
