/** Cookies by host, as a browser keeps them, as far as signing in needs it. */
export interface CookieJar {
  keep(url: URL, response: Response): void
  headerFor(url: URL): string
}

export function createCookieJar(): CookieJar {
  const byHost = new Map<string, Map<string, string>>()
  return {
    keep(url, response) {
      const cookies = byHost.get(url.host) ?? new Map<string, string>()
      byHost.set(url.host, cookies)
      for (const line of response.headers.getSetCookie()) {
        const pair = line.split(';')[0] ?? ''
        const separator = pair.indexOf('=')
        cookies.set(pair.slice(0, separator), pair.slice(separator + 1))
      }
    },
    headerFor: (url) =>
      [...(byHost.get(url.host) ?? [])].map(([name, value]) => `${name}=${value}`).join('; '),
  }
}
