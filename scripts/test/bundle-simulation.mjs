// Makes plain scripts of the simulation: they load in a moment, where reading the sources takes seconds of every worker.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { bundlePlugins } from '../bundle/bundle-plugins.mjs'
import { projectDirectory } from '../project.mjs'

/**
 * @param {string} directory within the project, where npm's packages are found from
 * @returns {Promise<{ main: string, worker: string }>} the command's file, and the address its workers begin with
 */
export async function bundleSimulation(directory) {
  const source = join(projectDirectory, 'packages/simulation/src')
  await build({
    absWorkingDir: projectDirectory,
    entryPoints: { main: join(source, 'main.ts'), worker: join(source, 'seed-worker.ts') },
    outdir: directory,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    logLevel: 'warning',
    plugins: bundlePlugins(directory),
  })
  return {
    main: join(directory, 'main.mjs'),
    worker: pathToFileURL(join(directory, 'worker.mjs')).href,
  }
}
