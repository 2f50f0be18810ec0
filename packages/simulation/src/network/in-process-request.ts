/** One HTTP request to an application of the simulation, without a port, through its whole chain of hooks. */
import type { Server } from '@sotto/server'
import type { WorldClock } from '../time/world-clock.ts'

type App = Server['app']

export interface PlainRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

export interface PlainAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly setCookies: readonly { readonly name: string; readonly value: string }[]
  readonly body: string
}

export async function askInProcess(
  clock: WorldClock,
  app: App,
  request: PlainRequest,
): Promise<PlainAnswer> {
  const { method, url, headers, body } = request
  const answer = await clock.during(() =>
    app.inject({ method, url, headers, ...(body === undefined ? {} : { payload: body }) }),
  )
  return {
    status: answer.statusCode,
    headers: Object.fromEntries(
      Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
    ),
    setCookies: answer.cookies,
    body: answer.body,
  }
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
