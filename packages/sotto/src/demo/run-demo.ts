/**
 * The demonstration: a simulated contact centre and the server, each in a process of its own, so that the clock of the
 * simulated voices shares no thread with the server. This process only starts, watches and ends the two.
 */
import { join } from 'node:path'
import type { Clock } from '@sotto/kernel'
import { makeDataDirectory } from '../data-directory.ts'
import { exitCodes } from '../exit-codes.ts'
import { definitePort } from '../free-port.ts'
import { listenForStop, type StopSignal } from '../stop-signal.ts'
import type { Terminal } from '../terminal.ts'
import { type Child, type ChildEnd, type ReadyMessage, startChild } from './child.ts'
import { childEnvironment } from './child-environment.ts'
import { readyLines } from './ready-lines.ts'

export interface DemoInput {
  readonly programFile: string
  readonly version: string
  readonly dataDirectory: string
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly ports: { readonly panel: number; readonly simulator: number }
  readonly logLevel: string
  readonly terminal: Terminal
  readonly clock: Clock
}

interface Children {
  readonly simulator: Child
  readonly server: Child
}

/** Runs until asked to end. Resolves to the exit code; throws a StartRefusal when nothing could be started. */
export async function runDemo(input: DemoInput): Promise<number> {
  makeDataDirectory(input.dataDirectory)
  const stop = listenForStop(input.clock)
  try {
    input.terminal.say(
      `Sotto ${input.version}: starting a simulated contact centre and the console …`,
    )
    const children = await startChildren(input)
    void stop.insisted.then(() => kill(children))
    return await watch(input, children, stop)
  } finally {
    stop.release()
  }
}

async function watch(input: DemoInput, children: Children, stop: StopSignal): Promise<number> {
  const { terminal } = input
  const someEnd = firstEnd(children)
  const outcome = await Promise.race([someEnd, stop.asked, allReady(children)])
  if (outcome !== undefined && 'simulator' in outcome) {
    for (const line of readyLines({ ...outcome, dataDirectory: input.dataDirectory }))
      terminal.say(line)
    await Promise.race([someEnd, stop.asked])
  }
  if (stop.isAsked()) {
    terminal.say('Ending …')
    await endInOrder(children)
    return exitCodes.ok
  }
  const end = await someEnd
  terminal.complain(describeEnd(end, input.dataDirectory))
  await endInOrder(children)
  return exitCodes.failed
}

async function startChildren(input: DemoInput): Promise<Children> {
  // Both sides must know each other's address before either has started, so "any free port" is settled here.
  const environment = childEnvironment({
    environment: input.environment,
    dataDirectory: input.dataDirectory,
    ports: {
      simulator: await definitePort(input.ports.simulator),
      panel: await definitePort(input.ports.panel),
    },
  })
  const start = (name: 'simulator' | 'serve', part: string) =>
    startChild({
      programFile: input.programFile,
      args: [
        name,
        '--log-level',
        input.logLevel,
        '--log-file',
        join(input.dataDirectory, 'logs', `${part}.log`),
      ],
      environment,
      outputFile: join(input.dataDirectory, 'logs', `${part}.output`),
      clock: input.clock,
      onNotice: (line) => input.terminal.say(`  ${line}`),
    })
  return { simulator: start('simulator', 'simulator'), server: start('serve', 'server') }
}

async function allReady(
  children: Children,
): Promise<{ simulator: ReadyMessage; server: ReadyMessage }> {
  const [simulator, server] = await Promise.all([children.simulator.ready, children.server.ready])
  return { simulator, server }
}

interface NamedEnd extends ChildEnd {
  readonly name: 'simulator' | 'server'
}

function firstEnd({ simulator, server }: Children): Promise<NamedEnd> {
  return Promise.race([
    simulator.ended.then((end) => ({ ...end, name: 'simulator' as const })),
    server.ended.then((end) => ({ ...end, name: 'server' as const })),
  ])
}

function describeEnd(end: NamedEnd, dataDirectory: string): string {
  if (end.line !== undefined) return end.line
  const log = join(dataDirectory, 'logs', `${end.name}.log`)
  return `The ${end.name} ended unexpectedly (${end.description}). What happened before is in ${log}`
}

/** The server first, while there is still a platform to say goodbye to. */
async function endInOrder(children: Children): Promise<void> {
  await children.server.stop()
  await children.simulator.stop()
}

function kill(children: Children): void {
  children.server.kill()
  children.simulator.kill()
}
