import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const projectDirectory = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** One `sotto …` as a user would start it. */
export interface Program {
  readonly process: ChildProcess
  /** The address behind its last line, `ready …`. */
  readonly address: string
  /** Everything it has printed so far. */
  printed(): string
  /** Resolves when it has ended. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

/** Resolves when the program says that it is ready; rejects with what it printed when it ends before. */
export async function startProgram(
  command: 'demo' | 'serve' | 'simulator',
  environment: Readonly<Record<string, string>>,
): Promise<Program> {
  const child = spawn(
    process.execPath,
    [join(projectDirectory, 'packages', 'sotto', 'bin', 'sotto.mjs'), command],
    {
      cwd: projectDirectory,
      // The same world for every run, unless a test wants another.
      env: { ...process.env, SIM_SEED: '1', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  // A hook that was given up on leaves nobody to call `end`.
  const kill = () => void child.kill('SIGTERM')
  process.once('exit', kill)
  child.once('exit', () => process.off('exit', kill))
  let text = ''
  const keep = (chunk: Buffer) => {
    text += chunk.toString('utf8')
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const printed = () => text
  return {
    process: child,
    address: await waitForLine(child, printed, /^ready (https?:\S+)$/m),
    printed,
    async end(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill(signal)
      await ended
    },
  }
}

/** A command that ends by itself: resolves with what it printed, rejects with the same when it did not end well. */
export async function runToItsEnd(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  const file = join(projectDirectory, 'packages', 'sotto', 'bin', 'sotto.mjs')
  const { stdout } = await promisify(execFile)(process.execPath, [file, ...words], {
    cwd: projectDirectory,
    env: { ...process.env, ...environment },
  })
  return stdout
}

function waitForLine(child: ChildProcess, printed: () => string, line: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const found = printed().match(line)
      if (found?.[1] !== undefined) resolve(found[1])
    }
    child.stdout?.on('data', look)
    child.once('exit', (code) => reject(new Error(`ended with ${code}:\n${printed()}`)))
  })
}

/** A port nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
