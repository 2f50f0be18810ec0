import { once } from 'node:events'
import { systemRandom } from '@sotto/kernel'
import { WebSocket } from 'ws'

/** A panel's live socket that has said hello. */
export async function openPanel(panelUrl: string, cookie: string): Promise<WebSocket> {
  const socket = new WebSocket(`${panelUrl.replace('http', 'ws')}/live`, {
    headers: { cookie, origin: panelUrl },
  })
  socket.on('error', () => {})
  await once(socket, 'open')
  socket.send(JSON.stringify({ type: 'hello', tabId: systemRandom.id() }))
  return socket
}
