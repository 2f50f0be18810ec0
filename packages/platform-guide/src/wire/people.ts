/** People and routing as the platform sends them. Words we do not know are let through here and mapped to the safest one. */
import { z } from 'zod'
import { timeSchema } from './time.ts'

/** `GET /users/me`. */
export const personSchema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().default(''),
  region: z.string(),
  licence: z.string(),
  telephony: z.boolean(),
  engagement: z.boolean(),
  permissions: z.array(z.string()),
  role: z.string(),
})
export type WirePerson = z.infer<typeof personSchema>

/** `GET /routing/queues`, and an agent's active queues. */
export const queuesSchema = z.object({
  entities: z.array(z.object({ id: z.string(), name: z.string() })),
})

export const memberSchema = z.object({
  id: z.string(),
  name: z.string(),
  presence: z.string(),
  routingStatus: z.string(),
  licence: z.string(),
  telephony: z.boolean(),
  engagement: z.boolean(),
})
/** `routing.member`. */
export const changedMemberSchema = memberSchema.extend({
  version: z.number().int().optional().catch(undefined),
})

export type WireMember = z.infer<typeof memberSchema>

/** `GET /routing/queues/{queueId}/members`. */
export const membersSchema = z.object({ entities: z.array(memberSchema) })

export const interactionSchema = z.object({
  id: z.string(),
  mediaType: z.string(),
  state: z.string(),
  queueId: z.string(),
  startTime: timeSchema,
})
export type WireInteraction = z.infer<typeof interactionSchema>

/** `GET /routing/users/{userId}/active-interactions`. */
export const interactionsSchema = z.object({ entities: z.array(interactionSchema) })
