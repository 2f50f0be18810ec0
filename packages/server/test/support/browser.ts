/** A browser as far as signing in needs one: cookies by their rules, redirects, forms. It talks to our server in process. */
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'

export interface BrowserOptions {
  readonly app: FastifyInstance
  /** The console's public address. */
  readonly origin: string
}

export interface Browser {
  /** Cookies of the console by name. */
  readonly cookies: Map<string, string>
  /** Opens a page of the console: as a visit, or as its own script does with `script: true`. */
  get(path: string, headers?: Record<string, string>): Promise<LightMyRequestResponse>
  post(
    path: string,
    body?: object,
    headers?: Record<string, string>,
  ): Promise<LightMyRequestResponse>
  /** From our sign-in door through the platform's pages, as that person, to the address the platform sends back to. */
  walkToCallback(personName: string, returnTo?: string): Promise<string>
  /** All the way; throws unless it ends signed in. */
  signIn(personName: string, returnTo?: string): Promise<LightMyRequestResponse>
}

export function createBrowser({ app, origin }: BrowserOptions): Browser {
  const cookies = new Map<string, string>()
  const host = new URL(origin).host

  async function ask(
    method: 'GET' | 'POST',
    path: string,
    headers: Record<string, string>,
    body?: object,
  ): Promise<LightMyRequestResponse> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await app.inject({
      method,
      url: path,
      headers: { host, ...(cookie === '' ? {} : { cookie }), ...headers },
      ...(body === undefined ? {} : { payload: body }),
    })
    for (const { name, value, maxAge, expires } of response.cookies) {
      const isGone = value === '' || maxAge === 0 || (expires !== undefined && +expires < 2)
      if (isGone) cookies.delete(name)
      else cookies.set(name, value)
    }
    return response
  }

  const browser: Browser = {
    cookies,
    get: (path, headers = {}) => ask('GET', path, headers),
    post: (path, body, headers = {}) =>
      ask('POST', path, { origin, 'sec-fetch-site': 'same-origin', ...headers }, body),
    async walkToCallback(personName, returnTo) {
      const query = returnTo === undefined ? '' : `?returnTo=${encodeURIComponent(returnTo)}`
      const begun = await ask('GET', `/auth/sign-in${query}`, { accept: 'text/html' })
      const location = begun.headers.location
      if (location === undefined) throw new Error(`no redirect: ${begun.statusCode} ${begun.body}`)
      const callback = await walkThroughPlatform(location, personName, origin)
      return `${callback.pathname}${callback.search}`
    },
    async signIn(personName, returnTo) {
      const callback = await browser.walkToCallback(personName, returnTo)
      const answer = await ask('GET', callback, { accept: 'text/html' })
      if (answer.statusCode !== 200) throw new Error(`not signed in: ${answer.body}`)
      return answer
    },
  }
  return browser
}

async function walkThroughPlatform(
  start: string,
  personName: string,
  origin: string,
): Promise<URL> {
  const cookies = new Map<string, string>()
  let url = new URL(start)
  let init: RequestInit = {}
  for (let hop = 0; hop < 10; hop += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { cookie } })
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
      cookies.set(name, value)
    }
    init = {}
    const location = response.headers.get('location')
    if (location !== null) {
      url = new URL(location, url)
      if (url.origin === origin) return url
      continue
    }
    const page = await response.text()
    const action = /<form method="post" action="([^"]+)"/.exec(page)?.[1]
    const buttons = [...page.matchAll(/<button [^>]*value="([^"]+)"[^>]*>([^<]+)<\/button>/g)]
    const person = buttons.find(([, , name]) => name === personName)?.[1]
    if (action === undefined || person === undefined)
      throw new Error(`no way on from ${url.href}: ${page.slice(0, 300)}`)
    url = new URL(action, url)
    init = { method: 'POST', body: new URLSearchParams({ person }) }
  }
  throw new Error('the sign-in pages go round in circles')
}
