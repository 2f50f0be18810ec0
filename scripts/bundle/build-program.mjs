// Bundles the program: our own packages into a few files, npm's packages left where they are.
// Called as: node build-program.mjs <folder to build into>
import { join } from 'node:path'
import { build } from 'esbuild'
import { projectDirectory } from '../project.mjs'
import { bundlePlugins } from './bundle-plugins.mjs'

const outputDirectory = process.argv[2]
if (outputDirectory === undefined) throw new Error('say where to build to')

await build({
  absWorkingDir: projectDirectory,
  entryPoints: {
    // What bin/sotto.mjs and scripts/start.mjs import, and what child processes are started with.
    main: join(projectDirectory, 'packages/sotto/src/main.ts'),
    program: join(projectDirectory, 'packages/sotto/src/program.ts'),
  },
  outdir: outputDirectory,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  sourcemap: 'linked',
  sourcesContent: false,
  logLevel: 'warning',
  // The folder it is built into is a sibling of where it will lie in the end.
  plugins: bundlePlugins(join(projectDirectory, 'dist/sotto')),
}).catch(() => process.exit(1))
