/** A contact centre of the leak test's own: simulator and server as child processes, on free ports and fresh data. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Clock, Scope } from '@sotto/kernel'
import type { ContactCentre } from '@sotto/leak-proof'
import { type Child, startChild } from '../demo/child.ts'
import { childEnvironment } from '../demo/child-environment.ts'
import { definitePort } from '../free-port.ts'
import { StartRefusal } from '../start-refusal.ts'

export interface StartCentreInput {
  readonly programFile: string
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Of the simulated world. */
  readonly seed: number
  readonly clock: Clock
  /** Ends both and removes the data. */
  readonly scope: Scope
}

/** Throws a StartRefusal with what the child said when one does not start. */
export async function startCentre(input: StartCentreInput): Promise<ContactCentre> {
  const { scope } = input
  const dataDirectory = mkdtempSync(join(tmpdir(), 'sotto-leak-test-'))
  scope.onClose(() => rmSync(dataDirectory, { recursive: true, force: true }))
  mkdirSync(join(dataDirectory, 'logs'))
  const ports = { simulator: await definitePort(0), panel: await definitePort(0) }
  const environment = {
    ...childEnvironment({ environment: input.environment, dataDirectory, ports }),
    SIM_SEED: String(input.seed),
  }
  const start = async (part: 'simulator' | 'serve') => {
    const child = startChild({
      programFile: input.programFile,
      args: [part, '--log-level', 'warn', '--log-file', join(dataDirectory, 'logs', `${part}.log`)],
      environment,
      outputFile: join(dataDirectory, 'logs', `${part}.output`),
      clock: input.clock,
      onNotice: () => {},
    })
    await readyOrRefused(child, part)
    return child
  }
  const simulator = await start('simulator')
  scope.onClose(() => simulator.stop())
  let server = await start('serve')
  scope.onClose(() => server.stop())
  return {
    panelUrl: `http://localhost:${ports.panel}`,
    simulatorUrl: `http://127.0.0.1:${ports.simulator}`,
    async killServer() {
      server.kill()
      await server.ended
    },
    async startServer() {
      server = await start('serve')
    },
  }
}

async function readyOrRefused(child: Child, part: string): Promise<void> {
  const end = await Promise.race([child.ready.then(() => undefined), child.ended])
  if (end === undefined) return
  throw new StartRefusal(end.line ?? `The ${part} did not start: ${end.description}`)
}
