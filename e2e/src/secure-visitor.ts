/** A browser's manners over TLS with a certificate of our own: cookies, redirects, the login page's button, sockets. */
import { type IncomingHttpHeaders, request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import WebSocket from 'ws'

export interface SecureAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

export interface AskInput {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** An address of this machine to come from. */
  readonly from?: string
}

export interface SecureSocket {
  readonly texts: readonly string[]
  binaryCount(): number
  /** What the other side ended it with, once it has. */
  closeCode(): number | undefined
  say(message: unknown): void
  close(): void
}

export interface SecureVisitor {
  ask(url: string | URL, input?: AskInput): Promise<SecureAnswer>
  /** Presses the button with that name; answers every `Set-Cookie` that came on the way from the console. */
  signIn(consoleUrl: string, personName: string): Promise<readonly string[]>
  cookieFor(url: string | URL): string
  /** The status of a refused handshake, or the open socket. */
  socket(url: string): Promise<SecureSocket | { readonly refused: number }>
}

/** `certificate` is the authority that is believed besides the usual ones, as PEM. */
export function createSecureVisitor(certificate: string): SecureVisitor {
  const jars = new Map<string, Map<string, string>>()

  function keep(url: URL, lines: readonly string[]): void {
    const jar = jars.get(url.host) ?? new Map<string, string>()
    jars.set(url.host, jar)
    for (const line of lines) {
      const [, name, value] = line.match(/^([^=]+)=([^;]*)/) ?? []
      if (name !== undefined && value !== undefined) jar.set(name, value)
    }
  }

  const cookieFor = (url: string | URL) =>
    [...(jars.get(new URL(url).host) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ')

  function ask(given: string | URL, input: AskInput = {}): Promise<SecureAnswer> {
    const url = new URL(given)
    const send = url.protocol === 'https:' ? secureRequest : plainRequest
    return new Promise((resolve, reject) => {
      const { from, headers, method = 'GET' } = input
      const options = {
        method,
        headers: { cookie: cookieFor(url), ...headers },
        ca: certificate,
        servername: url.hostname,
        ...(from === undefined ? {} : { localAddress: from }),
      }
      const outgoing = send(url, options, (answer) => {
        keep(url, answer.headers['set-cookie'] ?? [])
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            text: Buffer.concat(parts).toString(),
          }),
        )
      })
      outgoing.on('error', reject)
      outgoing.end(input.body)
    })
  }

  async function signIn(consoleUrl: string, personName: string): Promise<readonly string[]> {
    const own: string[] = []
    let url = new URL('/auth/sign-in?returnTo=/', consoleUrl)
    let body: string | undefined
    for (let hop = 0; hop < 15; hop += 1) {
      const type = { 'content-type': 'application/x-www-form-urlencoded' }
      const answer = await ask(
        url,
        body === undefined ? {} : { method: 'POST', headers: type, body },
      )
      if (url.origin === consoleUrl) own.push(...(answer.headers['set-cookie'] ?? []))
      body = undefined
      const { location } = answer.headers
      if (location !== undefined) url = new URL(location, url)
      else if (url.origin === consoleUrl && answer.status === 200) return own
      else {
        const form = loginForm(answer.text, personName)
        url = new URL(form.action, url)
        body = form.body
      }
    }
    throw new Error('signing in went round in circles')
  }

  function socket(address: string): Promise<SecureSocket | { readonly refused: number }> {
    const url = new URL(address)
    const opened = new WebSocket(address.replace('http', 'ws'), {
      ca: certificate,
      headers: { cookie: cookieFor(url), origin: url.origin },
    })
    const texts: string[] = []
    let binaries = 0
    let code: number | undefined
    opened.on('close', (given) => {
      code = given
    })
    opened.on('message', (data, isBinary) => {
      if (isBinary) binaries += 1
      else texts.push(String(data))
    })
    return new Promise((resolve, reject) => {
      opened.once('unexpected-response', (outgoing, answer) => {
        resolve({ refused: answer.statusCode ?? 0 })
        outgoing.destroy()
      })
      opened.on('error', reject)
      opened.once('open', () =>
        resolve({
          texts,
          binaryCount: () => binaries,
          closeCode: () => code,
          say: (message) => opened.send(JSON.stringify(message)),
          close: () => opened.close(),
        }),
      )
    })
  }

  return { ask, signIn, cookieFor, socket }
}

function loginForm(html: string, personName: string): { action: string; body: string } {
  const action = html.match(/<form[^>]*action="([^"]+)"/)?.[1]
  const buttons = [...html.matchAll(/<button[^>]*value="([^"]+)"[^>]*>([^<]+)</g)]
  const person = buttons.find((button) => button[2]?.trim() === personName)?.[1]
  if (action === undefined || person === undefined)
    throw new Error(`no button "${personName}" on: ${html.slice(0, 300)}`)
  return { action, body: new URLSearchParams({ person }).toString() }
}
