// npm run screenshots: a picture of every screen and state in both themes and three widths, into screenshots/ (open its index.html).
// npm run screenshots -- german: the same addresses in German; -- states: empty, failed, offline and the like; -- WORD: only those
// with it in their names.
// npm run screenshots -- guide: the few of the README and of the supervisors' guide, into docs/pictures.
// npm run screenshots -- axe: no pictures, but what axe leaves to a person there (the table in docs/accessibility.md).
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
        const wanted = process.argv[2]
        const [script, folder, names] = workOf(wanted)
        const { code: ended } = await runTool('tsx/dist/cli.mjs', [script, ...folder, ...names])
        code = ended
        const [made] = folder
        if (code === 0 && made !== undefined)
          console.log(`Pictures: ${made === 'screenshots' ? 'screenshots/index.html' : made}`)
      })
      return code
    }),
)

/**
 * @param {string | undefined} wanted
 * @returns {[script: string, folder: readonly string[], names: readonly string[]]}
 */
function workOf(wanted) {
  switch (wanted) {
    case 'axe':
      return ['e2e/src/left-open.ts', [], []]
    case 'guide':
      return ['e2e/src/guide-pictures.ts', ['docs/pictures'], []]
    case undefined:
      return ['e2e/src/screenshots.ts', ['screenshots'], []]
    default:
      return ['e2e/src/screenshots.ts', ['screenshots'], [wanted]]
  }
}
