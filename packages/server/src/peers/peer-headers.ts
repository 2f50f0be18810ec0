/** What is passed on of a request to the server where its tab sits: everything of the caller's, under the console's own name. */
import type { FastifyRequest } from 'fastify'

/** Marks what another server has passed on: it is not passed on again. To whoever else sends it, that is all it does. */
const passedOnHeader = 'x-sotto-passed-on'

/** Of this one connection, or made anew for the next. */
const ofThisHop = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-forwarded-host',
])

export function isPassedOn(request: FastifyRequest): boolean {
  return request.headers[passedOnHeader] !== undefined
}

export function headersForPeer(request: FastifyRequest): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(request.headers))
    if (typeof value === 'string' && !ofThisHop.has(name) && !name.startsWith('sec-websocket-'))
      headers[name] = value
  headers.host = request.server.guards.address.host()
  headers[passedOnHeader] = '1'
  return headers
}
