/** In which language the simulator's own pages are written: what somebody chose there, else what the browser asks for. */

const languages = ['en', 'de'] as const
export type PageLanguage = (typeof languages)[number]

/** What each language calls itself. */
export const languageNames = { en: 'English', de: 'Deutsch' } as const satisfies Record<
  PageLanguage,
  string
>

export function readLanguage(raw: unknown): PageLanguage | undefined {
  return languages.find((language) => language === raw)
}

const cookieName = 'sotto-simulator-language'
const mostAsked = 20
const yearSeconds = 31_536_000

export interface AskingBrowser {
  readonly cookie?: string | undefined
  readonly 'accept-language'?: string | undefined
}

/** Of `Accept-Language` (RFC 9110, 12.5.4) the best liked that we have; else English. */
export function languageFor(headers: AskingBrowser): PageLanguage {
  return chosenIn(headers.cookie ?? '') ?? firstAsked(headers['accept-language'] ?? '') ?? 'en'
}

/** The `Set-Cookie` header that keeps a choice: in this browser, for this machine's pages only. */
export function keepLanguage(language: PageLanguage): string {
  return `${cookieName}=${language}; Path=/; Max-Age=${yearSeconds}; HttpOnly; SameSite=Lax`
}

function chosenIn(cookie: string): PageLanguage | undefined {
  const kept = cookie
    .split(';')
    .map((one) => one.trim())
    .find((one) => one.startsWith(`${cookieName}=`))
  return readLanguage(kept?.slice(cookieName.length + 1))
}

function firstAsked(acceptLanguage: string): PageLanguage | undefined {
  return acceptLanguage
    .split(',', mostAsked)
    .map((part) => {
      const [name = '', ...parameters] = part.toLowerCase().split(';')
      return { language: readLanguage(name.trim().split('-')[0]), liking: likingOf(parameters) }
    })
    .filter(({ liking }) => liking > 0)
    .sort((one, other) => other.liking - one.liking)
    .find(({ language }) => language !== undefined)?.language
}

function likingOf(parameters: readonly string[]): number {
  const given = parameters.map((one) => one.trim()).find((one) => one.startsWith('q='))
  const liking = given === undefined ? 1 : Number(given.slice(2))
  return Number.isFinite(liking) ? liking : 0
}
