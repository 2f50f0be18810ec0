/** Looks whether a port is free before seconds of work, and a database, are spent on a start that it would end. */
import { createServer } from 'node:net'

/** Rejects as listening would (EADDRINUSE, EACCES). 0 is any free port. Whoever takes it meanwhile is told of by listening itself. */
export function requireFreePort(host: string, port: number): Promise<void> {
  if (port === 0) return Promise.resolve()
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen({ host, port }, () => probe.close(() => resolve()))
  })
}
