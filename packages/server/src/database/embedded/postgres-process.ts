// One running PostgreSQL: started, watched over, and stopped in ever plainer words.
import { type ChildProcess, spawn } from 'node:child_process'
import type { Clock } from '@sotto/kernel'
import { callAs, programEnvironment, type Runner } from './database-account.ts'

export interface PostgresProcessInput {
  readonly runner: Runner
  readonly program: string
  readonly args: readonly string[]
  /** An open file that takes what PostgreSQL says. */
  readonly logFile: number
}

export interface PostgresProcess {
  /** Settles when the process has ended, however that came. Never rejects. */
  readonly ended: Promise<{ readonly description: string }>
  hasEnded(): boolean
  /** Ends it: asks, insists, and at last kills. Safe to call more than once. */
  stop(): Promise<void>
}

/**
 * The watcher waits for the end of a pipe whose other end only our process holds. When we die, in whatever way, the
 * pipe ends and the watcher asks PostgreSQL to shut down; when PostgreSQL ends first, we write a line and the watcher
 * goes without a word.
 */
const watcherScript = 'read -r _ || kill -INT "$1"'

const askForMs = 10_000
const insistForMs = 5_000

export function startPostgresProcess(input: PostgresProcessInput, clock: Clock): PostgresProcess {
  const { file, args, ...user } = callAs(input.runner, input.program, input.args)
  const child = spawn(file, [...args], {
    ...user,
    cwd: '/',
    env: programEnvironment,
    stdio: ['ignore', input.logFile, input.logFile],
    // A session of its own: Ctrl-C in our terminal is ours to answer, and PostgreSQL goes last.
    detached: true,
  })
  const dismissWatcher = watch(child)
  let isOver = false
  const ended = describeEnd(child).then(async (description) => {
    isOver = true
    await dismissWatcher()
    return { description }
  })
  const endedWithin = (milliseconds: number) =>
    new Promise<boolean>((resolve) => {
      const cancel = clock.schedule(milliseconds, () => resolve(false))
      void ended.then(() => {
        cancel()
        resolve(true)
      })
    })
  async function stop(): Promise<void> {
    child.kill('SIGINT')
    if (await endedWithin(askForMs)) return
    child.kill('SIGQUIT')
    if (await endedWithin(insistForMs)) return
    child.kill('SIGKILL')
    await ended
  }
  let stopping: Promise<void> | undefined
  return {
    ended,
    hasEnded: () => isOver,
    stop() {
      stopping ??= isOver ? Promise.resolve() : stop()
      return stopping
    },
  }
}

function describeEnd(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (failure) => resolve(failure.message))
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`))
  })
}

/** Leaves a watcher behind; the answer sends it away again. */
function watch(postgres: ChildProcess): () => Promise<void> {
  // It could not be started; its end is on the way.
  if (postgres.pid === undefined) return () => Promise.resolve()
  const watcher = spawn('/bin/sh', ['-c', watcherScript, 'sotto-watcher', String(postgres.pid)], {
    cwd: '/',
    env: programEnvironment,
    stdio: ['pipe', 'ignore', 'ignore'],
    // Ctrl-C must not take it before its time.
    detached: true,
  })
  // The watcher may be gone already; that is what is wanted.
  watcher.stdin.on('error', () => {})
  const gone = describeEnd(watcher)
  return async () => {
    watcher.stdin.end('ended\n')
    await gone
  }
}
