import { createServer, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http'
import { connect, type Socket } from 'node:net'

/**
 * Stands where the console believes the platform, passes everything on to the simulator, and notes every token it sees: what the
 * platform gives, and what is shown to it.
 */
export interface TokenTap {
  readonly url: string
  /** Access tokens, refresh tokens and the client's secret. */
  readonly secrets: ReadonlySet<string>
  /** The access token given last. */
  readonly newestAccess: () => string
  close(): Promise<void>
}

/** `port` is where the simulator will listen; it may start later. `onEvents`: what goes to the console on its sockets, as it goes. */
export async function startTokenTap(
  port: number,
  onEvents: (bytes: Buffer) => void = () => {},
): Promise<TokenTap> {
  const secrets = new Set<string>()
  const sockets = new Set<Socket>()
  let newest = ''
  let own = 0
  /** An OAuth server names itself by where it was asked: the browser has to come back through here. */
  const rename = (text: string) =>
    text.replaceAll(`127.0.0.1:${port}`, `127.0.0.1:${own}`).replaceAll(`1%3A${port}`, `1%3A${own}`)

  function note({ authorization }: IncomingHttpHeaders): void {
    const [kind, value] = authorization?.split(' ') ?? []
    if (value === undefined) return
    if (kind?.toLowerCase() === 'bearer') secrets.add(value)
    const clientSecret = Buffer.from(value, 'base64').toString().split(':')[1]
    if (kind === 'Basic' && clientSecret) secrets.add(decodeURIComponent(clientSecret))
  }

  function noteGiven(text: string): void {
    for (const [, name, token] of text.matchAll(/"(access|refresh|id)_token":"([^"]+)"/g)) {
      if (token === undefined) continue
      secrets.add(token)
      if (name === 'access') newest = token
    }
  }

  const server = createServer((asked, reply) => {
    note(asked.headers)
    const headers = { ...asked.headers, host: `127.0.0.1:${port}`, 'accept-encoding': 'identity' }
    const onward = request({
      port,
      host: '127.0.0.1',
      method: asked.method,
      path: asked.url,
      headers,
    })
    onward.on('error', () => reply.destroy())
    onward.on('response', (answer) => {
      void readAll(answer).then((body) => {
        const text = body.toString('utf8')
        if (asked.url?.startsWith('/oauth/token')) noteGiven(text)
        const isText = /json|html/.test(answer.headers['content-type'] ?? '')
        const told = isText ? Buffer.from(rename(text)) : body
        const { 'content-length': _, 'transfer-encoding': __, ...kept } = answer.headers
        const renamed = Object.fromEntries(
          Object.entries(kept).map(([name, value]) => [
            name,
            typeof value === 'string' ? rename(value) : (value?.map(rename) ?? ''),
          ]),
        )
        reply.writeHead(answer.statusCode ?? 502, { ...renamed, 'content-length': told.length })
        reply.end(told)
      })
    })
    asked.pipe(onward)
  })

  server.on('upgrade', (asked, inner: Socket, head) => {
    note(asked.headers)
    const outer = connect({ port, host: '127.0.0.1', noDelay: true })
    for (const socket of [inner, outer]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        inner.destroy()
        outer.destroy()
      })
    }
    const lines = asked.rawHeaders.flatMap((name, index, all) =>
      index % 2 === 0
        ? [`${name}: ${/^host$/i.test(name) ? `127.0.0.1:${port}` : all[index + 1]}`]
        : [],
    )
    outer.write([`GET ${asked.url} HTTP/1.1`, ...lines, '', ''].join('\r\n'))
    outer.write(head)
    inner.pipe(outer)
    outer.on('data', onEvents)
    outer.pipe(inner)
  })

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  own = address.port
  return {
    url: `http://127.0.0.1:${own}`,
    secrets,
    newestAccess: () => newest,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}
