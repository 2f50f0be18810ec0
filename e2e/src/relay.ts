import { connect, createServer, type Socket } from 'node:net'

/** Stands between browsers and the server, byte for byte, and can be cut like a cable. */
export interface Relay {
  readonly port: number
  /** Every connection is torn down at once, and every new one refused. */
  cut(): void
  /** Connections are taken again. */
  restore(): void
  close(): Promise<void>
}

/** Listens on a free port and passes on to `targetPort` of this machine. */
export async function startRelay(targetPort: number): Promise<Relay> {
  const ends = new Set<Socket>()
  let isCut = false

  function watch(end: Socket, otherEnd: Socket): void {
    ends.add(end)
    // `close` follows every error; without a listener the error would end this process.
    end.on('error', () => {})
    end.on('close', () => {
      ends.delete(end)
      otherEnd.destroy()
    })
  }

  function tearDown(): void {
    for (const end of ends) end.destroy()
  }

  const server = createServer({ noDelay: true }, (outer) => {
    if (isCut) {
      outer.destroy()
      return
    }
    const inner = connect({ port: targetPort, host: '127.0.0.1', noDelay: true })
    watch(outer, inner)
    watch(inner, outer)
    outer.pipe(inner)
    inner.pipe(outer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    cut() {
      isCut = true
      tearDown()
    },
    restore() {
      isCut = false
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      tearDown()
      await closed
    },
  }
}
