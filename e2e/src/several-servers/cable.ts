import { connect, createServer, type Socket } from 'node:net'
import { systemClock } from '@sotto/kernel'

/** A way for bytes to one of several ports, each connection to the next one: a balancer, or the line to a database. */
export interface Cable {
  readonly port: number
  /** Every connection is torn down at once, and every new one refused. */
  cut(): void
  restore(): void
  /** Every connection is reset (RST), as a balancer does that forgets what it knew; new ones are taken. */
  reset(): void
  /**
   * Every connection stays as it is; nothing that goes by them arrives, no end hears that the other one left, and whoever connects
   * waits, until `restore`: then a first sign of life tells whoever is left alone.
   */
  swallow(): void
  /** From now on every byte takes so much longer; 0 for none. */
  slowDown(delayMs: number): void
  close(): Promise<void>
}

/** Listens on a free port of this machine. Ports that refuse are passed over, as a health check would. */
export async function startCable(targets: () => readonly number[]): Promise<Cable> {
  const ends = new Set<Socket>()
  /** Their other end has gone, and they have not heard of it. */
  const alone = new Set<Socket>()
  /** Came while everything was swallowed. */
  const waiting = new Set<Socket>()
  let isCut = false
  let swallows = false
  let delayMs = 0
  let turn = 0

  function watch(end: Socket, other: Socket): void {
    ends.add(end)
    // `close` follows every error; without a listener the error would end this process.
    end.on('error', () => {})
    end.on('end', () => {
      if (!swallows) systemClock.schedule(delayMs, () => void other.end())
    })
    end.on('close', (isBroken) => {
      ends.delete(end)
      alone.delete(end)
      if (swallows) {
        if (ends.has(other)) alone.add(other)
        return
      }
      if (isBroken) other.destroy()
      else systemClock.schedule(delayMs, () => void other.end())
    })
  }

  function carry(from: Socket, to: Socket): void {
    from.on('data', (bytes) => {
      if (swallows) return
      // The order stays: what is delayed is delayed by the same time.
      if (delayMs > 0) systemClock.schedule(delayMs, () => void to.write(bytes))
      else if (!to.write(bytes)) {
        from.pause()
        to.once('drain', () => from.resume())
      }
    })
  }

  function tryNext(outer: Socket, left: number): void {
    const ports = targets()
    const port = ports[turn % Math.max(1, ports.length)]
    turn += 1
    if (port === undefined || left === 0) {
      outer.destroy()
      return
    }
    const inner = connect({ port, host: '127.0.0.1', noDelay: true })
    const onRefused = () => tryNext(outer, left - 1)
    inner.once('error', onRefused)
    inner.once('connect', () => {
      inner.off('error', onRefused)
      if (outer.destroyed || isCut) {
        inner.destroy()
        outer.destroy()
        return
      }
      watch(outer, inner)
      watch(inner, outer)
      carry(outer, inner)
      carry(inner, outer)
    })
  }

  const server = createServer({ noDelay: true }, (outer) => {
    outer.on('error', () => {})
    if (isCut) outer.destroy()
    else if (swallows) waiting.add(outer.once('close', () => waiting.delete(outer)))
    else tryNext(outer, targets().length)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')

  function tearDown(): void {
    for (const end of [...ends, ...waiting]) end.destroy()
  }

  return {
    port: address.port,
    cut() {
      isCut = true
      tearDown()
    },
    restore() {
      isCut = false
      swallows = false
      for (const end of alone) end.destroy()
      for (const outer of waiting) tryNext(outer, targets().length)
      waiting.clear()
    },
    reset() {
      for (const end of ends) end.resetAndDestroy()
    },
    swallow() {
      swallows = true
    },
    slowDown(longerMs) {
      delayMs = longerMs
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      tearDown()
      await closed
    },
  }
}
