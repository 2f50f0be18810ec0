#!/usr/bin/env node
// `sotto` as npm offers it: builds the program first when that is missing or stale, and then runs it.
import { refuseOldNode } from '../../../scripts/install/node-version.mjs'

refuseOldNode()
Promise.all([
  import('../../../scripts/project.mjs'),
  import('../../../scripts/bundle/ensure-built.mjs'),
]).then(([{ isStopAsked, projectDirectory, runScript, runStoppable }, { ensureBuilt }]) =>
  runScript(async () => {
    const args = process.argv.slice(2)
    const asksForHelp = args.includes('--help') || args.includes('-h')
    const withPanel = ['demo', 'serve', 'leak-test'].includes(args[0] ?? '') && !asksForHelp
    // Standard output belongs to the program; what is said here may be piped elsewhere.
    await runStoppable(() => ensureBuilt((line) => console.error(line), { withPanel }))
    if (isStopAsked()) return 0
    const { runProgram } = await import(`${projectDirectory}dist/sotto/main.js`)
    return runProgram(args)
  }),
)
