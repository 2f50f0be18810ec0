/** A person as they lie in a session's row. */
import type { Permission, Person } from '@sotto/domain'
import { z } from 'zod'

const permissionSchema = z.enum([
  'read-routing',
  'read-conversation',
  'whisper',
  'monitor',
  'barge',
  'read-coaching',
  'write-coaching',
  'read-transcript',
  'reveal-sensitive',
  'answer-as-agent',
  'manage-policies',
]) satisfies z.ZodType<Permission>

const personSchema: z.ZodType<Person> = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  region: z.string(),
  role: z.enum(['supervisor', 'lead', 'agent', 'auditor', 'administrator']),
  licence: z.enum(['cx1', 'cx2', 'cx3']),
  telephony: z.boolean(),
  engagement: z.boolean(),
  permissions: z.array(permissionSchema),
  withoutScope: z.array(permissionSchema).exactOptional(),
})

export function parsePerson(json: string): Person {
  return personSchema.parse(JSON.parse(json))
}
