// How our own packages become a few files: npm's packages, and what our modules find beside themselves, stay where they are.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { projectDirectory } from '../project.mjs'

/**
 * @param {string} finalDirectory where the bundle will lie in the end
 * @returns {import('esbuild').Plugin[]}
 */
export function bundlePlugins(finalDirectory) {
  /** @param {string} path */
  const asImport = (path) => {
    const fromBundle = relative(finalDirectory, path).split(sep).join('/')
    return fromBundle.startsWith('.') ? fromBundle : `./${fromBundle}`
  }
  return [sourceAddresses(asImport), imports(asImport)]
}

/**
 * Files that a module finds beside itself (voices, pages, …) stay in the source tree: in the bundle, too,
 * `import.meta.url` is the address of the source file.
 *
 * @param {(path: string) => string} asImport
 * @returns {import('esbuild').Plugin}
 */
const sourceAddresses = (asImport) => ({
  name: 'source-addresses',
  setup(builder) {
    builder.onLoad({ filter: /[\\/]packages[\\/].*\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      if (!source.includes('import.meta.url')) return undefined
      const address = `new URL(${JSON.stringify(asImport(path))}, import.meta.url).href`
      return { contents: source.replaceAll('import.meta.url', `(${address})`), loader: 'ts' }
    })
  },
})

/**
 * Our modules do nothing by being imported, so what a command does not use is not even loaded: printing the help needs
 * the settings' tables, not a web server.
 *
 * @param {(path: string) => string} asImport
 * @returns {import('esbuild').Plugin}
 */
const imports = (asImport) => ({
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
})

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
