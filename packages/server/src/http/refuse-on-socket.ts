/** The answer to what is not even HTTP, or too much of it: written by hand, since there is no request to answer. */
import type { Socket } from 'node:net'
import { ApiRefusal, refusalBody } from './api-refusal.ts'

const statusLines: Readonly<Record<number, string>> = {
  400: '400 Bad Request',
  408: '408 Request Timeout',
  431: '431 Request Header Fields Too Large',
}

/** Nobody hears it: gone, or before a handshake, whose end what is said would wait for. */
const sayingNothing = /^(ECONNRESET$|ERR_TLS_|ERR_SSL_)/

export function refuseOnSocket(
  failure: Error & { readonly code?: string },
  socket: Socket,
  contextId: string,
): void {
  if (sayingNothing.test(failure.code ?? '') || !socket.writable) return void socket.destroy()
  const refusal = refusalOf(failure.code)
  const body = JSON.stringify(refusalBody(refusal, contextId))
  socket.end(
    [
      `HTTP/1.1 ${statusLines[refusal.status]}`,
      'Content-Type: application/json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  )
}

function refusalOf(code: string | undefined): ApiRefusal {
  const message = 'The request could not be taken.'
  if (code === 'HPE_HEADER_OVERFLOW')
    return new ApiRefusal({ status: 431, code: 'headers-too-large', message })
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new ApiRefusal({ status: 408, code: 'request-timeout', message })
  return new ApiRefusal({ status: 400, code: 'bad-request', message })
}
