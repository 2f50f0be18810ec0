import { z } from 'zod'

/**
 * Who is signed in where. Everybody sees and ends their own; for those of everybody in the installation `manage-sign-ins` is
 * needed (403 `missing-permission`). Somebody else's, for whoever may not, is 404.
 *
 * | door | |
 * |---|---|
 * | `GET /api/sign-ins` | `OwnSignIns`: one's own, used last first |
 * | `POST /api/sign-ins/{id}/end` | → `SignInsEnded`; 404 when there is none any more |
 * | `POST /api/sign-ins/end-others` | → `SignInsEnded`: all of one's own but this |
 * | `POST /api/sign-ins/search` | `SignInSearchRequest` → `EverySignIn`: everybody's, by a part of their name, 200 at most |
 *
 * An ended sign-in loses its sockets within a second on every server, and its tokens are revoked.
 */
export const signInSchema = z.object({
  id: z.string(),
  beganAt: z.number(),
  /** To the minute; while a panel is open it is now. */
  lastUsedAt: z.number(),
  /** Such as "Firefox on Windows". */
  browser: z.string().optional(),
  /** Such as "203.0.113.x". */
  network: z.string().optional(),
  /** The one that asks. */
  isThis: z.boolean(),
})
export type SignInView = z.infer<typeof signInSchema>

export const ownSignInsSchema = z.object({ signIns: z.array(signInSchema) })
export type OwnSignIns = z.infer<typeof ownSignInsSchema>

export const signInOfPersonSchema = signInSchema.extend({
  person: z.object({ id: z.string(), name: z.string(), role: z.string() }),
})
export type SignInOfPerson = z.infer<typeof signInOfPersonSchema>

export const everySignInSchema = z.object({
  signIns: z.array(signInOfPersonSchema),
  /** There are more than are told. */
  isMore: z.boolean(),
})
export type EverySignIn = z.infer<typeof everySignInSchema>

/** Names stand in a body, never in an address. */
export const signInSearchRequestSchema = z.strictObject({ name: z.string().max(100).optional() })

export const signInsEndedSchema = z.object({ ended: z.number().int() })
export type SignInsEnded = z.infer<typeof signInsEndedSchema>
