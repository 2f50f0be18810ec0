/** Under which of its names the simulator was addressed. */
import type { FastifyRequest } from 'fastify'

const loopbackNames: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * The origin the caller used, e.g. `http://127.0.0.1:4500`: an OAuth issuer must bear the name its client knows it by,
 * and this one answers on several. Any name that is not this machine's own counts as 127.0.0.1.
 */
export function requestOrigin(request: FastifyRequest): string {
  const written = `http://${request.headers.host ?? ''}`
  const addressed = URL.canParse(written) ? new URL(written) : new URL('http://127.0.0.1')
  const hostname = loopbackNames.has(addressed.hostname) ? addressed.hostname : '127.0.0.1'
  // A request put in by hand (no socket) has no port of its own.
  const port = request.raw.socket.localPort ?? addressed.port
  return new URL(`http://${hostname}:${port}`).origin
}
