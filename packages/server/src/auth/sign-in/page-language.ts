/** In which language the server's own small pages are written: before anybody is signed in only the browser can tell. */

export type PageLanguage = 'en' | 'de'

const mostAsked = 20

/** Of `Accept-Language` (RFC 9110, 12.5.4) the best liked that we have; else English. */
export function pageLanguage(acceptLanguage: string | undefined): PageLanguage {
  const asked = (acceptLanguage ?? '')
    .split(',', mostAsked)
    .map((part) => {
      const [name = '', ...parameters] = part.toLowerCase().split(';')
      return { language: name.trim().split('-')[0], liking: likingOf(parameters) }
    })
    .filter(({ liking }) => liking > 0)
    .sort((one, other) => other.liking - one.liking)
  for (const { language } of asked) if (language === 'de' || language === 'en') return language
  return 'en'
}

function likingOf(parameters: readonly string[]): number {
  const given = parameters.map((one) => one.trim()).find((one) => one.startsWith('q='))
  const liking = given === undefined ? 1 : Number(given.slice(2))
  return Number.isFinite(liking) ? liking : 0
}
