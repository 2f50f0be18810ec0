import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { textOutsideWords } from './no-text-outside-words.ts'
import { type CodeFile, joined, unusedPhrases } from './unused-phrases.ts'

const source = join(import.meta.dirname, '../../../packages/panel/src')

const files: readonly CodeFile[] = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
  .map((path) => ({ path, code: readFileSync(join(source, path), 'utf8') }))

/** As it runs: these words are the panel's, and nothing of it stands in the types of the scripts. */
const load = (path: string) => import(pathToFileURL(join(source, path)).href)
const { german }: { german: Readonly<Record<string, object>> } = await load('words/german/index.ts')

const isGerman = ({ path }: CodeFile) => path.startsWith('words/german/')
const catalogues = files.filter(
  (file) => !isGerman(file) && /^export const english = /m.test(file.code),
)
const nameOf = ({ path }: CodeFile) => path.replace(/^words\//, '').replace(/\.ts$/, '')

/** As it stands in code. */
const gap = '$' + '{x}'

describe('the catalogues', () => {
  it('[LG10] are in both languages, each under the name of its file', () => {
    expect(catalogues.length).toBeGreaterThan(50)
    expect(Object.keys(german).sort()).toEqual(catalogues.map(nameOf).sort())
    for (const file of catalogues) expect(file.code).toContain(`inLanguage('${nameOf(file)}',`)
  })

  it('[LG10] are of one shape: the same keys, and phrases with gaps where the other has them', async () => {
    const differing: string[] = []
    for (const file of catalogues) {
      const module: { english?: unknown } = await load(file.path)
      const [english, other] = [module.english, german[nameOf(file)]]
      differing.push(...differences(english, other, nameOf(file)))
    }
    expect(differing).toEqual([])
  })

  it('[LG11] hold nothing that nobody says', () => {
    const everything = joined(files.filter((file) => !isGerman(file)))
    const unused = catalogues.flatMap((file) =>
      unusedPhrases(file, everything).map((key) => `${nameOf(file)}: ${key}`),
    )
    expect(unused).toEqual([])
  })

  it('[LG11] a phrase that nobody says would be found, also within a record', () => {
    const code = [
      "export const english = { used: 'a', idle: 'b', inner: { one: 'c', two: 'd' }, whole: { x: 'e' } }",
      "const words = inLanguage('x', english)",
      'export const innerWords = words.inner',
      'export const say = (key: string) => [words.used, words.whole[key]]',
    ].join('\n')
    const page = { path: 'page.tsx', code: 'innerWords.one' }
    const own = { path: 'x.ts', code }
    expect(unusedPhrases(own, joined([own, page]))).toEqual(['idle', 'inner.two'])
  })

  it('[LG12] hold every text: none stands in a screen', () => {
    const found = files
      .filter(({ path }) => !isSample(path) && /\.tsx$|^model\//.test(path))
      .flatMap(({ code, path }) =>
        textOutsideWords(path, code).map(({ line, text }) => `${path}:${line} ${text}`),
      )
    expect(found).toEqual([])
  })

  it.each([
    ['<p>Hello there</p>', 'Hello there'],
    ['<p>{isOn ? "muted" : x}</p>', 'muted'],
    ['<b title="close">{x}</b>', 'close'],
    [`<b aria-label={\`Remove ${gap}\`} />`, 'Remove 0'],
    ['announcer.say("done")', 'done'],
    ['const names = { a: "Try again" }', 'Try again'],
  ])('[LG12] %s would be found', (code, text) => {
    expect(textOutsideWords('x.tsx', code).map((one) => one.text)).toEqual([text])
  })
})

it('[LG20] every field for a date has its day written out beside it, and is described by that', () => {
  const dated = files.filter(({ code }) => code.includes('type="date"'))
  expect(dated.length).toBeGreaterThanOrEqual(4)
  for (const { code, path } of dated) {
    const count = (what: RegExp) => code.match(what)?.length ?? 0
    const fields = count(/type="date"/g)
    expect([path, count(/<ChosenDay /g)]).toEqual([path, fields])
    expect([path, count(/aria-describedby=\{\w*[dD]ayId\}/g)]).toEqual([path, fields])
  }
})

/** Made-up people and talk for the page of parts: not words of ours. */
function isSample(path: string): boolean {
  return path.startsWith('features/parts/')
}

function differences(english: unknown, other: unknown, way: string): readonly string[] {
  if (typeof english !== typeof other) return [way]
  if (typeof english === 'string') return other === '' ? [`${way} is empty`] : []
  if (typeof english === 'function' && typeof other === 'function')
    return english.length === other.length ? [] : [`${way} has other gaps`]
  if (
    typeof english !== 'object' ||
    english === null ||
    typeof other !== 'object' ||
    other === null
  )
    return []
  const names = new Set([...Object.keys(english), ...Object.keys(other)])
  return [...names].flatMap((name) =>
    differences(Reflect.get(english, name), Reflect.get(other, name), `${way}.${name}`),
  )
}
