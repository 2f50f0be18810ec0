/** Every refusal of the platform. */
import { z } from 'zod'

export const refusalSchema = z.object({
  code: z.string(),
  message: z.string().default(''),
  field: z.string().nullish(),
  missing: z.string().nullish(),
  /** With `coaching.exists`. */
  coachingId: z.string().nullish(),
})
export type WireRefusal = z.infer<typeof refusalSchema>
