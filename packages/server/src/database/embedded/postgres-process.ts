// One running PostgreSQL: started with a guard, watched, and stopped in ever plainer words.
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
 * The guard: a shell that leaves a watcher behind and then becomes PostgreSQL. The watcher waits for the end of a pipe
 * whose other end only our process holds. When we die, in whatever way, the pipe ends and the watcher asks PostgreSQL
 * to shut down; when PostgreSQL ends first, we write a line and the watcher goes without a word. It is started by a
 * shell in between, so that PostgreSQL never finds a child it does not know.
 */
const guardScript = `
( { read -r _ <&3 || kill -INT "$$"; } >/dev/null 2>&1 & )
exec 3<&-
exec "$@"
`

const askForMs = 10_000
const insistForMs = 5_000

export function startPostgresProcess(input: PostgresProcessInput, clock: Clock): PostgresProcess {
  const guarded = ['-c', guardScript, 'sotto-postgres', input.program, ...input.args]
  const { file, args, ...user } = callAs(input.runner, '/bin/sh', guarded)
  const child = spawn(file, [...args], {
    ...user,
    cwd: '/',
    env: programEnvironment,
    stdio: ['ignore', input.logFile, input.logFile, 'pipe'],
    // A session of its own: Ctrl-C in our terminal is ours to answer, and PostgreSQL goes last.
    detached: true,
  })
  let isOver = false
  const ended = describeEnd(child).then((description) => {
    isOver = true
    dismissWatcher(child)
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

function dismissWatcher(child: ChildProcess): void {
  const pipe = child.stdio[3]
  if (pipe === null || pipe === undefined || !('write' in pipe)) return
  // The watcher may be gone already; that is what we wanted.
  pipe.on('error', () => {})
  pipe.end('ended\n')
}
