import { expect, it } from 'vitest'
import { deskListPage, deskPage } from '../desk/page/desk-html.ts'
import { faultPage } from '../fault-panel/page/fault-html.ts'
import { makePerson } from '../oauth/testing/people.ts'
import { permissions } from '../world/cast/rights.ts'
import { gapsOf } from './fill.ts'
import { type PageWords, wordsIn } from './words-of-page.ts'

const people = [
  makePerson({ id: 'ana', name: 'Ana Silva', role: 'agent', queueIds: ['q'] }),
  makePerson({ id: 'mara', name: 'Mara', role: 'supervisor' }),
]
const queues = new Map([['q', { id: 'q', name: 'Billing' }]])

/** Every phrase in brackets that nothing else has, with its gaps: what stands outside of them on a page came from no catalogue. */
function bracketed<Value>(value: Value): Value
function bracketed(value: unknown): unknown {
  if (typeof value === 'string') return `⟦${gapsOf(value).map((gap) => `{${gap}}`)}${value.length}⟧`
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, bracketed(one)]))
}

const words: PageWords = { ...bracketed(wordsIn('en')), language: 'en' }

const pages = {
  'the list of desks': deskListPage({ words, agents: people.slice(0, 1), queues, wrong: true }),
  'no desk': deskListPage({ words, agents: [], queues, wrong: false }),
  'a desk': deskPage(words, { id: 'ana', name: 'Ana Silva' }),
  'the fault panel': faultPage({
    words,
    people,
    queues: [...queues.values()],
    consoleUrl: 'http://localhost/',
  }),
}

/** What is read on the page or read out, and is nobody's name. */
function strangeText(page: string): readonly string[] {
  const named = new Set(['Sotto', 'English', 'Deutsch', 'Ana Silva', 'Mara', 'Billing'])
  const codes = new Set<string>([...permissions, 'CX1', 'CX2', 'CX3'])
  const body = page.replace(
    /<head>[\s\S]*<\/head>/,
    (head) => /<title>.*<\/title>/.exec(head)?.[0] ?? '',
  )
  const attributes = [...body.matchAll(/\s(?:aria-label|placeholder|title|alt)="([^"]*)"/g)]
  const texts = [...body.matchAll(/>([^<]*)</g)]
  return [...attributes, ...texts]
    .map((match) => (match[1] ?? '').replaceAll(/⟦[^⟧]*⟧|·/g, '').trim())
    .filter((text) => /\p{L}/u.test(text) && !named.has(text) && !codes.has(text))
}

it.each(Object.entries(pages))(
  '[LG17] %s says nothing that stands in no catalogue',
  (_name, page) => {
    expect(page.split('⟦').length).toBeGreaterThan(5)
    expect(strangeText(page)).toEqual([])
  },
)

it('[LG17] a text without a catalogue would be found, also one that is only read out', () => {
  expect(strangeText('<p aria-label="Hello">⟦1⟧ there</p>')).toEqual(['Hello', 'there'])
})
