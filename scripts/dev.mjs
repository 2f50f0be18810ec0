// npm run dev: simulator, server and panel from their sources, restarted or reloaded as they are saved.
import { refuseOldNode } from './install/node-version.mjs'

refuseOldNode()
Promise.all([import('./project.mjs'), import('./install/ensure-installed.mjs')]).then(
  ([{ runScript, runStoppable, isStopAsked }, { ensureInstalled }]) =>
    runScript(async () => {
      await runStoppable(ensureInstalled)
      if (isStopAsked()) return 0
      const { runDevelopment } = await import('./dev/run-development.mjs')
      return runDevelopment()
    }),
)
