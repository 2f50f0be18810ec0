// A sound server that plays into nothing: Firefox starts no sound where there is no device to play it.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { findOrInstallSoundServer } from '../install/find-program.mjs'
import { PlainFailure } from '../project.mjs'

const modules = ['module-null-sink sink_name=silence', 'module-native-protocol-unix']
const longestStartMs = 20_000

/**
 * @template Result
 * @param {(environment: NodeJS.ProcessEnv) => Promise<Result>} work is given what leads programs to that server
 * @returns {Promise<Result>}
 */
export async function withSilentSound(work) {
  const program = await findOrInstallSoundServer()
  const directory = mkdtempSync(join(tmpdir(), 'sotto-sound-'))
  const environment = { XDG_RUNTIME_DIR: directory }
  const loaded = modules.flatMap((module) => ['-L', module])
  const server = spawn(program, ['-n', '--exit-idle-time=-1', '--daemonize=no', ...loaded], {
    env: { ...process.env, ...environment },
    stdio: 'ignore',
  })
  try {
    await isListening(server, join(directory, 'pulse', 'native'))
    return await work(environment)
  } finally {
    server.kill('SIGTERM')
    rmSync(directory, { recursive: true, force: true })
  }
}

/** @param {import('node:child_process').ChildProcess} server @param {string} socket */
async function isListening(server, socket) {
  const latest = Date.now() + longestStartMs
  while (!existsSync(socket)) {
    if (server.exitCode !== null || Date.now() > latest)
      throw new PlainFailure('PulseAudio, the sound server for Firefox, does not start.')
    await wait(50)
  }
}
