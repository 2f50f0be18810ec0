/** The parent's side of one child process: started, heard, and ended. */
import { type ChildProcess, fork } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import type { Clock } from '@sotto/kernel'
import { type FromChild, fromChildSchema, type ToChild } from './child-messages.ts'

export interface ChildInput {
  readonly programFile: string
  readonly args: readonly string[]
  readonly environment: NodeJS.ProcessEnv
  /** Takes what the child writes besides its log: a crash's last words. */
  readonly outputFile: string
  readonly clock: Clock
  onNotice(line: string): void
}

export type ReadyMessage = Extract<FromChild, { type: 'ready' }>

export interface ChildEnd {
  /** The line the child gave for its end, when it gave one. */
  readonly line: string | undefined
  /** `exit code 1`, `SIGKILL`, … */
  readonly description: string
}

export interface Child {
  readonly ready: Promise<ReadyMessage>
  /** Settles once, however the process ended. Never rejects. */
  readonly ended: Promise<ChildEnd>
  /** Asks it to end, and kills it when it does not. Resolves when it has ended. */
  stop(): Promise<void>
  kill(): void
}

const endWithinMs = 12_000
/**
 * In megabytes. Sound makes short-lived things every 20 ms; with Node's 16 some of them outlive two collections of the young, and the
 * old are then collected every few seconds, which stops all lines (docs/decisions/2026-11-21-lines-of-one-core.md).
 */
const youngHalfMegabytes = 64

export function startChild(input: ChildInput): Child {
  const process = forkWithOutput(input)
  let failureLine: string | undefined
  const ready = new Promise<ReadyMessage>((resolve) => {
    process.on('message', (raw) => {
      const message = fromChildSchema.safeParse(raw)
      if (!message.success) return
      if (message.data.type === 'ready') resolve(message.data)
      else if (message.data.type === 'notice') input.onNotice(message.data.line)
      else failureLine = message.data.line
    })
  })
  let isOver = false
  const ended = new Promise<ChildEnd>((resolve) => {
    const end = (description: string) => {
      isOver = true
      resolve({ line: failureLine, description })
    }
    process.once('error', (failure) => end(failure.message))
    process.once('close', (code, signal) => end(signal ?? `exit code ${code}`))
  })
  return {
    ready,
    ended,
    async stop() {
      if (isOver) return
      const giveUp = input.clock.schedule(endWithinMs, () => process.kill('SIGKILL'))
      const message: ToChild = { type: 'stop' }
      // It may end between the check and the call; then there is nobody left to tell.
      process.send(message, () => {})
      await ended
      giveUp()
    },
    kill: () => {
      process.kill('SIGKILL')
    },
  }
}

function forkWithOutput(input: ChildInput): ChildProcess {
  const output = openSync(input.outputFile, 'w')
  try {
    return fork(input.programFile, [...input.args], {
      env: input.environment,
      // Of both parts only the console's server carries sound by the hundred lines.
      execArgv: input.args[0] === 'serve' ? [`--max-semi-space-size=${youngHalfMegabytes}`] : [],
      stdio: ['ignore', output, output, 'ipc'],
    })
  } finally {
    closeSync(output)
  }
}
