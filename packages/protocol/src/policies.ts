import type { KeepableKind, PolicyRules } from '@sotto/domain'
import { z } from 'zod'

/**
 * Policies: what an administrator lays down for all queues and for single ones. Every change is a new version; none is ever
 * changed or removed. Needs `manage-policies` (403 `missing-permission`); a queue that is not one's own is 404.
 *
 * | call | answer |
 * | --- | --- |
 * | `GET /api/policies` | `PolicyList`: the newest version of each |
 * | `POST /api/policies/default` | `PolicyRequest` → 200 `PolicyVersion`; 409 `policy-changed` with `by` and `since` |
 * | `POST /api/policies/queues/{id}` | the same for one queue |
 * | `GET /api/policies/default/versions` | `PolicyHistory`, newest first |
 * | `GET /api/policies/queues/{id}/versions` | the same for one queue |
 *
 * Times are wall-clock milliseconds, UTC, by the server's clock.
 */

const wallMs = z.number()

/** Most agents, and most customers, on one list. */
export const mostProtected = 200
/** Characters of whatever an administrator writes. */
export const longestPolicyText = 300
export const mostRetentionDays = 3_650

export const keepableKindSchema = z.enum([
  'phone',
  'email',
  'address',
  'postcode',
  'name',
  'national-id',
  'iban',
  'account',
  'birth-date',
  'ip',
  'secret-url',
]) satisfies z.ZodType<KeepableKind>

const words = z.string().trim().min(1).max(longestPolicyText)
const days = z.number().int().min(1).max(mostRetentionDays)
const modeRulesSchema = z.strictObject({
  monitor: z.boolean().exactOptional(),
  coach: z.boolean().exactOptional(),
  barge: z.boolean().exactOptional(),
})

/** What is absent is as the default has it. */
export const policyRulesSchema = z.strictObject({
  hiddenListening: z.boolean().exactOptional(),
  notice: modeRulesSchema.exactOptional(),
  reasonRequired: modeRulesSchema.exactOptional(),
  protectedAgents: z
    .array(
      z.strictObject({
        userId: z.string().min(1).max(128),
        name: z.string().max(200),
        why: words.exactOptional(),
      }),
    )
    .max(mostProtected)
    .readonly()
    .exactOptional(),
  protectedCustomers: z
    .array(z.strictObject({ customer: words, why: words.exactOptional() }))
    .max(mostProtected)
    .readonly()
    .exactOptional(),
  factDays: days.exactOptional(),
  coachingDays: days.exactOptional(),
  revealAllowed: z.boolean().exactOptional(),
  keptKinds: z
    .array(keepableKindSchema)
    .max(keepableKindSchema.options.length)
    .readonly()
    .exactOptional(),
  explanation: words.exactOptional(),
}) satisfies z.ZodType<PolicyRules>

export const policyVersionSchema = z.object({
  /** Counts from 1; 0 is what is in force before anybody has laid down anything. */
  version: z.number().int().nonnegative(),
  rules: policyRulesSchema,
  /** Absent on version 0. */
  changed: z.object({ at: wallMs, byName: z.string() }).exactOptional(),
  /** The older version it brings back. */
  restoredFrom: z.number().int().positive().exactOptional(),
})
export type PolicyVersion = z.infer<typeof policyVersionSchema>

export const policyListSchema = z.object({
  /** Rises with every change of any of them. */
  revision: z.number().int(),
  forAll: policyVersionSchema,
  /** The administrator's queues, those without rules of their own too, by name. */
  queues: z.array(z.object({ id: z.string(), name: z.string(), policy: policyVersionSchema })),
})
export type PolicyList = z.infer<typeof policyListSchema>

export const policyRequestSchema = z.strictObject({
  /** The version the change was made upon; another one in force: 409. */
  expectedVersion: z.number().int().nonnegative(),
  rules: policyRulesSchema,
  restoredFrom: z.number().int().positive().exactOptional(),
})
export type PolicyRequest = z.infer<typeof policyRequestSchema>

export const policyHistorySchema = z.object({ versions: z.array(policyVersionSchema) })
export type PolicyHistory = z.infer<typeof policyHistorySchema>
