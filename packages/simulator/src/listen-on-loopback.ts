/** Listens on both of this machine's own addresses, so that `127.0.0.1` and `localhost` reach the same place. */
import { createServer, type Server } from 'node:http'
import type { FastifyInstance } from 'fastify'

/** Where there is no IPv6 there is nothing to listen on. */
const withoutIpv6 = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL'])

/** Resolves with the port; rejects when it is taken. `port` 0 takes any free one. */
export async function listenOnLoopback(app: FastifyInstance, port: number): Promise<number> {
  await app.listen({ host: '127.0.0.1', port })
  const bound = app.server.address()
  const boundPort = typeof bound === 'object' && bound !== null ? bound.port : port
  const second = createServer()
  second.on('request', (request, response) => app.server.emit('request', request, response))
  second.on('upgrade', (request, socket, head) => app.server.emit('upgrade', request, socket, head))
  try {
    await listen(second, boundPort)
  } catch (failure) {
    // A free port that was only free on one address still serves the address that is handed out.
    if (port !== 0 && !withoutIpv6.has(codeOf(failure))) throw failure
    return boundPort
  }
  closeWith(app, second)
  return boundPort
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: '::1', port, ipv6Only: true }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

/** The app takes no more hooks once it listens; its server's own end is the sign. */
function closeWith(app: FastifyInstance, server: Server): void {
  app.server.once('close', () => {
    server.close()
    server.closeAllConnections()
  })
}

function codeOf(failure: unknown): string {
  return failure instanceof Error && 'code' in failure ? String(failure.code) : ''
}
