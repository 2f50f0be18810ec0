// npm run build: builds what is stale. npm start does the same by itself.
import { refuseOldNode } from './install/node-version.mjs'

refuseOldNode()
Promise.all([
  import('./project.mjs'),
  import('./install/ensure-installed.mjs'),
  import('./bundle/ensure-built.mjs'),
]).then(([{ runScript, runStoppable }, { ensureInstalled }, { ensureBuilt }]) =>
  runScript(async () => {
    await runStoppable(async () => {
      await ensureInstalled()
      await ensureBuilt((line) => console.log(line))
      console.log('Everything is built.')
    })
    return 0
  }),
)
