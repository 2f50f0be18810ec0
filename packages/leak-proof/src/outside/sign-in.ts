/** Signs in to the console by plain HTTP, through the platform's own login page, as a browser would. */
import { createCookieJar } from './cookie-jar.ts'

export interface SignInInput {
  readonly panelUrl: string
  /** As it stands on the button of the platform's login page. */
  readonly personName: string
  readonly fetch: typeof globalThis.fetch
}

/** More redirects than any honest sign-in has. */
const mostHops = 15

/** Resolves to the session's `Cookie` header. Throws when the person is not there or the way goes round in circles. */
export async function signInByHttp({ panelUrl, personName, fetch }: SignInInput): Promise<string> {
  const jar = createCookieJar()
  const panelHost = new URL(panelUrl).host
  let url = new URL('/auth/sign-in?returnTo=/', panelUrl)
  let form: string | undefined
  for (let hop = 0; hop < mostHops; hop += 1) {
    const response = await fetch(url, requestOf(form, jar.headerFor(url)))
    jar.keep(url, response)
    form = undefined
    const location = response.headers.get('location')
    if (location !== null) {
      url = new URL(location, url)
      continue
    }
    if (url.host === panelHost && response.ok) return jar.headerFor(url)
    const pressed = pressButton(await response.text(), personName)
    url = new URL(pressed.action, url)
    form = pressed.body
  }
  throw new Error('signing in went round in circles')
}

function requestOf(form: string | undefined, cookie: string): RequestInit {
  if (form === undefined) return { redirect: 'manual', headers: { cookie } }
  return {
    redirect: 'manual',
    method: 'POST',
    headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
    body: form,
  }
}

/** The address and body that pressing the button with that name would send. */
function pressButton(html: string, personName: string): { action: string; body: string } {
  const action = html.match(/<form[^>]*action="([^"]+)"/)?.[1]
  const buttons = [...html.matchAll(/<button[^>]*value="([^"]+)"[^>]*>([^<]+)</g)]
  const person = buttons.find((button) => button[2]?.trim() === personName)?.[1]
  if (action === undefined || person === undefined)
    throw new Error(`the login page has no button "${personName}"`)
  return { action, body: new URLSearchParams({ person }).toString() }
}
