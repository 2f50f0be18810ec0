/** Who somebody is in the contact centre. */
import type { Me } from '@sotto/protocol'
import { inLanguage } from './in-language.ts'

export const english = {
  roles: {
    supervisor: 'supervisor',
    lead: 'lead',
    administrator: 'administrator',
    agent: 'agent',
    auditor: 'auditor',
  } satisfies Record<Me['role'], string>,
}

const words = inLanguage('role-words', english)

const known: Readonly<Record<string, string>> = words.roles

/** One that this page does not know by its own name. */
export function roleWords(role: string): string {
  return known[role] ?? role
}
