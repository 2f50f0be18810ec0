// Bundles the program: our own packages into a few files, npm's packages left where they are.
// Called as: node build-program.mjs <folder to build into>
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { build } from 'esbuild'
import { projectDirectory } from '../project.mjs'

const outputDirectory = process.argv[2]
if (outputDirectory === undefined) throw new Error('say where to build to')

/** Where the bundle will lie in the end; the folder it is built into is a sibling. */
const finalDirectory = join(projectDirectory, 'dist/sotto')

/** @param {string} path */
const asImport = (path) => {
  const fromBundle = relative(finalDirectory, path).split(sep).join('/')
  return fromBundle.startsWith('.') ? fromBundle : `./${fromBundle}`
}

/**
 * Files that a module finds beside itself (voices, pages, …) stay in the source tree: in the bundle, too,
 * `import.meta.url` is the address of the source file.
 *
 * @type {import('esbuild').Plugin}
 */
const sourceAddresses = {
  name: 'source-addresses',
  setup(builder) {
    builder.onLoad({ filter: /[\\/]packages[\\/].*\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      if (!source.includes('import.meta.url')) return undefined
      const address = `new URL(${JSON.stringify(asImport(path))}, import.meta.url).href`
      return { contents: source.replaceAll('import.meta.url', `(${address})`), loader: 'ts' }
    })
  },
}

/**
 * Our modules do nothing by being imported, so what a command does not use is not even loaded: printing the help needs
 * the settings' tables, not a web server.
 *
 * @type {import('esbuild').Plugin}
 */
const imports = {
  name: 'imports',
  setup(builder) {
    builder.onResolve(
      { filter: /.*/ },
      async ({ path, kind, importer, resolveDir, pluginData }) => {
        if (kind === 'entry-point' || pluginData === 'asked') return undefined
        const isOurs = path.startsWith('.') || path.startsWith('@sotto/')
        if (!isOurs && nestedPackage(path, resolveDir) === undefined)
          return { path, external: true }
        const found = await builder.resolve(path, {
          resolveDir,
          importer,
          kind,
          pluginData: 'asked',
        })
        if (found.errors.length > 0) return found
        return isOurs
          ? { path: found.path, sideEffects: false }
          : { path: asImport(found.path), external: true }
      },
    )
  },
}

/**
 * npm keeps a package beside the workspace that asked for it when two of them need different versions. From the
 * bundle's place the other version would be found, so such an import names its file.
 *
 * @param {string} specifier
 * @param {string} directory
 */
function nestedPackage(specifier, directory) {
  const parts = specifier.split('/')
  const name = specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? '')
  for (let at = directory; at.startsWith(join(projectDirectory, 'packages')); at = dirname(at)) {
    const candidate = join(at, 'node_modules', name)
    if (existsSync(candidate)) return candidate
  }
  return undefined
}

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
  plugins: [sourceAddresses, imports],
}).catch(() => process.exit(1))
