// The panel comes from Vite's own server on SOTTO_PORT, which hands everything that is not a source file to our server
// behind it: the browser sees one origin, as it does in production.
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { createServer as createNetServer } from 'node:net'
import { join } from 'node:path'
import { createServer } from 'vite'
import { PlainFailure, projectDirectory } from '../project.mjs'

/** What our server answers; the rest is the panel. */
const serverPaths = [
  '/api',
  '/auth',
  '/live',
  '/audio',
  '/healthz',
  '/readyz',
  '/metrics',
  '/openapi',
]

/** Runs until Ctrl-C. @returns {Promise<number>} the exit code */
export async function runDevelopment() {
  const panelPort = Number(process.env.SOTTO_PORT || 4400)
  const simulatorPort = Number(process.env.SIM_PORT || 4500)
  const serverPort = await freePort()
  const dataDirectory = process.env.SOTTO_DATA_DIR || join(projectDirectory, '.sotto')
  const panelUrl = `http://localhost:${panelPort}`
  mkdirSync(dataDirectory, { recursive: true })
  const environment = {
    ...process.env,
    SOTTO_DATA_DIR: dataDirectory,
    SOTTO_PUBLIC_URL: panelUrl,
    SOTTO_PLATFORM_URL: `http://127.0.0.1:${simulatorPort}`,
  }
  const panel = await startPanel(panelPort, serverPort)
  const children = [
    startWatched('simulator', { ...environment, SIM_PORT: String(simulatorPort) }),
    startWatched('serve', { ...environment, SOTTO_PORT: String(serverPort) }),
  ]
  console.log(`\nThe console will be at ${panelUrl} once both are ready. Ctrl-C ends everything.\n`)
  await new Promise((resolve) => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
    for (const child of children) child.once('exit', resolve)
  })
  await Promise.all([panel.close(), ...children.map(end)])
  return 0
}

/**
 * @param {number} port
 * @param {number} serverPort
 */
async function startPanel(port, serverPort) {
  const target = `http://127.0.0.1:${serverPort}`
  const proxy = Object.fromEntries(
    serverPaths.map((path) => [path, { target, ws: true, changeOrigin: false }]),
  )
  try {
    const server = await createServer({
      root: join(projectDirectory, 'packages/panel'),
      server: { port, strictPort: true, host: 'localhost', proxy },
      clearScreen: false,
    })
    return await server.listen()
  } catch (failure) {
    const reason = failure instanceof Error ? failure.message : String(failure)
    throw new PlainFailure(`The panel's development server could not start: ${reason}`)
  }
}

/**
 * @param {'simulator' | 'serve'} command
 * @param {NodeJS.ProcessEnv} environment
 */
function startWatched(command, environment) {
  const tsx = join(projectDirectory, 'node_modules/tsx/dist/cli.mjs')
  const program = join(projectDirectory, 'packages/sotto/src/program.ts')
  return spawn(
    process.execPath,
    [tsx, 'watch', '--clear-screen=false', program, command, '--log-level', 'warn'],
    // A group of its own: Ctrl-C is answered here, once.
    {
      cwd: projectDirectory,
      env: environment,
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: true,
    },
  )
}

/** @param {import('node:child_process').ChildProcess} child @returns {Promise<void>} */
function end(child) {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createNetServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}
