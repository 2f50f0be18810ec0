import { describe, expect, it } from 'vitest'
import { chooseLanguage, keptLanguage } from './language.ts'

describe('the language of the page', () => {
  it.each([
    [['fr-FR', 'de-AT', 'en-US'], 'de', 'de-AT'],
    [['en-US', 'de-DE'], 'en', 'en-GB'],
    [['DE-ch'], 'de', 'DE-ch'],
    [['de'], 'de', 'de'],
    [['fr', 'ja'], 'en', 'en-GB'],
    [['den', 'enm'], 'en', 'en-GB'],
    [[], 'en', 'en-GB'],
  ] as const)(
    '[LG01] [LG02] is the first of the browser’s own that we have: %j is %s',
    (browser, tongue, locale) => {
      expect(chooseLanguage('auto', browser)).toEqual({ tongue, locale })
    },
  )

  it('[LG01] is what somebody chose, whatever the browser likes', () => {
    expect(chooseLanguage('en', ['de-DE'])).toEqual({ tongue: 'en', locale: 'en-GB' })
    expect(chooseLanguage('de', ['en-US'])).toEqual({ tongue: 'de', locale: 'de-DE' })
    expect(chooseLanguage('de', ['en-US', 'de-x'])).toMatchObject({ locale: 'de-DE' })
  })

  it('[LG01] what is kept and cannot be read is no choice', () => {
    expect(keptLanguage('{"language":"de"}')).toBe('de')
    for (const text of [undefined, '', '{', 'null', '[]', '7', '{}', '{"language":"xx"}'])
      expect(keptLanguage(text)).toBe('auto')
  })
})
