// What a browser loads before there is something to look at: how much, and from where. Read from the panel as it is built.
// Called as: node scripts/check/panel-size.mjs [folder of a built panel]
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { ensurePanelBuilt } from '../bundle/ensure-built.mjs'
import { runScript } from '../project.mjs'

/** Bytes of gzip; a kilobyte has a thousand. */
export const firstLoadLimitBytes = 200_000

/** By the module's place in packages/panel. */
const entry = 'index.html'
/** Fetched by the entry once the page's language is known. */
const start = 'src/start.tsx'
const german = 'src/words/german/index.ts'
const consolePage = 'src/features/shell/console.tsx'

/** The component library's names in its style sheets, as they stand in its code. */
const componentLibraryMark = /\bm_[0-9a-f]{6,8}\b/

/**
 * Where a page may not go by itself. Namespaces of XML and the addresses of error explanations are names, nothing is fetched
 * from them.
 */
const foreignAddress = /\b(?:https?|wss?):\/\/[A-Za-z0-9.-]+/g
const onlyNames = new Set([
  'http://www.w3.org',
  'http://json-schema.org',
  'https://json-schema.org',
  'https://mantine.dev',
  'https://react.dev',
])

/**
 * @typedef {object} Chunk
 * @property {string} file
 * @property {readonly string[]} [imports] what it cannot do without
 */
/** @typedef {Readonly<Record<string, Chunk>>} Manifest */

/**
 * @param {Manifest} manifest
 * @param {readonly string[]} names
 * @returns {readonly string[]} the files of these chunks and of everything they cannot do without
 */
export function filesOf(manifest, names) {
  const seen = new Set()
  /** @param {string} name */
  function visit(name) {
    if (seen.has(name)) return
    seen.add(name)
    const chunk = manifest[name]
    if (chunk === undefined) throw new Error(`The panel was built without ${name}.`)
    for (const needed of chunk.imports ?? []) visit(needed)
  }
  for (const name of names) visit(name)
  return [...seen].flatMap((name) => manifest[name]?.file ?? [])
}

/**
 * @typedef {object} PanelFiles
 * @property {Manifest} manifest
 * @property {(file: string) => string} read
 * @property {readonly string[]} served every text file a browser may be given
 */

/**
 * @param {PanelFiles} panel
 * @param {number} [limitBytes]
 * @returns {readonly string[]} what is wrong
 */
export function judgePanel({ manifest, read, served }, limitBytes = firstLoadLimitBytes) {
  const first = filesOf(manifest, [entry, start, consolePage]).map((file) => ({
    file,
    bytes: gzipSync(read(file), { level: 9 }).length,
  }))
  const firstBytes = first.reduce((sum, { bytes }) => sum + bytes, 0)
  const chunks = [...first]
    .sort((left, right) => right.bytes - left.bytes)
    .map(({ bytes, file }) => `  ${String(bytes).padStart(7)}  ${file}`)
  return [
    ...(firstBytes <= limitBytes
      ? []
      : [
          `The first screen after the sign-in loads ${firstBytes} bytes of script (gzip), more than ${limitBytes}:\n${chunks.join('\n')}`,
        ]),
    ...filesOf(manifest, [entry, start])
      .filter((file) => componentLibraryMark.test(read(file)))
      .map((file) => `The sign-in page loads the component library: ${file}`),
    ...(first.some(({ file }) => file === manifest[german]?.file)
      ? ['The German words are loaded by everybody.']
      : []),
    ...served.flatMap((file) =>
      foreignOrigins(read(file)).map((origin) => `${file} names a foreign origin: ${origin}`),
    ),
  ]
}

/**
 * @param {string} text
 * @returns {readonly string[]}
 */
function foreignOrigins(text) {
  return [...new Set(text.match(foreignAddress) ?? [])].filter((origin) => !onlyNames.has(origin))
}

/** @param {string} folder */
function readPanel(folder) {
  /** @param {string} file */
  const read = (file) => readFileSync(join(folder, file), 'utf8')
  const served = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /^[^.].*\.(?:html|js|css|svg)$/.test(file),
  )
  return { manifest: JSON.parse(read('.vite/manifest.json')), read, served }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  await runScript(async () => {
    const complaints = judgePanel(readPanel(process.argv[2] ?? (await ensurePanelBuilt())))
    for (const complaint of complaints) console.log(complaint)
    return complaints.length === 0 ? 0 : 1
  })
