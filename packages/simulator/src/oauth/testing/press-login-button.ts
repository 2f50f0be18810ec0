/** Goes through the sign-in pages as a browser would: keeps cookies, follows redirects, presses one person's button. */

export interface PressInput {
  /** The address the client sends the browser to. */
  readonly authorizationUrl: URL
  readonly personName: string
  readonly fetch: typeof globalThis.fetch
  /** The browser's cookies by name; a browser of its own when left out. */
  readonly cookies?: Map<string, string>
}

export interface PressOutcome {
  /** Where the browser was sent in the end: the client's redirect address with code or error. */
  readonly callbackUrl: URL | undefined
  /** The last page met, when the way ended on one. */
  readonly page:
    | { readonly status: number; readonly html: string; readonly policy: string }
    | undefined
}

export async function pressLoginButton(input: PressInput): Promise<PressOutcome> {
  const cookies = input.cookies ?? new Map<string, string>()
  let url = input.authorizationUrl
  let request: RequestInit = {}
  for (let hop = 0; hop < 10; hop += 1) {
    const headers = { accept: 'text/html', cookie: cookieHeader(cookies) }
    const response = await input.fetch(url, { ...request, redirect: 'manual', headers })
    keepCookies(cookies, response)
    request = {}
    const location = response.headers.get('location')
    if (location !== null) {
      url = new URL(location, url)
      if (url.host !== input.authorizationUrl.host) return { callbackUrl: url, page: undefined }
      continue
    }
    const html = await response.text()
    const form = readForm(html, input.personName)
    if (form === undefined) {
      const policy = response.headers.get('content-security-policy') ?? ''
      return { callbackUrl: undefined, page: { status: response.status, html, policy } }
    }
    url = new URL(form.action, url)
    request = { method: 'POST', body: new URLSearchParams({ person: form.person }) }
  }
  throw new Error('the sign-in pages go round in circles')
}

function readForm(
  html: string,
  personName: string,
): { action: string; person: string } | undefined {
  const action = /<form method="post" action="([^"]+)"/.exec(html)?.[1]
  const person = [...html.matchAll(/<button [^>]*value="([^"]+)"[^>]*>([^<]+)<\/button>/g)].find(
    ([, , name]) => name === personName,
  )?.[1]
  return action === undefined || person === undefined ? undefined : { action, person }
}

function keepCookies(cookies: Map<string, string>, response: Response): void {
  for (const line of response.headers.getSetCookie()) {
    const [pair = ''] = line.split(';')
    const [name = '', value = ''] = pair.split(/=(.*)/s)
    if (value === '') cookies.delete(name)
    else cookies.set(name, value)
  }
}

function cookieHeader(cookies: ReadonlyMap<string, string>): string {
  return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
}
