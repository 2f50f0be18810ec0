// npm run screenshots: a picture of every screen in both themes and three widths, into screenshots/ (open its index.html).
import { refuseOldNode } from './install/node-version.mjs'

refuseOldNode()
Promise.all([import('./project.mjs'), import('./install/ensure-installed.mjs')]).then(
  ([{ runScript, runStoppable, runTool }, { ensureInstalled }]) =>
    runScript(async () => {
      let code = 1
      await runStoppable(async () => {
        await ensureInstalled()
        const { ensureBuilt } = await import('./bundle/ensure-built.mjs')
        await ensureBuilt(console.log)
        const made = await runTool('tsx/dist/cli.mjs', ['e2e/src/screenshots.ts', 'screenshots'])
        code = made.code
        if (code === 0) console.log('Pictures: screenshots/index.html')
      })
      return code
    }),
)
