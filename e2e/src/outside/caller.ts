import type { Refusal } from './shapes.ts'

export interface Answer<Body> {
  readonly status: number
  readonly headers: Headers
  /** The parsed JSON, or undefined when there was none. */
  readonly body: Body
}

export interface Sending {
  readonly body?: unknown
  /** Sent as it is, instead of `body`. */
  readonly raw?: string | Uint8Array<ArrayBuffer>
  readonly headers?: Readonly<Record<string, string>>
}

/** Calls the platform's doors with one person's token. */
export interface Caller {
  readonly token: string
  call<Body = Refusal>(method: string, path: string, sending?: Sending): Promise<Answer<Body>>
  get<Body = Refusal>(path: string): Promise<Answer<Body>>
  post<Body = Refusal>(path: string, body?: unknown): Promise<Answer<Body>>
  patch<Body = Refusal>(path: string, body?: unknown): Promise<Answer<Body>>
  delete<Body = Refusal>(path: string): Promise<Answer<Body>>
}

async function readBody(response: Response) {
  const text = await response.text()
  if (!response.headers.get('content-type')?.includes('json')) return undefined
  return JSON.parse(text)
}

/** `path` is under `/api/v2` unless it begins with `/_simulator` or `/oauth`. An empty token sends no header at all. */
export function createCaller(baseUrl: string, token: string): Caller {
  async function call<Body>(method: string, path: string, sending: Sending = {}) {
    const own = path.startsWith('/_simulator') || path.startsWith('/oauth')
    const payload =
      sending.raw ?? (sending.body === undefined ? undefined : JSON.stringify(sending.body))
    const response = await fetch(`${baseUrl}${own ? '' : '/api/v2'}${path}`, {
      method,
      headers: {
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
        ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
        ...sending.headers,
      },
      ...(payload === undefined ? {} : { body: payload }),
    })
    const answer: Answer<Body> = {
      status: response.status,
      headers: response.headers,
      body: await readBody(response),
    }
    return answer
  }
  return {
    token,
    call,
    get: (path) => call('GET', path),
    post: (path, body = {}) => call('POST', path, { body }),
    patch: (path, body = {}) => call('PATCH', path, { body }),
    delete: (path) => call('DELETE', path),
  }
}
