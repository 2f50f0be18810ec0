/** The browser's own WebSocket behind the model's port. */
import type { OpenSocket } from '../model/socket.ts'

/** Sockets to the page's own origin. */
export function browserSockets(origin: string): OpenSocket {
  return (path, listener) => {
    const socket = new WebSocket(new URL(path, origin.replace(/^http/, 'ws')))
    socket.binaryType = 'arraybuffer'
    socket.onopen = () => listener.onOpen()
    socket.onclose = ({ code }) => listener.onClose(code)
    socket.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (typeof data === 'string') listener.onText(data)
      else if (data instanceof ArrayBuffer) listener.onBinary(new Uint8Array(data))
    }
    return {
      send(data) {
        if (socket.readyState === WebSocket.OPEN) socket.send(data)
      },
      close: () => socket.close(),
      get bufferedBytes() {
        return socket.bufferedAmount
      },
    }
  }
}
