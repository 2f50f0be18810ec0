import { connect, createServer, type Socket } from 'node:net'

/** A way to a database that can swallow what goes by it, in both directions, with every connection left as it is. */
export interface SwallowingWay {
  readonly url: string
  swallow(): void
  /** From now on things go by it again; what was swallowed is gone. */
  letThrough(): void
  close(): Promise<void>
}

export async function openSwallowingWay(to: string): Promise<SwallowingWay> {
  const url = new URL(to)
  const target = { host: url.hostname, port: Number(url.port) }
  const ends = new Set<Socket>()
  let swallows = false

  function join(from: Socket, other: Socket): void {
    ends.add(from)
    from.on('error', () => {})
    from.on('close', () => {
      ends.delete(from)
      if (!swallows) other.destroy()
    })
    from.on('data', (bytes) => {
      if (!swallows) other.write(bytes)
    })
  }

  const server = createServer((outer) => {
    const inner = connect(target)
    join(outer, inner)
    join(inner, outer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  url.port = String(address.port)
  url.hostname = '127.0.0.1'
  return {
    url: url.href,
    swallow() {
      swallows = true
    },
    letThrough() {
      swallows = false
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const end of ends) end.destroy()
      await closed
    },
  }
}
