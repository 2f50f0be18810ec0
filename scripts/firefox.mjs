// npm run firefox: the main job once more in Firefox. As root on Debian what is missing is installed: the browser, and a sound server
// that plays into nothing, since Firefox starts no sound where there is no device.
import { refuseOldNode } from './install/node-version.mjs'

refuseOldNode()
Promise.all([import('./project.mjs'), import('./install/ensure-installed.mjs')]).then(
  ([{ runScript, runStoppable, runTool }, { ensureInstalled }]) =>
    runScript(async () => {
      let code = 1
      await runStoppable(async () => {
        await ensureInstalled()
        const { findOrInstallFirefox } = await import('./install/find-program.mjs')
        const { withSilentSound } = await import('./test/silent-sound.mjs')
        const firefox = await findOrInstallFirefox()
        const { ensureBuilt } = await import('./bundle/ensure-built.mjs')
        await ensureBuilt(console.log)
        code = await withSilentSound(async (sound) => {
          const environment = { ...process.env, ...sound, FIREFOX_PATH: firefox }
          const args = ['run', '--config', 'e2e/vitest.firefox.config.ts']
          return (await runTool('vitest/vitest.mjs', args, { environment })).code
        })
      })
      return code
    }),
)
