import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, type Program, startProgram } from './program.ts'
import { type Relay, startRelay } from './relay.ts'
import { createSimulatorClient, type SimulatorClient } from './simulator-client.ts'

/**
 * The simulated platform and the console's server as two programs, browsers reaching the server through a relay: each of the
 * three can be taken away alone.
 */
export interface SplitCentre {
  readonly panelUrl: string
  readonly simulator: SimulatorClient
  readonly dataDirectory: string
  readonly relay: Relay
  /** kill -9; resolves when it is gone. */
  killServer(): Promise<void>
  /** On the same port and the same data; resolves when it is ready. */
  startServer(): Promise<void>
  stop(): Promise<void>
}

export async function startSplitCentre(
  environment: Readonly<Record<string, string>> = {},
): Promise<SplitCentre> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'sotto-e2e-'))
  const [serverPort, simulatorPort] = [await freePort(), await freePort()]
  const relay = await startRelay(serverPort)
  const panelUrl = `http://localhost:${relay.port}`
  const settings = {
    SOTTO_PORT: String(serverPort),
    SOTTO_PUBLIC_URL: panelUrl,
    SOTTO_PLATFORM_URL: `http://127.0.0.1:${simulatorPort}`,
    SIM_PORT: String(simulatorPort),
    SOTTO_DATA_DIR: dataDirectory,
    ...environment,
  }
  const simulatorProgram = await startProgram('simulator', settings)
  let serverProgram: Program = await startProgram('serve', settings)
  return {
    panelUrl,
    simulator: createSimulatorClient(`http://127.0.0.1:${simulatorPort}`),
    dataDirectory,
    relay,
    killServer: () => serverProgram.end('SIGKILL'),
    async startServer() {
      serverProgram = await startProgram('serve', settings)
    },
    async stop() {
      await serverProgram.end('SIGTERM')
      await simulatorProgram.end('SIGTERM')
      await relay.close()
      await rm(dataDirectory, { recursive: true, force: true })
    },
  }
}
