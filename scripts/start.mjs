// npm start: installs what is missing, builds what is stale, and runs the demonstration.
import { refuseOldNode } from './install/node-version.mjs'

/**
 * When npm is killed it cannot pass that on, and nobody would be left who can end us: we end when our parent changes.
 */
function endWithNpm() {
  if (process.env.npm_lifecycle_event !== 'start') return
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    process.kill(process.pid, 'SIGTERM')
  }, 500)
  timer.unref()
}

refuseOldNode()
Promise.all([
  import('./project.mjs'),
  import('./install/ensure-installed.mjs'),
  import('./bundle/ensure-built.mjs'),
]).then(([{ isStopAsked, projectDirectory, runScript, runStoppable }, installing, building]) =>
  runScript(async () => {
    await runStoppable(async () => {
      await installing.ensureInstalled()
      await building.ensureBuilt((line) => console.log(line))
    })
    if (isStopAsked()) return 0
    endWithNpm()
    const { runProgram } = await import(`${projectDirectory}dist/sotto/main.js`)
    return runProgram(['demo', ...process.argv.slice(2)])
  }),
)
