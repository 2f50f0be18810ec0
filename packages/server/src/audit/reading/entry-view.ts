/** An entry as it is shown: what its leaf says, who it was if that was not erased, and its place. */
import { type AuditEntryView, auditEntrySchema } from '@sotto/protocol'
import { z } from 'zod'
import type { AuditRow } from '../../database/audit-store.ts'

/** Undefined where nobody knows it any more. */
export type NameOf = (personId: string) => Promise<string | undefined>

/** The leaf also holds the commitment to what is personal; it is not shown. */
const leafSchema = auditEntrySchema
  .omit({
    erased: true,
    index: true,
    supervisor: true,
    toSupervisor: true,
    agent: true,
    words: true,
  })
  .extend({ personal: z.string() })

export async function entryView(row: AuditRow, nameOf: NameOf): Promise<AuditEntryView> {
  const { personal: _, ...lasting } = leafSchema.parse(JSON.parse(row.leaf))
  const { agentUserId, supervisorId, toSupervisorId, words } = row.personal?.values ?? {}
  return {
    ...lasting,
    ...(row.index === undefined ? {} : { index: row.index }),
    erased: row.personal === undefined,
    ...(supervisorId === undefined ? {} : { supervisor: await personOf(supervisorId, nameOf) }),
    ...(toSupervisorId === undefined
      ? {}
      : { toSupervisor: await personOf(toSupervisorId, nameOf) }),
    ...(agentUserId === undefined ? {} : { agent: await personOf(agentUserId, nameOf) }),
    ...(words === undefined ? {} : { words }),
  }
}

async function personOf(id: string, nameOf: NameOf) {
  const name = await nameOf(id)
  return { id, ...(name === undefined ? {} : { name }) }
}

/** Each person is looked up once, however many entries they stand in. */
export function namesOnce(nameOf: NameOf): NameOf {
  const names = new Map<string, Promise<string | undefined>>()
  return (personId) => {
    const name = names.get(personId) ?? nameOf(personId)
    names.set(personId, name)
    return name
  }
}
