// npm run dev: simulator, server and panel from their sources, restarted or reloaded as they are saved.
import { refuseOldNode } from './install/node-version.mjs'

refuseOldNode()
Promise.all([
  import('./project.mjs'),
  import('./install/ensure-installed.mjs'),
  import('./bundle/ensure-built.mjs'),
]).then(([{ runScript, runStoppable, isStopAsked }, { ensureInstalled }, { ensureBuilt }]) =>
  runScript(async () => {
    await runStoppable(async () => {
      await ensureInstalled()
      // The server does not start without a panel to serve, though here nobody asks it for one.
      await ensureBuilt((line) => console.log(line))
    })
    if (isStopAsked()) return 0
    const { runDevelopment } = await import('./dev/run-development.mjs')
    return runDevelopment()
  }),
)
