/** Signs in to the panel's server by plain HTTP, as a browser would do it, for load and latency measures without one. */
export interface HttpSession {
  /** For the `Cookie` header of requests and socket handshakes. */
  readonly cookie: string
}

type CookieJar = Map<string, Map<string, string>>

function keepCookies(jar: CookieJar, url: URL, response: Response): void {
  const cookies = jar.get(url.host) ?? new Map<string, string>()
  jar.set(url.host, cookies)
  for (const line of response.headers.getSetCookie()) {
    const pair = line.split(';')[0] ?? ''
    const separator = pair.indexOf('=')
    cookies.set(pair.slice(0, separator), pair.slice(separator + 1))
  }
}

function cookieHeader(jar: CookieJar, url: URL): string {
  return [...(jar.get(url.host) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ')
}

/** The address and body that pressing the button with that person's name would send. */
export function loginForm(html: string, personName: string): { action: string; body: string } {
  const action = html.match(/<form[^>]*action="([^"]+)"/)?.[1]
  const buttons = [...html.matchAll(/<button[^>]*value="([^"]+)"[^>]*>([^<]+)</g)]
  const person = buttons.find((button) => button[2]?.trim() === personName)?.[1]
  if (action === undefined || person === undefined)
    throw new Error(`the login page has no button "${personName}"`)
  return { action, body: new URLSearchParams({ person }).toString() }
}

export async function signInByHttp(panelUrl: string, personName: string): Promise<HttpSession> {
  const jar: CookieJar = new Map()
  const panelHost = new URL(panelUrl).host
  let url = new URL('/auth/sign-in?returnTo=/', panelUrl)
  let body: string | undefined
  for (let hop = 0; hop < 15; hop += 1) {
    const response = await fetch(url, {
      redirect: 'manual',
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        cookie: cookieHeader(jar, url),
        ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(body === undefined ? {} : { body }),
    })
    keepCookies(jar, url, response)
    body = undefined
    const location = response.headers.get('location')
    if (location !== null) {
      url = new URL(location, url)
      continue
    }
    if (url.host === panelHost && response.ok) return { cookie: cookieHeader(jar, url) }
    const form = loginForm(await response.text(), personName)
    url = new URL(form.action, url)
    body = form.body
  }
  throw new Error('signing in went round in circles')
}
