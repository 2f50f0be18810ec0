/**
 * A bare relay, in a process of its own as a server is: the same library joins the same two sockets, message by message, and nobody
 * is asked who comes, nothing is counted and nothing waited for. What it costs any relay costs on this machine.
 */
import { fileURLToPath } from 'node:url'
import { WebSocket, WebSocketServer } from 'ws'
import { type Asked, answerAsked, startAsked } from '../processes/asking.ts'

const role = 'bare relay'

/** Answers the port it listens on to `port`. */
export function startBareRelay(targetPort: number): Asked {
  return startAsked(fileURLToPath(import.meta.url), [role, String(targetPort)])
}

function joinWith(targetPort: number): WebSocketServer {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
  server.on('connection', (panel, { headers, url }) => {
    const { cookie = '', host = '', origin = '' } = headers
    const peer = new WebSocket(`ws://127.0.0.1:${targetPort}${url}`, {
      headers: { cookie, host, origin },
      perMessageDeflate: false,
    })
    const opened = new Promise((resolve) => peer.once('open', resolve))
    panel.on('message', (data, isBinary) => {
      if (peer.readyState === WebSocket.OPEN) peer.send(data, { binary: isBinary })
      // What is said before the second handshake is over.
      else void opened.then(() => peer.send(data, { binary: isBinary }))
    })
    peer.on('message', (data, isBinary) => panel.send(data, { binary: isBinary }))
    panel.on('close', () => peer.terminate())
    peer.on('close', () => panel.terminate())
    for (const socket of [panel, peer]) socket.on('error', () => {})
  })
  return server
}

if (process.argv[2] === role) {
  const server = joinWith(Number(process.argv[3]))
  const listening = new Promise((resolve) => server.once('listening', resolve))
  answerAsked({
    async port() {
      await listening
      const address = server.address()
      return address === null || typeof address === 'string' ? undefined : address.port
    },
  })
}
