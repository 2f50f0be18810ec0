import { createServer, type IncomingMessage, type Server } from 'node:http'
import { afterEach, expect, it } from 'vitest'
import { WebSocketServer } from 'ws'
import { openWebSocket, type SocketEnd } from './client-socket.ts'

let server: Server | undefined
afterEach(async () => {
  server?.closeAllConnections()
  await new Promise((resolve) => (server === undefined ? resolve(0) : server.close(resolve)))
  server = undefined
})

async function listen(made: Server): Promise<string> {
  server = made
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve))
  const address = made.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return `ws://127.0.0.1:${address.port}/events`
}

function open(url: string) {
  const texts: string[] = []
  const ends: SocketEnd[] = []
  let onEnd = (_end: SocketEnd) => {}
  const ended = new Promise<SocketEnd>((resolve) => {
    onEnd = resolve
  })
  let onOpen = () => {}
  const opened = new Promise<void>((resolve) => {
    onOpen = resolve
  })
  const socket = openWebSocket({
    url,
    bearerToken: 'planted-token',
    handshakeTimeoutMs: 5_000,
    largestMessageBytes: 1_000,
    listener: {
      onOpen: () => onOpen(),
      onText: (text) => texts.push(text),
      onBinary: () => {},
      onEnd(end) {
        ends.push(end)
        onEnd(end)
      },
    },
  })
  return { socket, texts, ends, ended, opened }
}

it('[PL50] a socket carries its token in the header, not in the address', async () => {
  const http = createServer()
  const requests: IncomingMessage[] = []
  const sockets = new WebSocketServer({ server: http })
  sockets.on('connection', (socket, request) => {
    requests.push(request)
    socket.send('hello')
    socket.on('message', (data) => socket.close(4_000 + data.toString().length))
  })
  const { socket, texts, ended, opened } = open(await listen(http))
  await opened
  socket.send('12345')
  expect(await ended).toEqual({ kind: 'closed', code: 4_005 })
  expect(texts).toEqual(['hello'])
  expect(requests[0]?.headers.authorization).toBe('Bearer planted-token')
  expect(requests[0]?.url).toBe('/events')
  sockets.close()
})

it('[PL57] a refused handshake is told with its status, its body and when to come back', async () => {
  const http = createServer()
  http.on('upgrade', (_request, stream) => {
    const body = '{"code":"rate.limit"}'
    stream.end(
      `HTTP/1.1 429 Too Many\r\nRetry-After: 3\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
    )
  })
  const { ended, ends } = open(await listen(http))
  expect(await ended).toEqual({
    kind: 'refused',
    answer: { status: 429, body: { code: 'rate.limit' }, retryAfter: '3' },
  })
  expect(ends).toHaveLength(1)
})

it('[PL57] a redirect is a refusal: the token goes nowhere else', async () => {
  const http = createServer()
  http.on('upgrade', (_request, stream) => {
    stream.end(
      'HTTP/1.1 302 Found\r\nLocation: ws://elsewhere.test/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
    )
  })
  expect(await open(await listen(http)).ended).toMatchObject({
    kind: 'refused',
    answer: { status: 302 },
  })
})

it('[PL57] nobody there, a message too large, and our own end are each told once', async () => {
  const gone = open('ws://127.0.0.1:1/events')
  expect(await gone.ended).toEqual({ kind: 'failed' })

  const http = createServer()
  const sockets = new WebSocketServer({ server: http })
  sockets.on('connection', (socket) => socket.on('message', () => socket.send('x'.repeat(2_000))))
  const url = await listen(http)
  const flooded = open(url)
  await flooded.opened
  flooded.socket.send('more')
  expect(await flooded.ended).toEqual({ kind: 'failed' })
  expect(flooded.texts).toEqual([])

  const dropped = open(url)
  await dropped.opened
  dropped.socket.terminate()
  await dropped.ended
  const early = open(url)
  early.socket.terminate()
  await early.ended
  for (const { ends } of [gone, flooded, dropped, early]) expect(ends).toHaveLength(1)
  sockets.close()
})
