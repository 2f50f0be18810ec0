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
        if (wanted === 'axe') {
          code = (await runTool('tsx/dist/cli.mjs', ['e2e/src/left-open.ts'])).code
          return
        }
        const isGuide = wanted === 'guide'
        const [script, folder] = isGuide
          ? ['e2e/src/guide-pictures.ts', 'docs/pictures']
          : ['e2e/src/screenshots.ts', 'screenshots']
        const wanted = isGuide ? [] : process.argv.slice(2, 3)
        const made = await runTool('tsx/dist/cli.mjs', [script, folder, ...wanted])
        code = made.code
        if (code === 0) console.log(`Pictures: ${isGuide ? folder : 'screenshots/index.html'}`)
      })
      return code
    }),
)
