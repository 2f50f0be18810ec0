/** A bench's processes: what loads a server must not share a thread with it, nor with the clock that judges it. */
import { fork } from 'node:child_process'
import { giveOwnCore } from './own-core.ts'

/** In a child: answers questions by name, one after the other, until the bench is gone. */
export function answerAsked<Question>(
  answers: Readonly<Record<string, (question: Question) => unknown>>,
): void {
  process.on('message', (asked: { name: string; question: Question }) => {
    // A question that cannot be answered rejects, which ends the process and, with it, the bench.
    void Promise.resolve(answers[asked.name]?.(asked.question)).then((answer) =>
      process.send?.(answer ?? null),
    )
  })
  process.on('disconnect', () => process.exit(0))
}

export interface Asked {
  /** One question at a time. */
  ask<Answer>(name: string, question?: Readonly<Record<string, unknown>>): Promise<Answer>
  /** See `giveOwnCore`. */
  runOn(core: number): void
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
    ask<Answer>(name: string, question: Readonly<Record<string, unknown>> = {}) {
      return new Promise<Answer>((resolve) => {
        child.once('message', (answer) => resolve(answer as Answer))
        child.send({ name, question })
      })
    },
    runOn(core) {
      if (child.pid !== undefined) giveOwnCore(child.pid, core)
    },
    stop() {
      isWanted = false
      child.disconnect()
    },
  }
}
