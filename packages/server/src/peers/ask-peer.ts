/** One request to another server of the installation: the thin edge over `node:http`, each on a connection of its own. */
import { request as openRequest } from 'node:http'
import { request as openTlsRequest } from 'node:https'
import type { Clock } from '@sotto/kernel'
import type { PeerWayTo } from './peer-way.ts'

export interface PeerRequest {
  /** Such as `http://10.0.0.5:4400`. */
  readonly address: string
  readonly way: PeerWayTo
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
  /** Aborted: nobody waits any more. */
  readonly signal: AbortSignal
}

export interface PeerAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: Buffer
}

/** `unreached`: it has certainly not been asked. `lost`: it may have been, and may have done it. */
export type PeerOutcome =
  | { readonly kind: 'answered'; readonly answer: PeerAnswer }
  | { readonly kind: 'unreached' }
  | { readonly kind: 'lost' }

const connectMs = 1_000
const mostBytes = 8 * 1_024 * 1_024

export function askPeer(clock: Clock, input: PeerRequest): Promise<PeerOutcome> {
  const { body, headers, method, signal, way } = input
  if (way.kind === 'refused') return Promise.resolve({ kind: 'unreached' })
  return new Promise((resolve) => {
    let isConnected = false
    const fail = () => resolve({ kind: isConnected ? 'lost' : 'unreached' })
    const open = way.kind === 'tls' ? openTlsRequest : openRequest
    const asked = open(new URL(input.path, input.address), {
      ...(way.kind === 'tls' ? way.tls : {}),
      method,
      agent: false,
      signal,
      headers: {
        ...headers,
        ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
      },
    })
    const cancelPatience = clock.schedule(connectMs, () => {
      if (!isConnected) asked.destroy()
    })
    asked.on('socket', (socket) => {
      // By TLS nothing is asked before the certificate is known to be right.
      socket.once(way.kind === 'tls' ? 'secureConnect' : 'connect', () => {
        isConnected = true
      })
    })
    asked.on('error', fail)
    asked.on('close', () => {
      cancelPatience()
      fail()
    })
    asked.on('response', (response) => {
      const parts: Buffer[] = []
      let bytes = 0
      response.on('data', (part: Buffer) => {
        parts.push(part)
        bytes += part.length
        if (bytes > mostBytes) asked.destroy()
      })
      response.on('error', fail)
      response.on('end', () => {
        const { headers: told, statusCode: status = 502 } = response
        if (!response.complete) return fail()
        resolve({
          kind: 'answered',
          answer: { status, headers: told, body: Buffer.concat(parts) },
        })
      })
    })
    asked.end(body)
  })
}
