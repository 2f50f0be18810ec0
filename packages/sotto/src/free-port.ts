import { createServer } from 'node:net'

/** The port itself, or, for 0, one that nobody listens on at this moment. */
export function definitePort(port: number): Promise<number> {
  if (port !== 0) return Promise.resolve(port)
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, 'localhost', () => {
      const address = probe.address()
      const free = typeof address === 'object' && address !== null ? address.port : 0
      probe.close(() => resolve(free))
    })
  })
}
