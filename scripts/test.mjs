// npm test: installs what is missing, runs every suite, and ends with the line `N passed, N failed`.
import { refuseOldNode } from './install/node-version.mjs'

refuseOldNode()
Promise.all([import('./project.mjs'), import('./install/ensure-installed.mjs')]).then(
  ([{ runScript, runStoppable }, { ensureInstalled }]) =>
    runScript(async () => {
      let failed = 1
      await runStoppable(async () => {
        await ensureInstalled()
        const { runEverything } = await import('./test/run-everything.mjs')
        const { failureLines } = await import('./test/tally.mjs')
        const total = await runEverything()
        failed = total.failed
        for (const line of failureLines(total)) console.log(line)
        console.log(`${total.passed} passed, ${total.failed} failed`)
      })
      return failed === 0 ? 0 : 1
    }),
)
