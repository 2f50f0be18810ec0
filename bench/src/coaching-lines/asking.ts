/** Questions between the bench and its processes: one at a time, answered in order. */
import { fork } from 'node:child_process'
import type { WebSocketServer } from 'ws'

export interface OpenQuestion {
  readonly port: number
  readonly lines: number
}

type Answers = Readonly<Record<string, (question: OpenQuestion) => unknown>>

/** In a child: answers by name until the bench is gone. */
export function answerAsked(answers: Answers): void {
  process.on('message', (asked: { name: string; question: OpenQuestion }) => {
    // A question that cannot be answered rejects, which ends the process and, with it, the bench.
    void Promise.resolve(answers[asked.name]?.(asked.question)).then((answer) =>
      process.send?.(answer ?? null),
    )
  })
  process.on('disconnect', () => process.exit(0))
}

export interface Asked {
  ask<Answer>(name: string, question?: OpenQuestion): Promise<Answer>
  stop(): void
}

/** Starts this file once more, as somebody else. */
export function startAsked(file: string, args: readonly string[]): Asked {
  // As the program starts its parts.
  const child = fork(file, [...args], {
    execArgv: [...process.execArgv, '--max-semi-space-size=64'],
  })
  let isWanted = true
  child.on('exit', () => {
    if (isWanted) throw new Error(`${args.join(' ')} has ended`)
  })
  return {
    ask: (name, question) =>
      new Promise((resolve) => {
        child.once('message', (answer) => resolve(answer as never))
        child.send({ name, question })
      }),
    stop() {
      isWanted = false
      child.disconnect()
    },
  }
}

export async function portOf(server: WebSocketServer): Promise<number> {
  if (server.address() === null) await new Promise((resolve) => server.on('listening', resolve))
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}
