/**
 * Where the page begins: it chooses its language, and only then loads what has words. A language that cannot be fetched leaves the
 * page in English; a program that cannot be fetched is told by the page itself, in both languages.
 */
import './no-code-from-text.ts'
import { browserStorage } from './capture/browser-storage.ts'
import { chooseLanguage, keptLanguage, type PageTongue, preferencesKey } from './model/language.ts'
import { applyStoredScheme } from './theme/colour-scheme.ts'
import './theme/tokens.css'
import { speak, type Translate } from './words/in-language.ts'

async function translation(tongue: PageTongue): Promise<Translate> {
  switch (tongue) {
    case 'en':
      return () => undefined
    case 'de':
      return (await import('./words/german/index.ts')).inGerman
    case 'en-XA':
      return (await import('./words/pseudo-words.ts')).inPseudo
  }
}

async function begin(): Promise<void> {
  const chosen = keptLanguage(browserStorage('localStorage').get(preferencesKey))
  const browserLanguages = window.navigator.languages
  const { locale, tongue } = chooseLanguage(chosen, browserLanguages)
  const browserTongue = chooseLanguage('auto', browserLanguages).tongue
  try {
    speak({ tongue, browserTongue, locale, translate: await translation(tongue) })
    document.documentElement.lang = tongue
  } catch {
    speak({ tongue: 'en', browserTongue, locale: 'en-GB', translate: () => undefined })
  }
  await import('./start.tsx')
}

applyStoredScheme()
begin().catch((failure: unknown) => {
  document.getElementById('not-loaded')?.removeAttribute('hidden')
  throw failure
})
