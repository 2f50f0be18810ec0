import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { textOutsideWords } from './no-text-outside-words.ts'
import { joined } from './unused-phrases.ts'

const source = join(import.meta.dirname, '../../../packages/simulator/src')

/** As it runs: nothing of the simulator stands in the types of the scripts. */
const load = (path: string) => import(pathToFileURL(join(source, path)).href)
const { wordsIn }: { wordsIn: (language: string) => object } = await load('words/words-of-page.ts')
const { gapsOf }: { gapsOf: (phrase: string) => readonly string[] } = await load('words/fill.ts')

const english = phrasesIn(wordsIn('en'))
const german = phrasesIn(wordsIn('de'))

const code = joined(
  readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !/\.test\.ts$|^words\//.test(path))
    .map((path) => ({ path, code: readFileSync(join(source, path), 'utf8') })),
)

/** Every phrase by its way, `desk.states.HOLD`; those of faults are looked up by the fault, and there can be none without. */
function phrasesIn(words: object): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const walk = (value: unknown, way: readonly string[]): void => {
    if (typeof value === 'string') found.set(way.join('.'), value)
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) walk(inner, [...way, key])
  }
  for (const [section, value] of Object.entries(words))
    if (section !== 'language') walk(value, [section])
  return found
}

/** `section.key` is said, or it is a key that another decides on; of a record also when it is looked up or handed on as a whole. */
function isSaid(way: string, everything: string): boolean {
  const [section = '', key = '', ...inner] = way.split('.')
  const isRead = (object: string, name: string) =>
    new RegExp(`\\b${object}\\.${name}\\b`).test(everything)
  if (section === 'catalogue') return isRead(section, key)
  if (inner.length === 0) return isRead(section, key) || everything.includes(`'${key}'`)
  const isTakenWhole = new RegExp(`\\b${section}\\.${key}(\\[|\\))`).test(everything)
  return isTakenWhole || isRead(key, inner[0] ?? '')
}

describe('the simulator’s pages', () => {
  it('[LG15] say the same in both languages: every phrase, with the same gaps, and none is empty', () => {
    expect(english.size).toBeGreaterThan(250)
    expect([...german.keys()].sort()).toEqual([...english.keys()].sort())
    for (const [way, phrase] of english) {
      expect([way, gapsOf(german.get(way) ?? '')]).toEqual([way, gapsOf(phrase)])
      expect([way, phrase.trim() === '', german.get(way)?.trim()]).not.toContain('')
    }
  })

  it('[LG16] have no phrase that nobody says', () => {
    expect([...english.keys()].filter((way) => !isSaid(way, code))).toEqual([])
  })

  it.each([
    ['desk.idle', 'words.desk.hear'],
    ['desk.acts.idle', 'words.desk.acts.hold'],
    ['fault.units.idle', 'const { units } = words.fault; units.ms'],
  ])('[LG16] one that nobody says would be found: %s', (way, everything) => {
    expect(isSaid(way, everything)).toBe(false)
  })

  it('[LG17] say nothing in their scripts that stands in no catalogue', async () => {
    const { deskScript } = await load('desk/page/desk-script.ts')
    const { faultScript } = await load('fault-panel/page/fault-script.ts')
    const found = [deskScript, faultScript].flatMap((script) => {
      const { length } = JSON.stringify(script(wordsIn('en')).split('\n')[2])
      expect(length).toBeGreaterThan(1_000)
      const own = script(wordsIn('en')).split('\n').slice(3).join('\n')
      return textOutsideWords('page.js', own).map(({ text }) => text)
    })
    expect(found).toEqual([])
  })
})
