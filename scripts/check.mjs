// npm run check: everything that can be said without a browser, in under two minutes.
// npm run check:fast: the same for the files that differ from the last commit.
import { refuseOldNode } from './install/node-version.mjs'

refuseOldNode()
const isFast = process.argv.includes('--fast')
Promise.all([import('./project.mjs'), import('./install/ensure-installed.mjs')]).then(
  ([{ runScript, runStoppable }, { ensureInstalled }]) =>
    runScript(async () => {
      let passed = false
      await runStoppable(async () => {
        await ensureInstalled()
        const { checkAll, checkChanged } = await import('./check/run-checks.mjs')
        passed = await (isFast ? checkChanged() : checkAll())
        console.log(passed ? 'All checks passed.' : 'Some checks failed.')
      })
      return passed ? 0 : 1
    }),
)
