/** What the demonstration and the processes it starts say to each other. */
import { z } from 'zod'

export const fromChildSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('ready'),
    address: z.string(),
    people: z.array(
      z.object({ name: z.string(), role: z.string(), teams: z.array(z.string()).readonly() }),
    ),
  }),
  /** It will end now, and this is why. */
  z.object({ type: z.literal('failed'), line: z.string() }),
  z.object({ type: z.literal('notice'), line: z.string() }),
])
export type FromChild = z.infer<typeof fromChildSchema>

export const toChildSchema = z.object({ type: z.literal('stop') })
export type ToChild = z.infer<typeof toChildSchema>
