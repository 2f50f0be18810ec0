import { connectPanel, type PanelSocket } from './panel-socket.ts'

export interface Asking {
  readonly method?: string
  readonly body?: unknown
  readonly raw?: string
  readonly key?: string
  /** Replaces or, with '', leaves out. */
  readonly headers?: Readonly<Record<string, string>>
}

export interface ConsoleAnswer {
  readonly status: number
  readonly headers: Headers
  /** The parsed JSON, or the text. */
  // biome-ignore lint/suspicious/noExplicitAny: a check reads whatever the door said
  readonly body: any
}

/** The console's doors, as its own page would use them: with session, origin and, for a change, a key. */
export interface ConsoleClient {
  freshKey(): string
  ask(path: string, asking?: Asking): Promise<ConsoleAnswer>
  socket(door: string): Promise<PanelSocket>
  /** A socket of that tab, welcomed. */
  live(tabId: string): Promise<PanelSocket>
}

export function createConsoleClient(panelUrl: string, cookie: string): ConsoleClient {
  let lastKey = 0
  function freshKey(): string {
    lastKey += 1
    return `judge-key-${lastKey}`
  }

  function headersOf(isChange: boolean, hasBody: boolean, { key, headers }: Asking) {
    const all = {
      cookie,
      ...(isChange ? { origin: panelUrl, 'idempotency-key': key ?? freshKey() } : {}),
      ...(hasBody ? { 'content-type': 'application/json' } : {}),
      ...headers,
    }
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''))
  }

  async function socket(door: string): Promise<PanelSocket> {
    const opened = await connectPanel(`${panelUrl}${door}`, { cookie, origin: panelUrl })
    if ('refused' in opened) throw new Error(`refused: ${opened.refused}`)
    return opened
  }

  return {
    freshKey,
    async ask(path, asking = {}) {
      const { method, body, raw } = asking
      const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body))
      const hasBody = payload !== undefined
      const response = await fetch(`${panelUrl}${path}`, {
        redirect: 'manual',
        method: method ?? (hasBody ? 'POST' : 'GET'),
        headers: headersOf(method !== undefined || hasBody, hasBody, asking),
        ...(hasBody ? { body: payload } : {}),
      })
      const text = await response.text()
      const isJson = response.headers.get('content-type')?.includes('json')
      return {
        status: response.status,
        headers: response.headers,
        body: isJson ? JSON.parse(text) : text,
      }
    },
    socket,
    async live(tabId) {
      const opened = await socket('/live')
      opened.say({ type: 'hello', tabId })
      await opened.next('welcome')
      return opened
    },
  }
}
