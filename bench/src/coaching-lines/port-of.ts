import type { WebSocketServer } from 'ws'

/** Where it listens, once it does. */
export async function portOf(server: WebSocketServer): Promise<number> {
  if (server.address() === null) await new Promise((resolve) => server.on('listening', resolve))
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}
