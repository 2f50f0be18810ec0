/** Looks whether a port is free before seconds of work, and a database, are spent on a start that it would end. */
import { createServer } from 'node:net'
import { z } from 'zod'
import { StartRefusal } from '../start-refusal.ts'

const noAddressSchema = z.object({ code: z.enum(['ENOTFOUND', 'EADDRNOTAVAIL', 'EAI_AGAIN']) })

/**
 * Rejects as listening would (EADDRINUSE, EACCES), and with a StartRefusal that names SOTTO_HOST when `host` is no address of
 * this machine. Whoever takes the port meanwhile is told of by listening itself.
 */
export function requireFreePort(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (failure) =>
      reject(
        noAddressSchema.safeParse(failure).success
          ? new StartRefusal(`${host} is no address of this machine. Choose one with SOTTO_HOST.`)
          : failure,
      ),
    )
    probe.listen({ host, port }, () => probe.close(() => resolve()))
  })
}
