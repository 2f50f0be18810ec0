/** Which language the page speaks: what somebody chose, else the first of the browser's own that we have, else English. */

/** The pseudo language stretches and accents the English: for trying layouts, offered nowhere. */
const tongues = ['en', 'de', 'en-XA'] as const
export type PageTongue = (typeof tongues)[number]
export type ChosenLanguage = 'auto' | PageTongue

export interface SpokenLanguage {
  readonly tongue: PageTongue
  /** For dates, numbers and sorting: how its own country writes them. */
  readonly locale: string
}

/** `browserLanguages`: as the browser names them, the best liked first. */
export function chooseLanguage(
  chosen: ChosenLanguage,
  browserLanguages: readonly string[],
): SpokenLanguage {
  const tongue = chosen === 'auto' ? firstKnown(browserLanguages) : chosen
  return { tongue, locale: localeOf(tongue, browserLanguages) }
}

/** Where the preferences are kept. */
export const preferencesKey = 'sotto.preferences'

/** What cannot be read is `auto`. */
export function readLanguage(raw: unknown): ChosenLanguage {
  return tongues.find((tongue) => tongue === raw) ?? 'auto'
}

function firstKnown(browserLanguages: readonly string[]): PageTongue {
  for (const language of browserLanguages) {
    if (isOf('de', language)) return 'de'
    if (isOf('en', language)) return 'en'
  }
  return 'en'
}

function localeOf(tongue: PageTongue, browserLanguages: readonly string[]): string {
  if (tongue !== 'de') return 'en-GB'
  // Austria and Switzerland write numbers and months their own way.
  return browserLanguages.find((language) => isOf('de', language) && isLocale(language)) ?? 'de-DE'
}

const isOf = (tongue: string, language: string) =>
  language.toLowerCase() === tongue || language.toLowerCase().startsWith(`${tongue}-`)

function isLocale(name: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(name).length > 0
  } catch {
    return false
  }
}

/** From the text that the preferences are kept as: the page asks before anything else of the program is loaded. */
export function keptLanguage(preferences: string | undefined): ChosenLanguage {
  try {
    const raw: unknown = JSON.parse(preferences ?? '')
    return typeof raw === 'object' && raw !== null && 'language' in raw
      ? readLanguage(raw.language)
      : 'auto'
  } catch {
    return 'auto'
  }
}
