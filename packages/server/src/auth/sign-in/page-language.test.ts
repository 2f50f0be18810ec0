import { describe, expect, it } from 'vitest'
import { pageLanguage } from './page-language.ts'
import { continuePage, problemPage } from './pages.ts'

describe('the language of the server’s own pages', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['de', 'de'],
    ['de-CH,de;q=0.9,en;q=0.8', 'de'],
    ['en-US,en;q=0.9,de;q=0.8', 'en'],
    ['en;q=0.5, de;q=0.7', 'de'],
    ['fr, ja, DE-at;q=0.1', 'de'],
    ['de;q=0, fr', 'en'],
    ['de;q=oops', 'en'],
    [';;;,,q=1', 'en'],
    ['x'.repeat(10_000), 'en'],
  ] as const)('[LG05] of %j is %s', (header, language) => {
    expect(pageLanguage(header)).toBe(language)
  })

  it('[LG05] is told to the browser, and every sentence is of it', () => {
    const german = problemPage('expired', '/', 'c-1', 'de')
    expect(german).toContain('<html lang="de">')
    expect(german).toContain('Diese Anmeldung ist nicht mehr gültig')
    expect(german).toContain('Neu anmelden')
    expect(german).not.toMatch(/Sign in|Reference/)
    expect(problemPage('expired', '/', 'c-1', 'en')).toContain('This sign-in is no longer valid')
    expect(continuePage('/a', 'de')).toContain('Weiter zu Sotto')
  })
})
